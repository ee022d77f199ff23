/// What a deck says, page by page: the result of extraction, as search and pages need it.
public struct DeckContent: Sendable, Equatable, Codable {
    /// One for each page of the PDF, in its order.
    public var slides: [Slide]
    /// The PDF's own title, if it has one that is not empty. It may be junk; a talk's title goes before it.
    public var documentTitle: String?
    /// The PDF's table of contents, in its order.
    public var outline: [OutlineEntry]
    /// What was met while it was read.
    public var findings: DeckFindings

    public init(
        slides: [Slide], documentTitle: String? = nil, outline: [OutlineEntry] = [],
        findings: DeckFindings = DeckFindings()
    ) {
        self.slides = slides
        self.documentTitle = documentTitle
        self.outline = outline
        self.findings = findings
    }

    /// A line of the table of contents.
    public struct OutlineEntry: Sendable, Equatable, Codable {
        public var title: String
        /// Where it leads, counted from 1; nil when nowhere.
        public var page: Int?
        /// 0 for the chapters, 1 for what is below them.
        public var level: Int

        public init(title: String, page: Int?, level: Int) {
            self.title = title
            self.page = page
            self.level = level
        }
    }
}
