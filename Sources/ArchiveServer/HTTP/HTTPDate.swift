internal import TalkArchive

/// A date in any of the three forms that a server has to take (RFC 9110, section 5.6.7).
enum HTTPDate {
    /// Nil when it is none of them: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
    /// `Sun Nov  6 08:49:37 1994`.
    static func timestamp(_ text: String) -> Timestamp? {
        if let timestamp = Timestamp(httpDate: text) { return timestamp }
        let words = text.split(whereSeparator: { $0 == " " || $0 == "-" })
        // In order: day, month, year, time.
        let parts: [Substring]
        switch words.count {
        case 6 where words[5] == "GMT" && words[3].count == 2:
            guard let year = Int(words[3]) else { return nil }
            // Two digits are of the century in which the web has been: 1970 to 2069.
            parts = [words[1], words[2], "\(year < 70 ? 2000 + year : 1900 + year)", words[4]]
        case 5:
            parts = [words[2].count == 1 ? "0" + words[2] : words[2], words[1], words[4], words[3]]
        default: return nil
        }
        // The name of the day is not looked at.
        return Timestamp(httpDate: "Mon, \(parts[0]) \(parts[1]) \(parts[2]) \(parts[3]) GMT")
    }
}
