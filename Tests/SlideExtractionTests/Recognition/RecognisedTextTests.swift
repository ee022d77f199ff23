import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("RecognisedText")
struct RecognisedTextTests {
    /// A run of words on one line, each letter 20 pixels wide.
    private func run(_ text: String, x: Int, y: Int, height: Int = 30) -> TesseractTable.Line {
        var x = x
        return text.split(separator: " ").map { word in
            defer { x += word.count * 20 + 20 }
            return RecognisedWord(
                text: String(word), box: .init(x: x, y: y, width: word.count * 20, height: height), confidence: 96)
        }
    }

    private func text(_ lines: [TesseractTable.Line], limit: Int = 1000) -> String {
        RecognisedText.write(
            lines, picture: (2000, 1500), slide: Slide(width: 720, height: 540, text: ""), limit: limit
        ).text
    }

    @Test("lines close below each other are a block, far ones are not")
    func blocks() {
        let lines = [
            run("Title", x: 100, y: 100, height: 80), run("first line", x: 100, y: 300),
            run("goes on", x: 100, y: 345), run("far below", x: 100, y: 700),
        ]
        #expect(text(lines) == "Title\n\nfirst line\ngoes on\n\nfar below")
        #expect(text(lines.reversed()) == text(lines))
    }

    @Test("of columns the left one is read first, though the other begins higher")
    func columns() {
        let lines = [
            run("fn main() {", x: 1100, y: 290), run("let a", x: 100, y: 300), run("}", x: 1100, y: 335),
            run("let b", x: 100, y: 345),
        ]
        #expect(text(lines) == "let a\nlet b\n\nfn main() {\n}")
    }

    @Test("parts of one base line are one line")
    func parts() {
        #expect(text([run("lines", x: 250, y: 100), run("Split", x: 130, y: 102)]) == "Split lines")
        #expect(text([run("much further", x: 900, y: 100), run("Split", x: 130, y: 102)]) == "Split\n\nmuch further")
    }

    @Test("boxes are in points of the page, and text beyond the limit is left out")
    func boxes() throws {
        let written = RecognisedText.write(
            [run("one two three", x: 1000, y: 750)], picture: (2000, 1500),
            slide: Slide(width: 720, height: 540, text: ""), limit: 10)
        #expect(written.text == "one two")
        #expect(written.words.map(\.range) == [0..<3, 4..<7])
        #expect(written.words.first?.box == Slide.Box(x: 360, y: 270, width: 21.6, height: 10.8))
    }

    @Test("the table's unsure words are dropped, short ones sooner, and its ligatures taken apart")
    func table() {
        let heading = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
        func row(_ page: Int, _ line: Int, _ sure: Double, _ text: String) -> String {
            "5\t\(page)\t1\t1\t\(line)\t1\t10\t20\t30\t40\t\(sure)\t\(text)"
        }
        let rows = [
            heading, "1\t1\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t", row(1, 1, 95, "e\u{FB03}cient"),
            row(1, 1, 39, "doubtful"),
            row(1, 1, 41, "likely"), row(1, 2, 69, "a"), row(1, 2, 71, "b"), row(1, 3, 99, "\u{1}"), "5\t1\tx",
            row(9, 1, 99, "elsewhere"), "1\t3\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t",
        ]
        let pages = TesseractTable.pages(Array(rows.joined(separator: "\n").utf8), count: 3)
        #expect(pages.map { $0?.map { $0.map(\.text) } } == [[["efficient", "likely"], ["b"]], nil, []])
    }
}

@Suite("RecognitionLanguages")
struct RecognitionLanguagesTests {
    @Test(
        "languages of the archive become the program's names, English behind them",
        arguments: [
            (["de"], ["deu", "eng"]), (["fr-CA", "de"], ["fra", "deu", "eng"]), (["zh-Hant"], ["chi_tra", "eng"]),
            (["zh"], ["chi_sim", "eng"]), (["chi_sim"], ["chi_sim", "eng"]), (["nb"], ["nor", "eng"]), ([], ["eng"]),
            (["en-GB"], ["eng"]), (["xx", "it"], ["eng"]),
        ])
    func names(wanted: [String], chosen: [String]) {
        let installed = ["chi_sim", "chi_tra", "deu", "eng", "fra", "nor"]
        #expect(RecognitionLanguages.choose(wanted, installed: installed) == chosen)
    }

    @Test("where English is missing the first language there is serves")
    func noEnglish() {
        #expect(RecognitionLanguages.choose(["de"], installed: ["fra"]) == ["fra"])
    }
}
