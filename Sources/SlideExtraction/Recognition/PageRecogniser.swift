import Synchronization
import TalkArchive

/// Recognises the text of a few pages of one deck: a child process draws them, another one reads the pictures.
///
/// Both are confined like every program that sees a foreign file. The pictures go through this process and never to a
/// disk.
struct PageRecogniser: Sendable {
    /// Below this a page's words are taken again the way the page is turned, in percent.
    private static let sureOfPage = 80.0
    /// The same for pages with fewer sure letters and digits: of turned lines a stroke here and there looks like one.
    private static let fewLetters = 20

    let mutool: String
    let sandbox: Sandbox?
    let tesseract: Tesseract
    /// As `tesseract` calls them.
    let languages: [String]
    let limits: ExtractionLimits
    let recognition: RecognitionLimits

    /// What was recognised on a page; no words where there are none.
    struct Page: Sendable {
        var text: String
        var words: [Slide.Word]
    }

    /// Reads `pages` (counted from 1, ascending), which are drawn at one resolution.
    ///
    /// - Returns: The pages that could be drawn. The tool stops at the first that cannot, so those behind it are missing.
    func recognise(
        _ deck: DeckFile, slides: [Slide], pages: [Int], dotsPerInch: Int
    ) async throws(ExtractionError) -> [Int: Page] {
        let pictures = try await draw(deck, pages: pages, dotsPerInch: dotsPerInch)
        try deck.checkUnchanged()
        let drawn = Array(zip(pages, pictures))
        var results: [Int: Page] = [:]
        for (page, _) in drawn { results[page] = Page(text: "", words: []) }
        let visible = drawn.filter { !$0.1.isBlank }
        guard !visible.isEmpty else { return results }
        var lines = try await read(visible.map(\.1), dotsPerInch: dotsPerInch, turning: false)
        let unsure = visible.indices.filter {
            Self.confidence(lines[$0]) < Self.sureOfPage || Self.sureLetters(lines[$0]) < Self.fewLetters
        }
        if tesseract.tellsOrientation, !unsure.isEmpty {
            let turned = try await read(unsure.map { visible[$0].1 }, dotsPerInch: dotsPerInch, turning: true)
            for (index, other) in zip(unsure, turned)
            where Self.sureLetters(other) > Self.sureLetters(lines[index]) {
                lines[index] = other
            }
        }
        for ((page, picture), lines) in zip(visible, lines) {
            let (text, words) = RecognisedText.write(
                lines, picture: (picture.width, picture.height), slide: slides[page - 1], limit: limits.textPerSlide)
            results[page] = Page(text: text, words: words)
        }
        return results
    }

    /// The resolution at which a page has as many pixels as it may.
    static func dotsPerInch(_ slide: Slide, limits: RecognitionLimits) -> Int {
        let (width, height) = (max(1, slide.width), max(1, slide.height))
        let byArea = (Double(limits.pixelsPerPage) / (width * height)).squareRoot()
        let bySide = Double(limits.pixelsPerSide) / max(width, height)
        return max(1, Int(72 * min(byArea, bySide)))
    }

    private func draw(
        _ deck: DeckFile, pages: [Int], dotsPerInch: Int
    ) async throws(ExtractionError) -> [GrayPicture] {
        let path = sandbox == nil ? deck.path : "/in.pdf"
        let before = sandbox?.arguments(files: [(deck.path, path)]) ?? []
        let list = pages.map(String.init).joined(separator: ",")
        let child = ChildProcess(
            arguments: before
                + [mutool, "draw", "-q", "-c", "gray", "-F", "pgm", "-r", String(dotsPerInch), "-o", "-", path, list],
            limits: limits(pages: pages.count),
            // A row and a column more than asked for may come from rounding.
            outputLimit: pages.count * (recognition.pixelsPerPage * 11 / 10 + 1 << 16))
        let state = Mutex((stream: GrayPictureStream(), pictures: [GrayPicture]()))
        let ending = try await child.run { piece in
            state.withLock { $0.pictures += $0.stream.add(piece) }
        }
        let pictures = state.withLock(\.pictures)
        if pictures.isEmpty { throw SlideExtractor.error(of: ending, limits: limits) }
        return pictures
    }

    /// The lines of each picture.
    private func read(
        _ pictures: [GrayPicture], dotsPerInch: Int, turning: Bool
    ) async throws(ExtractionError) -> [[TesseractTable.Line]] {
        let output = OutputBuffer()
        let child = ChildProcess(
            arguments: tesseract.command(languages: languages, turning: turning),
            limits: limits(pages: pictures.count), input: GrayTIFF.file(pictures, dotsPerInch: dotsPerInch),
            writableBytes: 0)
        let ending = try await child.run { output.append($0) }
        let pages = TesseractTable.pages(output.take(), count: pictures.count)
        guard !pages.contains(where: { $0 == nil }) else {
            throw .toolFailed(tool: "tesseract", detail: ending.lastErrorLine ?? "no message")
        }
        return pages.compactMap { $0 }
    }

    private func limits(pages: Int) -> ExtractionLimits {
        var limits = limits
        // It gives way to all other work, so a busy machine lets it wait.
        limits.wallTime = recognition.timePerPage * pages * 3
        limits.processorTime = recognition.timePerPage * pages
        return limits
    }

    private static func letters(_ word: RecognisedWord) -> Int { word.text.count { $0.isLetter || $0.isNumber } }

    /// Mean over all letters; 0 where there are none.
    private static func confidence(_ lines: [TesseractTable.Line]) -> Double {
        let words = lines.joined()
        let count = words.reduce(0) { $0 + letters($1) }
        return count == 0 ? 0 : words.reduce(0) { $0 + $1.confidence * Double(letters($1)) } / Double(count)
    }

    private static func sureLetters(_ lines: [TesseractTable.Line]) -> Int {
        lines.joined().reduce(0) { $0 + ($1.confidence >= sureOfPage ? letters($1) : 0) }
    }
}
