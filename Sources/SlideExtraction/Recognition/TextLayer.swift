import TalkArchive

/// Whether a page can be found by the text that the PDF holds.
enum TextLayer {
    /// Most words of a page that may be nothing but what runs along on all pages.
    private static let runningWordCount = 30
    /// A word runs along when it stands in its place on this many pages, and on half of them all.
    private static let runningPageCount = 3
    /// How much of the page from its upper and its lower edge is margin, where such words stand.
    private static let marginShare = 0.15

    /// The pages that only their picture tells about, counted from 1: no words, signs without meaning, or a picture with
    /// the deck's running header and footer on it.
    static func unusablePages(_ slides: [Slide]) -> [Int] {
        var running: Set<Place>?
        return slides.indices.filter { index in
            let slide = slides[index]
            guard slide.width > 0, slide.height > 0, slide.textSource == .document else { return false }
            if slide.words.isEmpty || isRubbish(slide.text) { return true }
            // Steps of one frame have the same words too, but in the middle. Most decks have no page that comes to here.
            guard slide.words.count <= runningWordCount, slide.words.allSatisfy({ isInMargin($0.box, of: slide) })
            else { return false }
            let places = running ?? runningPlaces(slides)
            running = places
            return marginWords(of: slide).allSatisfy { places.contains($0) }
        }.map { $0 + 1 }
    }

    /// Whether most signs are none that anyone could search for, as fonts without a Unicode map give them: replacement
    /// characters, private use, control characters.
    static func isRubbish(_ text: String) -> Bool {
        // Nearly every page ends here; all pages are asked at each start, so the system's tables are not.
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        var signs = 0
        var bad = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20, 0x0A, 0x0D, 0x09: continue
            case 0..<0x20, 0x7F...0x9F, 0xE000...0xF8FF, 0xFFFD, 0xF0000...0x10FFFF: bad += 1
            default: break
            }
            signs += 1
        }
        return bad * 2 > signs
    }

    private static func isInMargin(_ box: Slide.Box, of slide: Slide) -> Bool {
        box.y + box.height <= slide.height * marginShare || box.y >= slide.height * (1 - marginShare)
    }

    /// A word in its place. Numbers count as one word: those of pages change.
    private struct Place: Hashable {
        var word: Substring
        var x: Int
        var y: Int
    }

    private static func marginWords(of slide: Slide) -> [Place] {
        slide.words.filter { isInMargin($0.box, of: slide) }.map { word in
            let utf8 = slide.text.utf8
            let start = utf8.index(utf8.startIndex, offsetBy: word.range.lowerBound)
            let end = utf8.index(start, offsetBy: word.range.count)
            let text = slide.text[start..<end]
            let isNumber = text.allSatisfy { $0.isNumber || $0 == "/" }
            // Numbers grow to the left or to both sides, so their place is taken roughly.
            let step = isNumber ? 36.0 : 4.0
            return Place(
                word: isNumber ? "0" : text, x: Int((word.box.x / step).rounded()), y: Int((word.box.y / 4).rounded()))
        }
    }

    private static func runningPlaces(_ slides: [Slide]) -> Set<Place> {
        var pages: [Place: Int] = [:]
        for slide in slides { for place in Set(marginWords(of: slide)) { pages[place, default: 0] += 1 } }
        return Set(pages.filter { $0.value >= runningPageCount && $0.value * 2 >= slides.count }.keys)
    }
}
