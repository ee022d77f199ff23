import Foundation

/// The search for CR LF `--boundary`, over chunks.
///
/// CR stands only at the delimiter's beginning, so after a mismatch no shorter match can be hidden in what was already
/// compared: it is enough to remember how many bytes agree, and to go on at the byte that does not.
struct Delimiter: Sendable {
    enum Verdict {
        case undecided, lookalike, separator, close
    }

    private let bytes: [UInt8]
    /// How many bytes of the delimiter the input has agreed with so far.
    private(set) var matched = 0
    /// How many of those were only assumed, and are no content if the match fails.
    private var assumed = 0
    /// What came behind the whole delimiter while nothing was decided.
    private var tail: [UInt8] = []
    /// RFC 2046 allows white space behind the boundary without saying how much; more than this is content.
    private static let longestPadding = 64

    init(_ boundary: MultipartBoundary) {
        bytes = Array("\r\n--\(boundary.value)".utf8)
    }

    var isComplete: Bool { matched == bytes.count }

    /// A delimiter at the very beginning needs no line end of its own.
    mutating func expectAtLineStart() {
        matched = 2
        assumed = 2
    }

    mutating func reset() {
        matched = 0
        assumed = 0
        tail = []
    }

    /// Compares on where the last chunk stopped. False when the input differs, which then stays as it is.
    mutating func resume(with rest: inout ArraySlice<UInt8>) -> Bool {
        let count = min(bytes.count - matched, rest.count)
        guard rest.prefix(count) == bytes[matched..<matched + count] else { return false }
        matched += count
        rest = rest.dropFirst(count)
        return true
    }

    /// Takes the content before the next delimiter, or before what may be the beginning of one at the end.
    mutating func search(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let found = rest.withUnsafeBytes { input -> (offset: Int, length: Int)? in
            bytes.withUnsafeBytes { wanted in Self.find(wanted, in: input) }
        }
        guard let found else {
            defer { rest = [] }
            return rest
        }
        let content = rest.prefix(found.offset)
        matched = found.length
        rest = rest.dropFirst(found.offset + found.length)
        return content
    }

    /// The bytes held for a delimiter that was none.
    mutating func giveBack() -> ArraySlice<UInt8> {
        let content = tail.isEmpty ? bytes[assumed..<matched] : bytes[assumed..<matched] + tail
        reset()
        return content
    }

    /// What the next byte behind the whole delimiter makes of it.
    mutating func judge(_ byte: UInt8) -> Verdict {
        switch (tail.last, byte) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): return .close
        case (UInt8(ascii: "\r"), UInt8(ascii: "\n")): return .separator
        case (UInt8(ascii: "-"), _), (UInt8(ascii: "\r"), _): return .lookalike
        case (nil, UInt8(ascii: "-")), (_, UInt8(ascii: "\r")), (_, UInt8(ascii: " ")), (_, UInt8(ascii: "\t")):
            guard tail.count < Self.longestPadding else { return .lookalike }
            tail.append(byte)
            return .undecided
        default: return .lookalike
        }
    }

    private static func find(
        _ wanted: UnsafeRawBufferPointer, in input: UnsafeRawBufferPointer
    ) -> (offset: Int, length: Int)? {
        guard let base = input.baseAddress, let wantedBase = wanted.baseAddress else { return nil }
        var offset = 0
        while offset < input.count, let hit = memchr(base + offset, 0x0D, input.count - offset) {
            offset = base.distance(to: UnsafeRawPointer(hit))
            let length = min(wanted.count, input.count - offset)
            if memcmp(base + offset, wantedBase, length) == 0 { return (offset, length) }
            offset += 1
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// How far into the slice the byte stands first.
    func firstOffset(of byte: UInt8) -> Int? {
        withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let hit = memchr(base, Int32(byte), bytes.count) else { return nil }
            return base.distance(to: UnsafeRawPointer(hit))
        }
    }
}
