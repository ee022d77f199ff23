import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("Steps of one slide")
struct OverlayStepsTests {
    /// A slide with a title and points below each other.
    private func page(_ title: String, _ points: [String], label: String? = nil, number: String? = nil) -> MadePage {
        var page = MadePage(label: label).line(title, y: 10, size: 20)
        for (row, point) in points.enumerated() where !point.isEmpty {
            page = page.line(point, y: 60 + Double(row) * 20)
        }
        if let number { page = page.line(number, x: 360, y: 285, size: 6) }
        return page
    }

    private func steps(_ pages: [MadePage]) -> [Int?] { deck(pages).slides.map(\.lastStep) }

    @Test("pages of one label are steps, whatever comes and goes on them")
    func labels() {
        let pages = [
            page("Start", ["hello there"], label: "1"), page("Pin", ["one point", "gone"], label: "2"),
            page("Pin", ["one point", "here"], label: "2"), page("Pin", ["one point", "", "last"], label: "2"),
            page("End", ["thank you"], label: "3"),
        ]
        #expect(steps(pages) == [nil, 4, 4, nil, nil])
    }

    @Test("pages that grow are steps of the last")
    func growing() {
        let points = ["first of all", "second of all", "third of all"]
        let pages = [page("Pin", Array(points[..<1])), page("Pin", Array(points[..<2])), page("Pin", points)]
        #expect(steps(pages + [page("Other", points)]) == [3, 3, nil, nil])
    }

    @Test("pages that grow and are counted up are steps, too")
    func growingWithNumbers() {
        let points = ["first of all", "second of all", "third of all", "fourth of all", "fifth of all"]
        let pages = (1...5).map { page("Pin", Array(points[..<$0]), number: "\($0)") }
        #expect(steps(pages) == [5, 5, 5, 5, nil])
    }

    @Test("the same number printed on pages makes them steps")
    func numbers() {
        let pages = [
            page("A", ["one two"], number: "1/4"), page("B", ["three four", "gone"], number: "2/4"),
            page("B", ["three four", "here"], number: "2/4"), page("C", ["five six"], number: "3/4"),
            page("D", ["seven eight"], number: "4/4"),
        ]
        #expect(steps(pages) == [nil, 3, nil, nil, nil])
    }

    @Test("different slides with equal titles are none", arguments: [nil, "x"])
    func equalTitles(label: String?) {
        let pages = [
            page("Example", ["a picture"]), page("Example", ["another figure"]), page("Example", []),
            page("Example", []), page("Example", ["words in the same", "places as there"]),
        ]
        #expect(steps(pages) == [nil, nil, nil, nil, nil])
    }

    @Test("labels that only count the pages, or are all alike, say nothing")
    func emptyLabels() {
        let points = ["first of all", "second of all"]
        let counted = [page("Pin", Array(points[..<1]), label: "1"), page("Pin", points, label: "2")]
        #expect(steps(counted) == [2, nil])
        let alike = [page("Pin", ["this one"], label: "i"), page("Crab", ["that two"], label: "i")]
        #expect(steps(alike) == [nil, nil])
    }
}
