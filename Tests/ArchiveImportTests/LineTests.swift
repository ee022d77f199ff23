import TalkArchive
import Testing

@testable import ArchiveImport

@Suite("Lines of a programme")
struct LineTests {
    @Test(
        "names are told from titles by their form",
        arguments: [
            ("Ada Low", ["Ada Low"]), ("Ada Low and Bo Tide", ["Ada Low", "Bo Tide"]),
            ("Ada Low, Bo Tide & Cy Deep", ["Ada Low", "Bo Tide", "Cy Deep"]),
            ("Ada Low (Shore Labs, Kiel), Bo Tide (Foam Inc.)", ["Ada Low", "Bo Tide"]),
            ("Ada Low, Google", ["Ada Low"]), ("Ada Low, University of Tides", ["Ada Low"]),
            ("by Ada Low", ["Ada Low"]), ("Speakers: ada, bo", ["ada"]), ("Speaker: dune42", ["dune42"]),
            ("Émile d'Eau; Jean-Luc van der Strand", ["Émile d'Eau", "Jean-Luc van der Strand"]),
            ("李小龙、王芳", ["李小龙", "王芳"]), ("A. B. Low", ["A. B. Low"]), ("Ada Low et al.", ["Ada Low"]),
            ("Pinning in Rust", nil), ("The Sea", nil), ("Rust 2.0", nil), ("Why Tides?", nil), ("", nil),
            ("It is what it is.", nil), ("Monday Morning", nil), ("Ada", nil), ("Wednesday, 4 May", nil),
        ] as [(String, [String]?)])
    func names(line: String, expected: [String]?) {
        #expect(NameLine(line)?.names == expected)
    }

    @Test(
        "days are read as people write them",
        arguments: [
            ("7 September 2022", "2022-09-07 2022-09-07"), ("September 7, 2022", "2022-09-07 2022-09-07"),
            ("13 to 15 September 2021", "2021-09-13 2021-09-15"),
            ("13th–15th of September, 2021", "2021-09-13 2021-09-15"),
            ("Sep 17-18, 2025 in Oviedo", "2025-09-17 2025-09-18"), ("2022-09-07", "2022-09-07 2022-09-07"),
            ("17. und 18. September 2025", "2025-09-17 2025-09-18"), ("30 April – 2 May 2031", "2031-04-30 2031-05-02"),
            ("Monday, 13 September 2021", "2021-09-13 2021-09-13"), ("7.9.2022", "2022-09-07 2022-09-07"),
            ("13/9/2022", "2022-09-13 2022-09-13"), ("13, 14 and 15 September 2021", "2021-09-13 2021-09-15"),
            ("17 de septiembre de 2025", "2025-09-17 2025-09-17"), ("7 September", "2031-09-07 2031-09-07"),
            ("3/4/2022", nil), ("31 February 2022", nil), ("may 5 people come", nil), ("in 2022", nil), ("", nil),
        ] as [(String, String?)])
    func days(line: String, expected: String?) {
        let found = DateText(line, year: 2031).map { "\($0.days.lowerBound) \($0.days.upperBound)" }
        #expect(found == expected)
    }

    @Test(
        "times before titles are taken away, and nothing else",
        arguments: [
            ("09:30 The sea", "The sea"), ("9:30 am – 10:00 am: The sea", "The sea"), ("14h15 Sand", "Sand"),
            ("09:30-10:00 | Foam", "Foam"), ("10:00:00 Mist", "Mist"), ("16:9 video", "16:9 video"),
            ("3.14 ways", "3.14 ways"), ("99 luftballons", "99 luftballons"), ("12:30", ""), ("1:1 talks", "1:1 talks"),
        ])
    func times(line: String, expected: String) {
        #expect(TimeText.cut(line).rest == expected)
    }

    @Test(
        "breaks are no talks",
        arguments: [
            ("Lunch", true), ("Coffee break", true), ("Lunch (on your own)", true), ("Tea & cakes", true),
            ("Group photo", true), ("Welcome coffee", true), ("Breaking the loop of async", false),
            ("A coffee machine driver written in Rust for fun", false), ("Registration", true), ("Panel", false),
        ])
    func breaks(title: String, expected: Bool) {
        #expect(SessionWords.isBreak(title) == expected)
    }
}
