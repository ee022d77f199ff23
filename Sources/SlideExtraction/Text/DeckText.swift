import TalkArchive

/// What only the whole deck tells about its slides: words that line ends cut apart, titles, steps of one frame, and the
/// addresses that are printed on them.
enum DeckText {
    /// Fills in the slides of a deck whose pages are read. Their labels must be there already.
    static func complete(_ content: inout DeckContent) {
        WordRepair.repair(&content.slides)
        let lines = content.slides.map(\.lines)
        let running = RunningLines(in: content.slides, lines: lines)
        SlideTitles.find(&content.slides, lines: lines, running: running)
        OverlaySteps.find(&content.slides, lines: lines, running: running)
        for index in content.slides.indices { PrintedAddresses.add(to: &content.slides[index], lines: lines[index]) }
        content.documentTitle = content.documentTitle.flatMap { DocumentTitle.isJunk($0) ? nil : $0 }
    }

    /// Fills in the slides whose text was recognised later, after ``complete(_:)``: their titles, and the addresses that
    /// are printed on them.
    static func completeRecognised(_ content: inout DeckContent) {
        let lines = content.slides.map(\.lines)
        var titled = content.slides
        SlideTitles.find(&titled, lines: lines, running: RunningLines(in: content.slides, lines: lines))
        for index in content.slides.indices where content.slides[index].textSource == .recognition {
            content.slides[index].title = titled[index].title
            PrintedAddresses.add(to: &content.slides[index], lines: lines[index])
        }
    }
}
