/// What was met while a deck was read: facts for the report to its organizer. Pages are counted from 1.
///
/// What can be seen from the slides (pages without text, recognised pages, folded steps) is not repeated here; see
/// ``DeckContent/pagesWithoutText`` and its neighbours.
public struct DeckFindings: Sendable, Equatable, Codable {
    /// Pages that cannot be read, wholly or in part.
    public var brokenPages: [BrokenPage] = []
    /// Pages behind the last slide that the file claims and that cannot be read: they are left out.
    public var missingPageCount = 0
    /// Pages whose text was cut at the limit.
    public var cutPages: [Int] = []
    /// The most Unicode scalars kept of one page, where pages were cut.
    public var textLimit = 0
    /// Pages with more links than are kept, and how many were left out.
    public var leftOutLinks: [PageCount] = []
    /// Names of fonts that do not tell which characters their glyphs are: their text cannot be found.
    public var fontsWithoutUnicodeMap: [String] = []
    /// Images with more pixels than a slide can use.
    public var hugeImages: [LargeImage] = []
    /// The file runs JavaScript in viewers that let it. Rockpool never does.
    public var hasJavaScript = false
    /// The file starts programs or opens other files in viewers that let it.
    public var hasLaunchActions = false
    /// Names of files inside the file.
    public var attachments: [String] = []
    /// Sound, video or three-dimensional models, which have no place on a picture.
    public var hasMedia = false
    /// A form that only one vendor's program fills in (XFA): other programs see a page that asks for it.
    public var hasDynamicForm = false
    /// The file is encrypted, but opens without a password.
    public var isEncrypted = false
    /// The file is damaged and was mended while it was read: something may be missing.
    public var wasRepaired = false
    /// The program that made the file, as it calls itself.
    public var producer: String?
    /// Why pages without text were not recognised; nil when they were, or there were none.
    public var recognitionProblem: String?

    public init() {}

    /// A page and what was wrong with it.
    public struct BrokenPage: Sendable, Equatable, Codable {
        public var page: Int
        public var reason: String

        public init(page: Int, reason: String) {
            self.page = page
            self.reason = reason
        }
    }

    /// A number of things on a page.
    public struct PageCount: Sendable, Equatable, Codable {
        public var page: Int
        public var count: Int

        public init(page: Int, count: Int) {
            self.page = page
            self.count = count
        }
    }

    /// An image on a page, in pixels.
    public struct LargeImage: Sendable, Equatable, Codable {
        public var page: Int
        public var width: Int
        public var height: Int

        public init(page: Int, width: Int, height: Int) {
            self.page = page
            self.width = width
            self.height = height
        }
    }
}
