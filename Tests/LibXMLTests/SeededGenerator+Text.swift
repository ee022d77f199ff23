import SeededRandom

extension SeededGenerator {
    /// Text of the characters that make trouble.
    mutating func text(length: Int) -> String {
        let odd: [Unicode.Scalar] = [
            "<", "&", ">", "\"", "'", "]", "\0", "\u{1}", "\t", "\n", "\r", "\u{1F}", " ", "a", "\u{7F}", "\u{85}", "é",
            "\u{301}", "\u{202E}", "ש", "\u{2028}", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "😀",
            "\u{1FFFF}", "\u{10FFFF}",
        ]
        var scalars = String.UnicodeScalarView()
        for _ in 0..<length { scalars.append(odd[Int.random(in: 0..<odd.count, using: &self)]) }
        return String(scalars)
    }
}
