/// A header value of the form `value; name=parameter; name="parameter"`.
///
/// A backslash escapes only a quote or another backslash. RFC 822 would let it escape anything, but browsers send
/// `filename="C:\new\talk.pdf"` without doubling, and the file is not called `C:newtalk.pdf`.
struct HeaderParameters {
    /// The part before the first semicolon.
    let value: String
    /// The parameters in order, names in lower case.
    private(set) var parameters: [(name: String, value: String)] = []

    /// Reads the header's value; `nil` where a parameter has no name or a quoted string no end.
    init?(_ text: String) {
        // By bytes: as characters, a quote and a combining mark behind it would be one and no quote.
        var rest = Array(text.utf8)[...]
        value = Self.text(Self.take(from: &rest, until: ";"))
        while rest.popFirst() != nil {
            let name = Self.text(Self.take(from: &rest, until: ";", "="))
            guard rest.first == UInt8(ascii: "=") else {
                // A stray semicolon is harmless; a word without "=" is not a parameter.
                if name.isEmpty { continue } else { return nil }
            }
            rest = rest.dropFirst().drop(while: Self.isSpace)
            guard !name.isEmpty, let parameter = Self.takeValue(from: &rest) else { return nil }
            parameters.append((name.lowercased(), parameter))
        }
    }

    /// The first parameter of that name, given in lower case.
    subscript(name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    private static func takeValue(from rest: inout ArraySlice<UInt8>) -> String? {
        guard rest.first == UInt8(ascii: "\"") else { return text(take(from: &rest, until: ";")) }
        rest.removeFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") {
                rest = rest.drop(while: isSpace)
                return rest.isEmpty || rest.first == UInt8(ascii: ";") ? String(decoding: value, as: UTF8.self) : nil
            }
            let isEscape = byte == UInt8(ascii: "\\") && (rest.first == UInt8(ascii: "\"") || rest.first == byte)
            value.append(isEscape ? rest.removeFirst() : byte)
        }
        return nil
    }

    private static func take(from rest: inout ArraySlice<UInt8>, until ends: Unicode.Scalar...) -> ArraySlice<UInt8> {
        let taken = rest.prefix { byte in !ends.contains(Unicode.Scalar(byte)) }
        rest = rest[taken.endIndex...]
        return taken
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let start = bytes.drop(while: isSpace)
        let end = start.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start.startIndex
        return String(decoding: start[..<end], as: UTF8.self)
    }
}
