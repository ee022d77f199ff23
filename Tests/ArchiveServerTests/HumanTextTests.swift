import TalkArchive
import Testing

@testable import ArchiveServer

@Suite("HumanText")
struct HumanTextTests {
    @Test(
        "sizes are rounded to what a person reads",
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 kB"), (141_750, "142 kB"),
            (999_499, "999 kB"), (999_500, "1.0 MB"), (2_449_999, "2.4 MB"), (9_949_999, "9.9 MB"),
            (9_950_000, "10 MB"), (300_000_000, "300 MB"),
        ])
    func sizes(bytes: Int, text: String) {
        #expect(HumanText.size(bytes) == text)
    }

    @Test(
        "days that are alike in month or year say so once",
        arguments: [
            ("2022-09-07", "2022-09-07", "7 September 2022"), ("2021-09-13", "2021-09-15", "13 to 15 September 2021"),
            ("2021-09-29", "2021-10-01", "29 September to 1 October 2021"),
            ("2021-12-31", "2022-01-02", "31 December 2021 to 2 January 2022"),
        ])
    func dates(first: String, last: String, text: String) {
        #expect(HumanText.dates(CalendarDate(first)!, CalendarDate(last)!) == text)
    }

    @Test(
        "a list of names ends in and",
        arguments: [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
    func lists(items: [String], text: String) {
        #expect(HumanText.list(items) == text)
    }

    @Test("the beginning of a text is cut at a word and says that it is cut")
    func beginnings() {
        #expect(HumanText.beginning(of: "one two  three\nfour", characters: 9) == "one two…")
        #expect(HumanText.beginning(of: "one two", characters: 7) == "one two")
        #expect(HumanText.beginning(of: "unbreakable", characters: 4) == "unbr…")
    }
}
