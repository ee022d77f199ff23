import TalkArchive
import Testing

@testable import ArchiveSearch
@testable import ArchiveServer

@Suite("SlideParagraphs")
struct SlideParagraphsTests {
    @Test("prose and code are told apart, and code keeps lines, empty lines and indentation")
    func code() {
        let text = "Pinned init\n\nimpl Device {\nfn new() {\n\nOk(());\n}"
        let lefts = [
            "Pinned": 0.0, "init": 40, "impl": 10, "Device": 35, "{": 70, "fn": 30, "new()": 45, "Ok(());": 50, "}": 10,
        ]
        let paragraphs = SlideParagraphs(marked(text), words: words(of: text, lefts: lefts))
        #expect(paragraphs.paragraphs.map(\.isCode) == [false, true])
        #expect(paragraphs.title == "Pinned init")
        #expect(lines(of: paragraphs, at: 1) == ["impl Device {", "    fn new() {", "", "        Ok(());", "}"])
    }

    @Test("marks stay on their words, also over line ends")
    func marks() {
        var text = marked("unsafe\nblocks here")
        text.runs = [.init(text: "unsafe\nblocks", isMarked: true), .init(text: " here", isMarked: false)]
        let paragraph = SlideParagraphs(text, words: []).paragraphs[0]
        #expect(paragraph.lines.map(\.text) == ["unsafe", "blocks here"])
        #expect(paragraph.lines[1].runs.map(\.isMarked) == [true, false])
    }

    @Test("a slide without text has no paragraphs and no title", arguments: ["", "\n\n", " \n "])
    func empty(text: String) {
        let paragraphs = SlideParagraphs(marked(text), words: [])
        #expect(paragraphs.paragraphs.isEmpty)
        #expect(paragraphs.title == nil)
    }

    @Test("a first line that is long or code is no title")
    func noTitle() {
        #expect(SlideParagraphs(marked(String(repeating: "word ", count: 30)), words: []).title == nil)
        #expect(SlideParagraphs(marked("let a = b();\nlet c = d();"), words: []).title == nil)
    }

    private func marked(_ text: String) -> MarkedText {
        MarkedText([.init(text: text, isMarked: false)])
    }

    /// Words five points wide for each character, at the given left edges.
    private func words(of text: String, lefts: [String: Double]) -> [Slide.Word] {
        var words: [Slide.Word] = []
        var offset = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var start = offset
            for word in line.split(separator: " ", omittingEmptySubsequences: false) {
                let length = word.utf8.count
                words.append(
                    Slide.Word(
                        range: start..<start + length,
                        box: Slide.Box(x: lefts[String(word)] ?? 0, y: 0, width: 5 * Double(length), height: 10)))
                start += length + 1
            }
            offset += line.utf8.count + 1
        }
        return words.filter { !$0.range.isEmpty }
    }

    private func lines(of paragraphs: SlideParagraphs, at index: Int) -> [String] {
        let lines = paragraphs.context[index]["lines"] as? [PageContext] ?? []
        return lines.map { line in
            (line["runs"] as? [PageContext] ?? []).map { $0["text"] as? String ?? "" }.joined()
        }
    }
}
