/// Queries that try to take long.
enum HostileQuery {
    /// Each with a name.
    static func all(words: [String]) -> [(String, String)] {
        let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
        let common = ["the", "of", "and", "to", "in", "is", "a", "for", "that", "be", "with", "this", "on", "as", "by"]
        return [
            ("a* b* c*", "a* b* c*"),
            ("26 prefixes of one letter", letters.map { "\($0)*" }.joined(separator: " ")),
            ("26 prefixes, any of them", letters.map { "\($0)*" }.joined(separator: " OR ")),
            ("10,000 quotes", String(repeating: "\"", count: 10_000)),
            ("quotes around common words", common.map { "\"\($0) of the\"" }.joined(separator: " ")),
            ("the phrase of the", "\"of the\""),
            ("a long phrase of common words", "\"" + (common + common).joined(separator: " ") + "\""),
            (
                "10,000 parentheses",
                String(repeating: "(", count: 10_000) + "the" + String(repeating: ")", count: 10_000)
            ),
            ("common words in deep parentheses", common.reduce("the") { "(\($0) OR (\($1) of))" }),
            ("32 common words", (common + common + ["the", "of"]).joined(separator: " ")),
            ("32 words with typing errors", words.prefix(32).map { "\($0)xq" }.joined(separator: " ")),
            ("a hundred minus words", common.map { "-\($0)" }.joined(separator: " ") + " the"),
            ("a word of 4,000 letters", String(repeating: "a", count: 4_000)),
            ("identifiers of common parts", common.map { "\($0)_the_of" }.joined(separator: " ")),
            ("a path of common words", common.joined(separator: "/")),
            ("a megabyte of words", String(repeating: "the of and protocol ", count: 50_000)),
        ]
    }
}
