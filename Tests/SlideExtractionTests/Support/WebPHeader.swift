import Foundation

/// What the beginning of a WebP file says of it (RFC 9649, sections 2.5 and 2.6).
struct WebPHeader: Equatable {
    var width: Int
    var height: Int
    var isExact: Bool

    init(width: Int, height: Int, isExact: Bool) {
        (self.width, self.height, self.isExact) = (width, height, isExact)
    }

    /// Nil when it is no WebP picture of the two simple kinds, or not as long as it says.
    init?(_ data: Data) {
        let bytes = Array(data)
        func text(_ start: Int) -> String { String(decoding: bytes[start..<start + 4], as: UTF8.self) }
        func number(_ start: Int, bytes count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
        }
        guard bytes.count > 30, text(0) == "RIFF", text(8) == "WEBP", number(4, bytes: 4) == bytes.count - 8 else {
            return nil
        }
        switch text(12) {
        case "VP8 ":
            (width, height, isExact) = (number(26, bytes: 2) & 0x3FFF, number(28, bytes: 2) & 0x3FFF, false)
        case "VP8L":
            let bits = number(21, bytes: 4)
            (width, height, isExact) = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, true)
        default: return nil
        }
    }
}
