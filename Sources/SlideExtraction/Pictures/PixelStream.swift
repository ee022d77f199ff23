/// Pixels row by row from the top: red, green and blue, a byte each.
struct PixelPicture: Sendable, Equatable {
    var frame: PictureFrame
    var pixels: [UInt8]
}

/// Takes apart pictures in the PPM form (Netpbm, `P6` with 255 as the largest value) that come one after the other.
///
/// They come from a child that reads a foreign file: nothing but `width x height x 3` bytes of a checked size is taken.
struct PixelStream {
    /// What comes is no picture, or one of a size that was not asked for.
    struct Foreign: Error {}

    /// `P6`, two numbers, `255` and the line ends between them are shorter.
    static let longestHeader = 32

    private let largest: PictureFrame
    private var header: [UInt8] = []
    private var current: PixelPicture?

    /// - Parameter largest: no picture may be wider or higher.
    init(largest: PictureFrame) {
        self.largest = largest
    }

    /// Adds bytes and returns the pictures that are whole now.
    mutating func add(_ bytes: [UInt8]) throws(Foreign) -> [PixelPicture] {
        var pictures: [PixelPicture] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let wanted = current.map({ $0.frame.bytes - $0.pixels.count }) else {
                try takeHeader(&rest)
                continue
            }
            current?.pixels.append(contentsOf: rest.prefix(wanted))
            if rest.count >= wanted, let whole = current {
                pictures.append(whole)
                current = nil
            }
            rest = rest.dropFirst(wanted)
        }
        return pictures
    }

    /// Takes bytes until the header's third line ends.
    private mutating func takeHeader(_ rest: inout ArraySlice<UInt8>) throws(Foreign) {
        while let byte = rest.popFirst() {
            header.append(byte)
            guard header.count <= Self.longestHeader else { throw Foreign() }
            guard byte == UInt8(ascii: "\n"), header.count(where: { $0 == byte }) == 3 else { continue }
            let frame = try frame(header)
            var picture = PixelPicture(frame: frame, pixels: [])
            picture.pixels.reserveCapacity(frame.bytes)
            current = picture
            header = []
            return
        }
    }

    private func frame(_ header: [UInt8]) throws(Foreign) -> PictureFrame {
        let lines = String(decoding: header, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let numbers = lines[1].split(separator: " ").compactMap { Int($0) }
        guard lines[0] == "P6", lines[2] == "255", numbers.count == 2,
            (1...largest.width).contains(numbers[0]), (1...largest.height).contains(numbers[1])
        else { throw Foreign() }
        return PictureFrame(width: numbers[0], height: numbers[1])
    }
}

extension PictureFrame {
    /// What its pixels take.
    var bytes: Int { width * height * 3 }
}
