/// JSON (RFC 8259) of texts and numbers, in the order in which it is given: the same values are the same bytes, and
/// lists may mix kinds, as small files want.
enum SearchJSON {
    static func text(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }

    static func list(_ values: [String]) -> String { "[\(values.joined(separator: ","))]" }

    static func member(_ name: String, _ value: String) -> String { "\(text(name)):\(value)" }

    static func object(_ members: [String]) -> String { "{\(members.joined(separator: ","))}" }

    /// With four decimals at most.
    static func number(_ value: Double) -> String { String((value * 10_000).rounded() / 10_000) }
}
