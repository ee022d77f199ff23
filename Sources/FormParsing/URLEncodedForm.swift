/// How much an urlencoded form may hold.
public struct URLEncodedLimits: Hashable, Sendable {
    /// The most pairs.
    public var pairs: Int
    /// The most bytes, before decoding.
    public var bytes: Int

    /// 1,000 pairs and 1 MiB unless told otherwise: an abstract in a form field fits many times.
    public init(pairs: Int = 1000, bytes: Int = 1 << 20) {
        self.pairs = pairs
        self.bytes = bytes
    }
}

/// The names and values of an `application/x-www-form-urlencoded` body or of a query string, in order.
///
/// Reads as browsers write it (WHATWG URL, section 5.1): pairs between `&`, `+` is a space, `%` and two digits are a
/// byte. A `%` without two digits stays as it is, bytes that are no UTF-8 become U+FFFD, and empty pairs are skipped;
/// so nothing but a limit can fail.
public struct URLEncodedForm: Hashable, Sendable {
    /// One field.
    public struct Pair: Hashable, Sendable {
        /// The field's name.
        public var name: String
        /// Its value; empty where there is no `=`.
        public var value: String

        /// A field.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The fields in the order sent; names may repeat.
    public var pairs: [Pair]

    /// A form of known fields.
    public init(_ pairs: [Pair]) {
        self.pairs = pairs
    }

    /// Reads a body.
    public init(parsing bytes: [UInt8], limits: URLEncodedLimits = URLEncodedLimits()) throws(FormError) {
        if bytes.count > limits.bytes { throw .limitExceeded(.totalBytes(limits.bytes)) }
        pairs = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            if pairs.count == limits.pairs { throw .limitExceeded(.pairs(limits.pairs)) }
            let equals = part.firstIndex(of: UInt8(ascii: "="))
            pairs.append(
                Pair(
                    name: Self.decoded(part[..<(equals ?? part.endIndex)]),
                    value: equals.map { Self.decoded(part[($0 + 1)...]) } ?? ""))
        }
    }

    /// Reads the query of an address, without its question mark.
    public init(query: some StringProtocol, limits: URLEncodedLimits = URLEncodedLimits()) throws(FormError) {
        try self.init(parsing: Array(query.utf8), limits: limits)
    }

    /// The first value of a name.
    public subscript(name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }

    /// All values of a name, in order.
    public func values(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    /// The form as it is sent; parsing it gives the same pairs.
    public var encoded: String {
        pairs.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&")
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let decoded = PercentEncoding.byte(rest.prefix(2)) {
                result.append(decoded)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The urlencoded percent-encode set: all but letters, digits and `*-._`.
    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: " "): result.append(UInt8(ascii: "+"))
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
