import Foundation

/// Takes apart PNG files that come one after the other (PNG specification, section 5: signature and chunks).
struct PNGStream {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// A chunk without content, its type and its checksum: how every PNG ends.
    private static let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]

    private var buffer: [UInt8] = []
    /// Where the next chunk of the first picture in the buffer starts.
    private var position = 8

    /// Adds bytes and returns the pictures that are whole now.
    mutating func add(_ bytes: [UInt8]) -> [[UInt8]] {
        buffer.append(contentsOf: bytes)
        var pictures: [[UInt8]] = []
        while position + 8 <= buffer.count {
            guard buffer.starts(with: Self.signature) else {
                // Something other than pictures: nothing after it can be trusted to be where it seems.
                buffer = []
                position = 8
                break
            }
            let length = (0..<4).reduce(0) { $0 << 8 | Int(buffer[position + $1]) }
            let isEnd = buffer[(position + 4)..<(position + 8)].elementsEqual("IEND".utf8)
            let next = position + 12 + length
            guard isEnd else {
                position = next
                continue
            }
            guard next <= buffer.count else { break }
            pictures.append(Array(buffer[..<next]))
            buffer.removeFirst(next)
            position = 8
        }
        return pictures
    }

    /// Whether a file starts and ends as a PNG does.
    static func isWhole(_ data: Data) -> Bool {
        data.starts(with: signature) && data.suffix(end.count).elementsEqual(end)
    }
}
