import TalkArchive
import Testing

@testable import ArchiveServer

@Suite("SlideGroup")
struct SlideGroupTests {
    @Test(
        "pages that are steps stand together, and every page stands somewhere",
        arguments: [
            ([], []), ([nil], ["1"]), ([nil, nil], ["1", "2"]), ([3, 3, nil, nil], ["1–3", "4"]),
            ([nil, 3, nil, 5, nil], ["1", "2–3", "4–5"]),
            // The last page is a slide, whatever it says of itself.
            ([nil, 9], ["1", "2"]),
        ] as [([Int?], [String])])
    func groups(lastSteps: [Int?], labels: [String]) {
        let slides = lastSteps.map { Slide(width: 9, height: 9, text: "", lastStep: $0) }
        #expect(SlideGroup.groups(of: slides).map(\.label) == labels)
    }

    @Test("a deck with steps tells its slides and its pages")
    func extent() {
        #expect(SlideGroup.extent(slides: 24, pages: 40) == "24 slides in 40 pages")
        #expect(SlideGroup.extent(slides: 1, pages: 1) == "1 slide")
    }
}
