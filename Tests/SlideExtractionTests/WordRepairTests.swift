import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("WordRepair")
struct WordRepairTests {
    private func hyphenated(elsewhere: String) -> Slide {
        let page = MadePage().line("of real-", y: 20).line("time, and more", y: 31, goesOn: true)
        return deck([page, MadePage().line(elsewhere, y: 40)]).slides[0]
    }

    @Test("a hyphen at the end of a line goes where the deck has the word without")
    func withoutHyphen() {
        let slide = hyphenated(elsewhere: "In Realtime!")
        #expect(slide.text == "of realtime,\nand more")
        #expect(words(slide) == ["of", "real", "time,", "and", "more"])
        #expect(slide.words.map(\.box.y) == [20, 20, 31, 31, 31])
    }

    @Test("it stays where the deck has the word with it")
    func withHyphen() {
        #expect(hyphenated(elsewhere: "(real-time)").text == "of real-time,\nand more")
    }

    @Test("the line end stays where the deck does not tell, so that both are found")
    func unknown() {
        #expect(hyphenated(elsewhere: "nothing").text == "of real-\ntime, and more")
    }

    @Test(
        "letters set apart are a word",
        arguments: [
            ("R U S T", 0.25, 99, "RUST"), ("S EL ECTIO N", 0.1, 99, "SELECTION"),
            ("KE Y I DE A", 0.1, 1, "KEY IDEA"), ("B O X E D V A L U E S", 0.2, 4, "BOXED VALUES"),
        ])
    func spaced(line: String, gap: Double, wideGap: Int, expected: String) {
        let slide = deck([
            MadePage().line(line, y: 20, gap: gap, wideGapsAfter: [wideGap]).line("more text here", y: 90)
        ])
        .slides[0]
        #expect(slide.text == expected + "\n\nmore text here")
        #expect(slide.words.count == line.split(separator: " ").count + 3)
    }

    @Test("letters set apart in lower case are one where the deck has it elsewhere")
    func spacedLowercase() {
        let page = MadePage().line("r u s t", y: 20)
        #expect(deck([page]).slides[0].text == "r u s t")
        #expect(deck([page, MadePage().line("use Rust", y: 20)]).slides[0].text == "rust")
    }

    @Test(
        "letters that stand for themselves stay apart",
        arguments: ["A B C D", "x y", "I am a cat", "of a value", "1 2 3 4", "a := b + c", "K V pairs"])
    func notSpaced(line: String) {
        #expect(deck([MadePage().line(line, y: 20)]).slides[0].text == line)
    }
}

@Suite("Pages made to be slow")
struct SlowPageTests {
    @Test(
        "are read all the same",
        arguments: ["a-", "A B C X", "https://e.example/a-", "这是一个非常长的句子它说明了什么是数据竞争在多线程"])
    func slowPages(line: String) {
        var page = MadePage()
        for row in 0..<4_000 { page = page.line(line, y: 10 + Double(row) * 11, goesOn: row % 2 == 1) }
        #expect(deck([page, page, page, page]).slides[3].lastStep == nil)
    }
}
