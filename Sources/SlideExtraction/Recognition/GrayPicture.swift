/// The pixels of a page, a byte each, black to white, row after row.
struct GrayPicture: Sendable {
    var width: Int
    var height: Int
    var pixels: [UInt8]

    /// Shades that anyone can tell apart differ by more.
    private static let leastContrast = 24

    /// Whether there is nothing to see on it: all of it has about the shade of its corner.
    var isBlank: Bool {
        guard let corner = pixels.first else { return true }
        return !pixels.contains { abs(Int($0) - Int(corner)) >= Self.leastContrast }
    }
}

/// Takes apart gray pictures in the portable graymap form (PGM, "P5", 255 shades) that come one after the other.
struct GrayPictureStream {
    private var buffer: [UInt8] = []

    /// Adds bytes and returns the pictures that are whole now.
    mutating func add(_ bytes: [UInt8]) -> [GrayPicture] {
        buffer += bytes
        var pictures: [GrayPicture] = []
        while let header = Self.header(buffer.prefix(256)), buffer.count >= header.end + header.width * header.height {
            let end = header.end + header.width * header.height
            pictures.append(
                GrayPicture(width: header.width, height: header.height, pixels: Array(buffer[header.end..<end])))
            buffer.removeFirst(end)
        }
        return pictures
    }

    /// Nil when it is not whole, or not of this form: then no picture comes out any more.
    private static func header(_ bytes: ArraySlice<UInt8>) -> (width: Int, height: Int, end: Int)? {
        guard bytes.starts(with: [UInt8(ascii: "P"), UInt8(ascii: "5")]) else { return nil }
        var index = bytes.startIndex + 2
        var numbers: [Int] = []
        while numbers.count < 3 {
            guard index < bytes.endIndex else { return nil }
            switch bytes[index] {
            case UInt8(ascii: "#"):
                guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
                index = end + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                var number = 0
                while index < bytes.endIndex, bytes[index] &- 48 < 10, number < 1 << 20 {
                    number = number * 10 + Int(bytes[index] - 48)
                    index += 1
                }
                numbers.append(number)
            default: index += 1
            }
        }
        // One byte of white space ends the header.
        guard index < bytes.endIndex, numbers[2] == 255, numbers[0] > 0, numbers[1] > 0 else { return nil }
        return (numbers[0], numbers[1], index + 1)
    }
}
