extension DeckContent {
    /// Pages that no search can find by their text, counted from 1.
    public var pagesWithoutText: [Int] { pages { $0.text.isEmpty } }

    /// Pages whose text was recognised in their picture.
    public var recognisedPages: [Int] { pages { $0.textSource == .recognition } }

    /// Pages that are earlier steps of the slide that follows them.
    public var foldedPages: [Int] { pages { $0.lastStep != nil } }

    /// What the organizer should know, in sentences without a full stop.
    public var warnings: [String] {
        var warnings: [String] = []
        for broken in findings.brokenPages {
            warnings.append("slide \(broken.page): cannot be read (\(broken.reason))")
        }
        if findings.missingPageCount > 0 {
            let pages = Array((slides.count + 1)...(slides.count + findings.missingPageCount))
            warnings.append(
                pages.count == 1
                    ? "page \(pages[0]) cannot be read and is left out"
                    : "pages \(PageList.text(pages)) cannot be read and are left out")
        }
        for page in findings.cutPages {
            warnings.append("slide \(page): text cut at \(findings.textLimit) characters")
        }
        for left in findings.leftOutLinks { warnings.append("slide \(left.page): \(left.count) links left out") }
        if findings.hasDynamicForm {
            warnings.append("the file is a form that most viewers cannot show; print it into a plain PDF")
        }
        if !findings.fontsWithoutUnicodeMap.isEmpty {
            let fonts = findings.fontsWithoutUnicodeMap
            let more = fonts.count > 3 ? " and \(fonts.count - 3) more" : ""
            let names = fonts.prefix(3).joined(separator: ", ") + more
            warnings.append(
                "the font\(fonts.count == 1 ? "" : "s") \(names) may hide text: nothing says which letters they draw; "
                    + "export with fonts as Unicode")
        }
        if let largest = findings.hugeImages.max(by: { $0.width * $0.height < $1.width * $1.height }) {
            let pages = Set(findings.hugeImages.map(\.page)).sorted()
            warnings.append(
                "\(Self.pages(pages)) \(pages.count == 1 ? "is" : "are") slow to open: there are images of up to "
                    + "\(largest.width) x \(largest.height) pixels, and a screen shows 3840 x 2160")
        }
        let silent = pagesWithoutText
        if let first = silent.first {
            let reason = findings.recognitionProblem.map { " (\($0))" } ?? ""
            warnings.append(
                silent.count == 1
                    ? "slide \(first) has no text that can be found\(reason)"
                    : "slides \(PageList.text(silent)) have no text that can be found\(reason)")
        }
        return warnings
    }

    private func pages(_ isMeant: (Slide) -> Bool) -> [Int] {
        slides.indices.filter { isMeant(slides[$0]) }.map { $0 + 1 }
    }
}
