internal import Crypto
public import Foundation

/// The SHA-256 of some bytes: the identity of a deck, of derived data and of an answer.
public struct ContentHash: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public let description: String

    /// Nil unless `text` is 64 hexadecimal digits; upper case is folded.
    public init?(_ text: String) {
        let lowercased = text.lowercased()
        guard lowercased.utf8.count == 64,
            lowercased.utf8.allSatisfy({
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            })
        else { return nil }
        description = lowercased
    }

    /// The hash of bytes in memory.
    public init(of bytes: some DataProtocol) {
        self.init(digest: SHA256.hash(data: bytes))
    }

    fileprivate init(digest: SHA256.Digest) {
        let digits = Array("0123456789abcdef".utf8)
        var hexadecimal: [UInt8] = []
        hexadecimal.reserveCapacity(64)
        for byte in digest {
            hexadecimal.append(digits[Int(byte >> 4)])
            hexadecimal.append(digits[Int(byte & 15)])
        }
        description = String(decoding: hexadecimal, as: UTF8.self)
    }

    /// The first 12 digits, enough to tell versions of one deck apart in a file name.
    public var prefix: String { String(description.prefix(12)) }

    public static func < (left: ContentHash, right: ContentHash) -> Bool { left.description < right.description }
}

/// Hashes bytes that come in pieces.
public struct ContentHasher: Sendable {
    private var hasher = SHA256()

    public init() {}

    /// Adds the next bytes.
    public mutating func update(_ bytes: some DataProtocol) {
        hasher.update(data: bytes)
    }

    /// The hash of all bytes added so far.
    public func finish() -> ContentHash {
        ContentHash(digest: hasher.finalize())
    }
}
