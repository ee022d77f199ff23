import FullTextIndex
import TalkArchive
import Testing

@testable import ArchiveSearch

@Suite("Notices of limits")
struct NoticeTests {
    /// 3,000 words that begin alike.
    private static let search = Shore.search(
        Shore.samples + [
            Shore.Sample(
                key: "2030/many", title: "Many words", date: "2030-05-03",
                text: (0..<3_000).map { "zed\(letters($0))" }.joined(separator: " "))
        ])

    private static func letters(_ number: Int) -> String {
        let letters = Array("abcdefghij")
        return
            "\(letters[number / 1000])\(letters[number / 100 % 10])\(letters[number / 10 % 10])\(letters[number % 10])"
    }

    @Test(
        "each limit that a search runs into is told in words, with its number",
        arguments: [
            (String(repeating: "- ", count: 3_000), "only its first 4096 bytes were used"),
            (String(repeating: "word ", count: 40), "only the first 32 were used"),
            ("\"" + String(repeating: "word ", count: 40) + "\"", "only its first 32 words were used"),
            (String(repeating: "(", count: 20) + "word" + String(repeating: ")", count: 20), "parentheses too deep"),
            ("zed*", "Write more of it"),
            ((0..<9).map { "unknown\(letters($0))x" }.joined(separator: " "), "only 8 were tried in other spellings"),
        ])
    func limits(query: String, words: String) {
        let notices = Self.search.results(of: SearchAddress(query: query), pageSize: 10).notices
        #expect(notices.count == 1, "\(notices)")
        #expect(notices.first?.contains(words) == true, "\(notices)")
    }

    @Test(
        "that older talks were not looked through for a prefix or a phrase is told in words",
        arguments: ["wat*", "\"salt water\""])
    func postings(query: String) {
        let empty = TalkSearch(language: "en", limits: QueryLimits(postingCount: 0))
        let notices = Shore.search(Shore.samples, from: empty)
            .results(of: SearchAddress(query: query), pageSize: 10).notices
        #expect(notices.count == 1, "\(notices)")
        #expect(notices.first?.contains("older talks") == true, "\(notices)")
    }
}
