/// What stands in a rendered template where a value is to be filled in: a number between two characters of Unicode's
/// private use area, which templates do not have.
struct Placeholder: CustomStringConvertible {
    let number: Int

    /// With a sign that Mustache escapes where it would escape the value.
    var description: String { "\u{E000}<\(number)\u{E001}" }

    /// Stands at the beginning of a section that begins within a line, so that Mustache does not take its first tag
    /// for one that has a line to itself.
    static let lineStart = "\u{E002}"

    /// All of them, in UTF-8, begin with these two bytes.
    private static let lead: (UInt8, UInt8) = (0xEE, 0x80)

    static func occurs(in text: String) -> Bool {
        text.unicodeScalars.contains { (0xE000...0xE002).contains($0.value) }
    }

    enum Part {
        case bytes([UInt8])
        case placeholder(Int, isEscaped: Bool)
    }

    /// What a template was rendered to, cut at its placeholders.
    static func split(_ text: String) -> [Part] {
        var parts: [Part] = []
        let bytes = Array(text.utf8)
        var literal: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == lead.0, index + 2 < bytes.count, bytes[index + 1] == lead.1,
                (0x80...0x82).contains(bytes[index + 2])
            else {
                literal.append(bytes[index])
                index += 1
                continue
            }
            let isStart = bytes[index + 2] == 0x80
            index += 3
            guard isStart, let end = bytes[index...].firstIndex(of: lead.0) else { continue }
            let content = bytes[index..<end]
            let digits = content.reversed().prefix { $0 >= 0x30 && $0 <= 0x39 }.reversed()
            guard let number = Int(String(decoding: Array(digits), as: UTF8.self)) else { continue }
            if !literal.isEmpty { parts.append(.bytes(literal)) }
            literal = []
            parts.append(.placeholder(number, isEscaped: content.first == UInt8(ascii: "&")))
            index = end
        }
        if !literal.isEmpty { parts.append(.bytes(literal)) }
        return parts
    }
}
