/// Times of day that a programme writes before its titles: `09:30`, `9:30 am – 10:00 am`, `14h15`.
enum TimeText {
    /// The text without the time that it begins with, and whether there was one.
    static func cut(_ text: String) -> (rest: String, hasTime: Bool) {
        guard let first = text.utf8.first, (48...57).contains(first) || first == 40 || first == 91 else {
            return (text, false)
        }
        var rest = Substring(text)
        guard let after = time(rest) else { return (text, false) }
        rest = after
        let joined = rest.drop { $0.isWhitespace || "-–—".contains($0) }
        if joined.startIndex != rest.startIndex || joined.hasPrefix("to "),
            let end = time(joined.hasPrefix("to ") ? joined.dropFirst(3) : joined)
        {
            rest = end
        }
        for zone in ["UTC", "CEST", "CET", "Uhr"] where rest.drop(while: \.isWhitespace).hasPrefix(zone) {
            rest = rest.drop(while: \.isWhitespace).dropFirst(zone.count)
        }
        // What follows a time directly makes it another thing: 1:1, 16:9-Formate.
        guard rest.isEmpty || rest.first?.isWhitespace == true || ":|–—-,)]".contains(rest.first ?? " ") else {
            return (text, false)
        }
        return (String(rest).trimming(":|–—-,)]·•"), true)
    }

    /// What follows a time at the start; nil when there is none.
    private static func time(_ text: Substring) -> Substring? {
        var rest = text.drop { $0 == "(" || $0 == "[" }
        let hours = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...2).contains(hours.count), let hour = Int(hours), hour < 25 else { return nil }
        rest = rest.dropFirst(hours.count)
        // `9.30` is a time in some countries, `3.14` is none.
        guard let mark = rest.first, ":h.".contains(mark), mark != "." || hour >= 7 else { return nil }
        rest = rest.dropFirst()
        let minutes = rest.prefix { $0.isASCII && $0.isNumber }
        guard minutes.count == 2, let minute = Int(minutes), minute < 60 else { return nil }
        rest = rest.dropFirst(2)
        if mark == ".", rest.first == "." || rest.first?.isLetter == true { return nil }
        if rest.first == ":", rest.dropFirst().prefix(2).allSatisfy(\.isNumber),
            rest.dropFirst(3).first?.isNumber != true,
            rest.count > 2
        {
            rest = rest.dropFirst(3)
        }
        let lower = rest.drop(while: \.isWhitespace).prefix(2).lowercased()
        if lower == "am" || lower == "pm" { rest = rest.drop(while: \.isWhitespace).dropFirst(2) }
        return rest
    }
}
