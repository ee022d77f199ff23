import TalkArchive

/// Finds pages that are steps of one slide: Beamer prints a frame with overlays as many pages, and programs that build a
/// slide up line by line are often printed likewise.
///
/// Two neighbouring pages are steps of one slide if the PDF gives both the same page label, or the same number is printed
/// on both, and they share text at the same places; or if all text of the first stands at the same place on the second.
/// Slides with equal titles alone are none.
struct OverlaySteps {
    /// The share of the words of the shorter page that stand on both, where a label or number says they are one slide.
    private static let sharedShare = 0.25
    /// Fewest words below the title that a page must have to be a step of one that grows.
    private static let minimumWords = 2

    /// The words of a page without headers and footers, each with its place, as sorted hashes.
    private struct Page {
        var words: [UInt64] = []
        var number: String?
        var label: String?
        var title: String?
        var titleWordCount = 0
    }

    static func find(_ slides: inout [Slide], lines: [[SlideLine]], running: RunningLines) {
        guard slides.count > 1 else { return }
        let hasLabels = labelsTell(slides)
        let pages = slides.indices.map { page(slides[$0], lines[$0], running.lines[$0]) }
        let hasNumbers = numbersTell(pages)
        var last = slides.count - 1
        for index in slides.indices.dropLast().reversed() {
            let (page, next) = (pages[index], pages[index + 1])
            let isStep =
                if hasLabels, let label = slides[index].label, let other = slides[index + 1].label {
                    label == other && shares(page, next)
                } else if hasNumbers, let number = page.number, number == next.number {
                    shares(page, next)
                } else {
                    grows(page, into: next)
                }
            if !isStep { last = index }
            slides[index].lastStep = isStep ? last + 1 : nil
        }
    }

    /// Whether labels are more than the count of the pages or one for all.
    private static func labelsTell(_ slides: [Slide]) -> Bool {
        let labels = slides.compactMap(\.label)
        let distinct = Set(labels).count
        return labels.count == slides.count && distinct < labels.count && distinct * 20 >= labels.count && distinct > 1
    }

    /// Whether printed numbers count slides: most pages have one, and there are fewer of them than pages.
    private static func numbersTell(_ pages: [Page]) -> Bool {
        let numbers = pages.compactMap(\.number)
        let distinct = Set(numbers).count
        return numbers.count * 2 > pages.count && distinct * 10 >= numbers.count && distinct > 2
    }

    private static func page(_ slide: Slide, _ lines: [SlideLine], _ running: [RunningLines.RunningLine]) -> Page {
        var page = Page(label: slide.label, title: slide.title)
        page.words.reserveCapacity(slide.words.count)
        var isRunning = [Bool](repeating: false, count: lines.count)
        for line in running { isRunning[line.line] = true }
        var text = slide.text
        text.withUTF8 { bytes in
            for (index, line) in lines.enumerated() {
                guard !isRunning[index] else {
                    page.number = page.number ?? number(bytes[line.range])
                    continue
                }
                for word in slide.words[line.words] {
                    var hash = FNV1a.hash(bytes[word.range])
                    hash = (hash ^ UInt64(bitPattern: Int64(word.box.x * 10))) &* 0x100_0000_01b3
                    hash = (hash ^ UInt64(bitPattern: Int64(word.box.y * 10))) &* 0x100_0000_01b3
                    page.words.append(hash)
                }
            }
        }
        page.words.sort()
        page.titleWordCount = slide.title?.split(separator: " ").count ?? 0
        return page
    }

    /// The number of a footer that is not much else: "12", "12/40", "2 of 40".
    private static func number(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        guard line.count <= 16, line.contains(where: { $0 &- 48 < 10 }),
            line.count(where: ASCII.isLetter) <= 5
        else { return nil }
        return String(decoding: line, as: UTF8.self)
    }

    /// The number of words that stand on both at the same place.
    private static func common(_ first: Page, _ second: Page) -> Int {
        var count = 0
        var (i, j) = (0, 0)
        while i < first.words.count, j < second.words.count {
            if first.words[i] == second.words[j] {
                count += 1
                i += 1
                j += 1
            } else if first.words[i] < second.words[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return count
    }

    private static func shares(_ page: Page, _ next: Page) -> Bool {
        let fewer = min(page.words.count, next.words.count)
        // Pages of nothing but a picture are steps if the deck counts them so.
        guard fewer > 0 else { return page.title == next.title }
        return Double(common(page, next)) >= sharedShare * Double(fewer)
    }

    private static func grows(_ page: Page, into next: Page) -> Bool {
        page.title == next.title && page.words.count >= page.titleWordCount + minimumWords
            && next.words.count >= page.words.count && common(page, next) == page.words.count
    }
}
