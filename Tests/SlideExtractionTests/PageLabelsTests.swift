import Testing

@testable import SlideExtraction

@Suite("PageLabels")
struct PageLabelsTests {
    private func labels(_ style: PageLabels.Style?, from start: Int, pages: Int, prefix: String = "") -> [String?] {
        var labels = PageLabels()
        labels.add(first: 0, style: style, start: start, prefix: prefix)
        return labels.texts(pages: pages)
    }

    @Test("numbers are written in each of the styles")
    func styles() {
        #expect(labels(.decimal, from: 1, pages: 2) == ["1", "2"])
        #expect(labels(.lowerRoman, from: 1, pages: 5) == ["i", "ii", "iii", "iv", "v"])
        #expect(labels(.upperRoman, from: 1994, pages: 1) == ["MCMXCIV"])
        #expect(labels(.upperLetters, from: 26, pages: 3) == ["Z", "AA", "BB"])
        #expect(labels(.lowerLetters, from: 53, pages: 1) == ["aaa"])
        #expect(labels(nil, from: 1, pages: 2, prefix: "Cover") == ["Cover", "Cover"])
    }

    @Test("pages before the first range, and empty labels, have none")
    func gaps() {
        var labels = PageLabels()
        labels.add(first: 1, style: nil, start: 1, prefix: " ")
        labels.add(first: 2, style: .decimal, start: 9, prefix: "B")
        labels.add(first: 77, style: .decimal, start: 1, prefix: "")
        labels.add(first: -1, style: .decimal, start: 1, prefix: "")
        #expect(labels.texts(pages: 4) == [nil, nil, "B9", "B10"])
        #expect(PageLabels().texts(pages: 4) == [])
    }

    @Test("numbers out of all measure stay short", arguments: [Int.max, 1 << 32, 0, -7])
    func extremes(start: Int) {
        for style in [PageLabels.Style.decimal, .upperRoman, .lowerRoman, .upperLetters, .lowerLetters] {
            for label in labels(style, from: start, pages: 3) { #expect((label ?? "").count <= 20) }
        }
    }
}
