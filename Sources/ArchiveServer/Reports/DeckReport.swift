internal import Foundation
internal import SlideExtraction
public import TalkArchive

/// What became of a deck on its way in, and what its organizer should know about it: on the command line, on the
/// organizers' pages and as JSON.
public struct DeckReport: Sendable, Encodable {
    /// The talk's key, or the file's path where there is no talk.
    public let deck: String
    public let outcome: Outcome
    /// SHA-256 of the PDF's bytes; nil when it could not be read that far.
    public let sha256: String?
    public let bytes: Int?
    /// Pages of the PDF; nil when it was refused, as for everything below but the error.
    public var pages: Int?
    /// What a search takes for one slide: pages without those that are earlier steps of the next.
    public var slides: Int?
    public var pagesWithoutText: [Int] = []
    public var pagesRecognised: [Int] = []
    public var pagesFolded: [Int] = []
    public var pagesCut: [Int] = []
    public var pagesBroken: [DeckFindings.BrokenPage] = []
    public var missingPages = 0
    public var fontsWithoutUnicodeMap: [String] = []
    public var hugeImages: [DeckFindings.LargeImage] = []
    public var hasJavaScript = false
    public var hasLaunchActions = false
    public var hasMedia = false
    public var hasDynamicForm = false
    /// Names of files inside the PDF.
    public var attachments: [String] = []
    /// Encrypted, but readable without a password.
    public var isEncrypted = false
    public var wasRepaired = false
    /// The program that made the PDF.
    public var producer: String?
    /// How long it took to read; nil when it was in the cache.
    public var seconds: Double?
    /// What readers will miss, in sentences.
    public var warnings: [String] = []
    /// What else is remarkable and costs readers nothing, in sentences.
    public var remarks: [String] = []
    /// The words that find it best, at most twenty, the best first; empty when it cannot be found.
    public var bestWords: [String] = []
    /// Why it was refused and what to do; nil when it was not.
    public let error: String?

    /// The three ways it can end.
    public enum Outcome: String, Sendable, Encodable {
        /// It was read now.
        case read
        /// It was known already and is unchanged.
        case cached
        /// It gives no slides.
        case refused
    }

    /// A deck that was read, now or before.
    init(
        deck: String, hash: ContentHash, bytes: Int?, content: DeckContent, duration: Duration?, bestWords: [String]
    ) {
        let findings = content.findings
        self.deck = deck
        outcome = duration == nil ? .cached : .read
        sha256 = hash.description
        self.bytes = bytes
        error = nil
        pages = content.slides.count
        pagesWithoutText = content.pagesWithoutText
        pagesRecognised = content.recognisedPages
        pagesFolded = content.foldedPages
        slides = SlideGroup.groups(of: content.slides).count
        pagesCut = findings.cutPages
        pagesBroken = findings.brokenPages
        missingPages = findings.missingPageCount
        fontsWithoutUnicodeMap = findings.fontsWithoutUnicodeMap
        hugeImages = findings.hugeImages
        hasJavaScript = findings.hasJavaScript
        hasLaunchActions = findings.hasLaunchActions
        hasMedia = findings.hasMedia
        hasDynamicForm = findings.hasDynamicForm
        attachments = findings.attachments
        isEncrypted = findings.isEncrypted
        wasRepaired = findings.wasRepaired
        producer = findings.producer
        seconds = duration.map { Double($0.components.seconds) + Double($0.components.attoseconds) / 1e18 }
        warnings = content.warnings
        remarks = content.remarks
        self.bestWords = bestWords
    }

    /// A deck that gives no slides.
    init(deck: String, hash: ContentHash?, bytes: Int?, refusedBecause reason: String) {
        self.deck = deck
        outcome = .refused
        sha256 = hash?.description
        self.bytes = bytes
        error = reason
    }

    /// `24 slides in 40 pages`; `40 slides` where each page is one.
    public var extent: String {
        guard let pages, let slides else { return "no slides" }
        return SlideGroup.extent(slides: slides, pages: pages)
    }
}
