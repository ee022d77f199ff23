/// The Content-Disposition of a form's part (RFC 7578, section 4.2).
struct ContentDisposition {
    /// The field's name.
    let name: String
    /// The file's name, reduced; `nil` where none was sent.
    let filename: String?

    /// Reads the header's value.
    init(_ value: String) throws(FormError) {
        guard let header = HeaderParameters(value) else { throw .malformedDisposition(value) }
        guard header.value.lowercased() == "form-data", let name = header["name"] else { throw .missingName }
        self.name = Self.unescaped(name)
        // RFC 7578 forbids filename* in forms, but some clients send it, and it says more than their ASCII fall-back.
        let extended = header["filename*"].flatMap { ExtendedValue.decoded($0) }
        filename = (extended ?? header["filename"].map(Self.unescaped)).map(FormFilename.reduced)
    }

    /// Undoes what browsers do to names: quote, CR and LF become %22, %0D, %0A, and nothing else is encoded (WHATWG
    /// HTML, "multipart form data"). Decoding more would change a file that is really called `100%25.pdf`.
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), let decoded = PercentEncoding.byte(rest.prefix(2)),
                [0x22, 0x0D, 0x0A].contains(decoded)
            else {
                result.append(byte)
                continue
            }
            result.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// A parameter with a character set and percent encoding (RFC 8187): `UTF-8'en'na%C3%AFve.pdf`.
enum ExtendedValue {
    /// The decoded text; `nil` where the form, the encoding or the character set is not usable.
    static func decoded(_ text: String) -> String? {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var bytes: [UInt8] = []
        var rest = Array(parts[2].utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let decoded = PercentEncoding.byte(rest.prefix(2)) else { return nil }
                bytes.append(decoded)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        switch parts[0].lowercased() {
        case "utf-8": return String(validating: bytes, as: UTF8.self)
        case "iso-8859-1": return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: return nil
        }
    }
}

/// Percent encoding (RFC 3986, section 2.1).
enum PercentEncoding {
    /// The byte that two hexadecimal digits stand for.
    static func byte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, let high = digit(digits[digits.startIndex]),
            let low = digit(digits[digits.startIndex + 1])
        else { return nil }
        return high << 4 | low
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
