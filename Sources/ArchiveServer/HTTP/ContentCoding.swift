/// How the bytes of an answer are packed for the way (RFC 9110, section 8.4).
enum ContentCoding: Sendable {
    case identity
    case gzip

    /// The codings of ours that a client takes, the better one first.
    ///
    /// gzip goes first where it is welcome as much as identity is. A client that takes neither (`*;q=0`) is sent
    /// identity all the same: 406 would help nobody (RFC 9110, section 12.1, leaves it to the server).
    /// - Parameter field: `Accept-Encoding`; without it a client gets no coding that it has not heard of.
    static func acceptable(_ field: String?) -> [ContentCoding] {
        guard let field, !field.isEmpty else { return [.identity] }
        var gzip: Int?
        var identity: Int?
        var others: Int?
        for element in field.utf8.split(separator: UInt8(ascii: ",")) {
            guard let (name, weight) = weighted(element) else { continue }
            // RFC 9110, section 8.4.1.3: `x-gzip` is the same.
            if name.isEqual("gzip") || name.isEqual("x-gzip") {
                gzip = max(gzip ?? 0, weight)
            } else if name.isEqual("identity") {
                identity = max(identity ?? 0, weight)
            } else if name.isEqual("*") {
                others = max(others ?? 0, weight)
            }
        }
        let gzipWeight = gzip ?? others ?? 0
        // Identity is taken unless it is excluded by name, or by a `*` without its name (RFC 9110, section 12.5.3).
        let takesIdentity = identity.map { $0 > 0 } ?? (others != 0)
        guard gzipWeight > 0 else { return [.identity] }
        guard takesIdentity else { return [.gzip] }
        return gzipWeight >= identity ?? 0 ? [.gzip, .identity] : [.identity, .gzip]
    }

    /// One element of the list with its weight in thousandths (RFC 9110, section 12.4.2); nil when its weight is none.
    private static func weighted(_ element: Substring.UTF8View) -> (name: Substring.UTF8View, weight: Int)? {
        let parts = element.split(separator: UInt8(ascii: ";"), maxSplits: 1)
        guard let name = parts.first?.trimmed, !name.isEmpty else { return nil }
        guard parts.count > 1 else { return (name, 1000) }
        let parameter = parts[1].split(separator: UInt8(ascii: "="), maxSplits: 1).map(\.trimmed)
        guard parameter.count == 2, parameter[0].isEqual("q"), let weight = thousandths(parameter[1]) else {
            return nil
        }
        return (name, weight)
    }

    /// `0`, `1`, `0.5`, `1.000`.
    private static func thousandths(_ text: Substring.UTF8View) -> Int? {
        guard let first = text.first, first == UInt8(ascii: "0") || first == UInt8(ascii: "1") else { return nil }
        var weight = Int(first - UInt8(ascii: "0")) * 1000
        var digits = text.dropFirst()
        guard !digits.isEmpty else { return weight }
        guard digits.removeFirst() == UInt8(ascii: "."), digits.count <= 3 else { return nil }
        var scale = 100
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            weight += Int(digit - UInt8(ascii: "0")) * scale
            scale /= 10
        }
        return weight <= 1000 ? weight : nil
    }
}

extension Substring.UTF8View {
    /// Without the optional white space of RFC 9110, section 5.6.3, at both ends.
    fileprivate var trimmed: Substring.UTF8View {
        var rest = self
        while let first = rest.first, first == 32 || first == 9 { rest.removeFirst() }
        while let last = rest.last, last == 32 || last == 9 { rest.removeLast() }
        return rest
    }
}

extension Collection<UInt8> {
    /// Whether these are the letters of a name of ASCII, in upper case or lower.
    /// - Parameter name: in lower case.
    func isEqual(_ name: StaticString) -> Bool {
        guard count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { letters in
            zip(self, letters).allSatisfy { byte, letter in
                byte == letter || ((65...90).contains(byte) && byte | 32 == letter)
            }
        }
    }
}
