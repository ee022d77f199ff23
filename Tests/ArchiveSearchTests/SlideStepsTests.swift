import TalkArchive
import Testing

@testable import ArchiveSearch

@Suite("Steps of one slide in the index")
struct SlideStepsTests {
    private func slide(_ lines: String..., lastStep: Int? = nil) -> Slide {
        var words: [Slide.Word] = []
        var start = 0
        for (row, line) in lines.enumerated() {
            words.append(
                Slide.Word(
                    range: start..<start + line.utf8.count,
                    box: Slide.Box(x: 60, y: 60 + Double(row) * 10, width: 90, height: 9)))
            start += line.utf8.count + 1
        }
        return Slide(width: 300, height: 200, text: lines.joined(separator: "\n"), words: words, lastStep: lastStep)
    }

    @Test("the last step is indexed in full, an earlier one with what only it has")
    func lastStepInFull() {
        let slides = [
            slide("before"), slide("title", "one", "only first", lastStep: 4),
            slide("title", "one", "two", lastStep: 4),
            slide("title", "one", "two", "three"), slide("title", "behind"),
        ]
        #expect(
            SlideTexts.indexed(slides) == ["before", "only first", "", "title\none\ntwo\nthree", "title\nbehind"])
    }

    @Test("two slides of steps beside each other do not mix")
    func neighbours() {
        let slides = [
            slide("a", "x", lastStep: 2), slide("a", "x", "y"), slide("b", "x", lastStep: 4), slide("b", "x", "z"),
        ]
        #expect(SlideTexts.indexed(slides) == ["", "a\nx\ny", "", "b\nx\nz"])
    }

    @Test("a step that leads nowhere is a slide", arguments: [0, 1, 9])
    func nonsense(lastStep: Int) {
        #expect(SlideTexts.indexed([slide("a", lastStep: lastStep), slide("a")]) == ["a", "a"])
    }
}
