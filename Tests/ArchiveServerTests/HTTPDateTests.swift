import TalkArchive
import Testing

@testable import ArchiveServer

@Suite("Dates of HTTP")
struct HTTPDateTests {
    @Test(
        "all three forms are taken",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
            "Sun Nov 06 08:49:37 1994",
        ])
    func forms(text: String) {
        #expect(HTTPDate.timestamp(text) == Timestamp(secondsSinceEpoch: 784_111_777))
    }

    @Test(
        "what is no date is none",
        arguments: [
            "", "yesterday",
            "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-1994 08:49:37 CET", "Sun Nov 66 08:49:37 1994",
            "1994-11-06T08:49:37Z", "Sun Nov 6 08:49 1994", "Sunday, 06-Nov-9x 08:49:37 GMT", "- - - - -", "a b c d e",
        ])
    func none(text: String) {
        #expect(HTTPDate.timestamp(text) == nil)
    }

    @Test("years of two digits are those of the web", arguments: [("69", 2069), ("70", 1970), ("26", 2026)])
    func years(digits: String, year: Int) {
        let expected = Timestamp(httpDate: "Sun, 01 Nov \(year) 00:00:00 GMT")
        #expect(HTTPDate.timestamp("Sunday, 01-Nov-\(digits) 00:00:00 GMT") == expected)
    }
}
