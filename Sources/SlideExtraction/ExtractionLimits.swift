/// What one deck may cost. Every bound that extraction and drawing keep is named here and can be set.
public struct ExtractionLimits: Sendable, Equatable {
    /// Largest PDF that is opened, in bytes.
    public var fileBytes = 256 << 20
    /// Longest time from start to end of one child process, as a clock on the wall sees it.
    public var wallTime: Duration = .seconds(60)
    /// Processor time of one child process; whole seconds, because the kernel counts this limit in seconds.
    public var processorTime: Duration = .seconds(30)
    /// Address space of one child process, in bytes.
    public var addressSpaceBytes = 2 << 30
    /// What a child process may write to its standard output, in bytes.
    public var outputBytes = 64 << 20
    /// Pages in a deck.
    public var pages = 2_000
    /// Text kept of one slide, in Unicode scalars; what goes beyond is reported in ``DeckContent``'s warnings.
    public var textPerSlide = 100_000
    /// Links kept of one slide; what goes beyond is reported likewise.
    public var linksPerSlide = 1_000
    /// Lines kept of a deck's outline.
    public var outlineEntries = 2_000
    /// Objects of a PDF that are looked at for facts beside its text; what goes beyond is not reported.
    public var objectsLookedAt = 20_000
    /// Fonts, images and files inside that a deck's findings name.
    public var namesKept = 200
    /// Pixels beyond which an image is reported as huge: about twice what the largest screens show.
    public var imagePixels = 16_000_000
    /// Processor time for the picture of one page, in whole seconds; a page that takes longer is left out.
    public var pictureTime: Duration = .seconds(10)
    /// Pages that one process draws; longer decks take several, each with all of its time.
    public var pagesPerDrawing = 100
    /// Pixels of one picture. A page that is too long for its width is drawn smaller.
    public var picturePixels = 4_000_000

    /// Files, pipes and other handles that one child process may have open.
    public var openFiles = 64
    /// Child processes give way to everything else on the machine, so that a server answers while hostile decks are
    /// refused.
    public var yieldsToOthers = false

    /// The defaults: far above any honest deck, low enough that a hostile one ends soon.
    public init() {}

    var processorSeconds: Int { max(1, Int(processorTime.components.seconds)) }
}
