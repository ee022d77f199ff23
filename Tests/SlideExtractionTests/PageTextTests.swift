import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("Text of a page")
struct PageTextTests {
    // MARK: Doubled lines

    @Test("what is drawn several times at one place, for bold letters or a shadow, is there once")
    func doubled() {
        let page = MadePage().line("Agenda today", y: 20, size: 20).line("Agenda today", x: 21, y: 21, size: 20)
            .line("loss recovery", y: 80).line("loss recovery", y: 80)
        #expect(page.slide.text == "Agenda today\n\nloss recovery")
    }

    @Test("the same text at another place stays")
    func repeated() {
        let page = MadePage().line("CPU", y: 20).line("CPU", x: 120, y: 20).line("CPU", y: 40)
        #expect(page.slide.text == "CPU\n\nCPU\n\nCPU")
    }

    // MARK: Order

    @Test("a heading that is drawn last comes first")
    func headingLast() {
        let page = MadePage().line("left text", y: 80).line("right text", x: 200, y: 80)
            .line("The heading", y: 20, size: 20)
        #expect(page.slide.text == "The heading\n\nleft text\n\nright text")
    }

    @Test("blocks below each other are read from top to bottom, however they are drawn")
    func upsideDown() {
        let page = MadePage().line("3", y: 200).line("two", y: 100).line("four", y: 250).line("one", y: 50)
        #expect(page.slide.text == "one\n\ntwo\n\n3\n\nfour")
    }

    @Test("of two columns of text that are drawn in turn, the left is read first")
    func columns() {
        var page = MadePage().line("Before and after", y: 10, size: 20)
        for row in 0..<3 {
            page = page.line("left side row \(row)", y: 60 + Double(row) * 30)
                .line("right side row \(row)", x: 220, y: 60 + Double(row) * 30)
        }
        #expect(
            page.slide.text.split(separator: "\n\n") == [
                "Before and after", "left side row 0", "left side row 1", "left side row 2", "right side row 0",
                "right side row 1", "right side row 2",
            ])
    }

    @Test("a table and a figure stay in the order in which they are drawn")
    func table() {
        var page = MadePage()
        for row in 0..<4 {
            page = page.line("name \(row)", y: 60 + Double(row) * 30).line("\(row)", x: 220, y: 60 + Double(row) * 30)
        }
        let drawn = (0..<4).flatMap { ["name \($0)", "\($0)"] }
        #expect(page.slide.text.split(separator: "\n\n").map(String.init) == drawn)
    }

    // MARK: Line ends

    @Test("a word with a soft hyphen at the end of a line is one word of two boxes")
    func softHyphen() {
        let page = MadePage().line("much infor\u{AD}", y: 20).line("mation follows", y: 31, goesOn: true)
        let slide = page.slide
        #expect(slide.text == "much information\nfollows")
        #expect(words(slide) == ["much", "infor", "mation", "follows"])
        #expect(slide.words[1].box.y == 20)
        #expect(slide.words[2].box.y == 31)
    }

    @Test("a soft hyphen before what does not follow below is to be seen")
    func softHyphenAlone() {
        #expect(MadePage().line("infor\u{AD}", y: 20).line("mation", x: 300, y: 200).slide.text == "infor-\n\nmation")
    }

    @Test("an address with a hyphen at the end of a line goes on")
    func address() {
        let page = MadePage().line("see https://example.org/a-", y: 20).line("b/c for more", y: 31, goesOn: true)
        #expect(page.slide.text == "see https://example.org/a-b/c\nfor more")
    }

    @Test("a word with a hyphen goes on in the next block, with its line end")
    func hyphenAcrossBlocks() {
        let page = MadePage().line("it is pattern-", y: 20).line("matching", y: 31)
        #expect(page.slide.text == "it is pattern-\nmatching")
    }

    @Test("code keeps its hyphens and line ends")
    func code() {
        let page = MadePage().line("x = count-", y: 20).line("y;", y: 31).line("rm -r x/-", y: 60).line("z", y: 71)
        #expect(page.slide.text == "x = count-\n\ny;\n\nrm -r x/-\n\nz")
    }

    @Test("Chinese and Japanese go on over the end of a full line, not of a short one")
    func ideographs() {
        let full = "这是一个非常长的句子它说明了什么是数据竞争在多线程程序中的含义并且没有停"
        let page = MadePage().line(full, y: 20).line("止一直到这里。", y: 31, goesOn: true)
        #expect(page.slide.text == full + "止一直到这里。")
        #expect(page.slide.words.count == 2)
        let list = MadePage().line("背景介绍", y: 20).line("方案介绍", y: 31, goesOn: true)
        #expect(list.slide.text == "背景介绍\n方案介绍")
        let items = MadePage().line(full, y: 20).line("\u{F0D8}止一直到这里。", y: 31, goesOn: true)
        #expect(items.slide.text == full + "\n止一直到这里。")
    }

    // MARK: Right to left

    @Test("Hebrew that comes as it stands on the page is turned round, by the forms of its last letters")
    func mirrored() {
        let page = MadePage().line("ןימינב ןב", y: 20)
        #expect(page.slide.text == "בן בנימין")
        let sound = MadePage().line("בנימין בן", y: 20)
        #expect(sound.slide.text == "בנימין בן")
    }
}
