public import TalkArchive

/// One deck on its way through recognition: which pages wait, what was found, what it cost. Values only; the work is
/// done by ``DeckRecogniser``.
struct DeckRecognition {
    /// Pages that one process takes, at one resolution.
    struct Batch: Sendable {
        var pages: [Int]
        var dotsPerInch: Int
    }

    /// Words that a picture must have besides the running header and footer, to be worth more than the text layer.
    private static let newWordCount = 3
    /// Why pages have no text while recognition has not looked at them yet.
    static let pendingText = "their pictures are looked at for text now; see again in some minutes"

    private(set) var content: DeckContent
    private(set) var record: RecognitionRecord
    private(set) var waiting: [Batch] = []
    private(set) var recognisedCount = 0
    private var spent: Duration = .zero
    private var runningCount = 0
    private let limits: RecognitionLimits
    private var leftOut: [Int] = []
    private var failed: [Int: ExtractionError] = [:]
    private var isOutOfTime = false

    /// Nothing waits when nothing is to be done.
    init(
        _ content: DeckContent, record: RecognitionRecord, before: RecognitionRecord?, limits: RecognitionLimits,
        workers: Int
    ) {
        self.content = content
        self.limits = limits
        self.record = before?.means == record.means ? before ?? record : record
        var pages = Set(TextLayer.unusablePages(content.slides))
        // Other means may read better what was recognised before.
        if before?.means != record.means { pages.formUnion(content.recognisedPages) }
        let new = pages.subtracting(self.record.tried).sorted()
        let places = max(0, limits.pagesPerDeck - self.record.tried.count)
        leftOut = Array(new.dropFirst(places))
        waiting = batches(Array(new.prefix(places)), workers: workers)
    }

    var pageCount: Int { waiting.reduce(0) { $0 + $1.pages.count } }
    var isDone: Bool { waiting.isEmpty && runningCount == 0 }

    /// The content still says that recognition is to come, or that its program is missing.
    var isReasonOld: Bool {
        [Self.pendingText, Tesseract.missingText].contains(content.findings.recognitionProblem)
    }

    /// The next pages to read; they come back by `take`.
    mutating func next() -> Batch? {
        guard !waiting.isEmpty else { return nil }
        runningCount += 1
        return waiting.removeFirst()
    }

    mutating func take(
        _ batch: Batch, _ outcome: Result<[Int: PageRecogniser.Page], ExtractionError>, duration: Duration
    ) {
        spent += duration
        runningCount -= 1
        keep(batch, outcome)
        guard spent >= limits.timePerDeck, !waiting.isEmpty else { return }
        isOutOfTime = true
        waiting = []
    }

    private mutating func keep(_ batch: Batch, _ outcome: Result<[Int: PageRecogniser.Page], ExtractionError>) {
        switch outcome {
        case .success(let pages):
            for (number, page) in pages { take(page, number: number) }
            record.tried.formUnion(pages.keys)
            let left = batch.pages.filter { pages[$0] == nil }
            guard let broken = left.first else { return }
            // The tool stopped at this one: alone it shows what is wrong with it, and the others go on.
            waiting.insert(Batch(pages: [broken], dotsPerInch: batch.dotsPerInch), at: 0)
            if left.count > 1 {
                waiting.insert(Batch(pages: Array(left.dropFirst()), dotsPerInch: batch.dotsPerInch), at: 1)
            }
        case .failure(let error):
            guard batch.pages.count == 1, let page = batch.pages.first else {
                waiting.insert(
                    contentsOf: batch.pages.map { Batch(pages: [$0], dotsPerInch: batch.dotsPerInch) }, at: 0)
                return
            }
            failed[page] = error
            record.tried.insert(page)
        }
    }

    /// Nothing more is done on this deck in this run.
    mutating func stop(_ error: ExtractionError) {
        for page in waiting.flatMap(\.pages) { failed[page] = error }
        waiting = []
    }

    /// Tells in the content why pages are without text, and fills in what the new texts tell about their slides.
    mutating func finish() {
        if recognisedCount > 0 { DeckText.completeRecognised(&content) }
        content.findings.recognitionProblem = problem
    }

    private var problem: String? {
        var parts: [String] = []
        if isOutOfTime { parts.append("recognition took its time for one deck and goes on with the next run") }
        if !leftOut.isEmpty { parts.append("only \(limits.pagesPerDeck) pages of a deck are looked at for text") }
        if let page = failed.keys.min(), let error = failed[page] {
            let pages = failed.keys.sorted()
            parts.append(
                "recognition of \(pages.count == 1 ? "slide" : "slides") \(PageList.text(pages)) failed: \(error)")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private mutating func take(_ page: PageRecogniser.Page, number: Int) {
        let index = number - 1
        let slide = content.slides[index]
        guard !page.words.isEmpty else { return }
        if slide.textSource == .document, !slide.words.isEmpty, !TextLayer.isRubbish(slide.text) {
            let known = Set(slide.text.split(whereSeparator: \.isWhitespace))
            let new = page.text.split(whereSeparator: \.isWhitespace).filter { !known.contains($0) && $0.count > 2 }
            guard new.count >= Self.newWordCount else { return }
        }
        content.slides[index].text = page.text
        content.slides[index].words = page.words
        content.slides[index].textSource = .recognition
        // It was found in the text that is replaced.
        content.slides[index].title = nil
        recognisedCount += 1
    }

    private func batches(_ pages: [Int], workers: Int) -> [Batch] {
        let size = max(1, min(limits.pagesPerRun, (pages.count + workers - 1) / workers))
        var batches: [Batch] = []
        for page in pages {
            let dots = PageRecogniser.dotsPerInch(content.slides[page - 1], limits: limits)
            if let last = batches.last, last.dotsPerInch == dots, last.pages.count < size {
                batches[batches.count - 1].pages.append(page)
            } else {
                batches.append(Batch(pages: [page], dotsPerInch: dots))
            }
        }
        return batches
    }
}

extension DeckContent {
    /// Says of a deck just read why pages have no text: recognition is to come, or its program is missing.
    public mutating func explainMissingText(with tools: ExtractionTools) {
        guard !TextLayer.unusablePages(slides).isEmpty else { return }
        findings.recognitionProblem = tools.tesseract == nil ? Tesseract.missingText : DeckRecognition.pendingText
    }
}
