internal import TalkArchive

/// A slide as its speaker thinks of it: a page, or the pages that are its steps.
struct SlideGroup: Equatable {
    /// Pages counted from 1; the last one shows all of the slide.
    let first: Int
    let last: Int

    /// `7`, or `7–9` for a slide of three steps.
    var label: String { first == last ? String(last) : "\(first)–\(last)" }

    /// The slides of a deck in order; every page is in one.
    static func groups(of slides: [Slide]) -> [SlideGroup] {
        var groups: [SlideGroup] = []
        var first = 1
        for page in slides.indices.map({ $0 + 1 }) where slides[page - 1].lastStep == nil || page == slides.count {
            groups.append(SlideGroup(first: first, last: page))
            first = page + 1
        }
        return groups
    }

    /// `24 slides in 40 pages`; `40 slides` where each page is one.
    static func extent(of slides: [Slide]) -> String {
        extent(slides: groups(of: slides).count, pages: slides.count)
    }

    static func extent(slides: Int, pages: Int) -> String {
        let text = HumanText.count(slides, "slide")
        return slides == pages ? text : "\(text) in \(HumanText.count(pages, "page"))"
    }
}
