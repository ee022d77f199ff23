/// Names and titles out of foreign files, made fit to be shown in a line.
enum OneLine {
    /// `text` without control characters, marks that turn the direction of what follows, and characters that no XML
    /// can carry, cut at `limit` scalars; nil when nothing is left.
    static func clean(_ text: String, limit: Int) -> String? {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            switch scalar.properties.generalCategory {
            case .format: break
            case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: kept.append(" ")
            default: if scalar.value & 0xFFFE != 0xFFFE { kept.append(scalar) }
            }
        }
        let words = String(kept).split(separator: " ")
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
