/// What a deck says, page by page: the result of extraction, as search and pages need it.
public struct DeckContent: Sendable, Equatable, Codable {
    /// One for each page of the PDF, in its order.
    public var slides: [Slide]
    /// The PDF's own title, if it has one that is not empty. It may be junk; a talk's title goes before it.
    public var documentTitle: String?
    /// What the organizer should know: text cut at a limit, pages without text.
    public var warnings: [String]

    public init(slides: [Slide], documentTitle: String? = nil, warnings: [String] = []) {
        self.slides = slides
        self.documentTitle = documentTitle
        self.warnings = warnings
    }
}

/// One page of a deck. Coordinates are PDF points (1/72 inch) from the top left corner of the page as it is seen.
public struct Slide: Sendable, Equatable, Codable {
    /// Page width and height in points, after rotation.
    public var width: Double
    public var height: Double
    /// The lines of text in reading order, joined by `\n`; paragraphs (blocks) are set apart by an empty line.
    public var text: String
    /// Each word of `text` in order, with its place on the page.
    public var words: [Word]
    public var links: [SlideLink]

    public init(width: Double, height: Double, text: String, words: [Word] = [], links: [SlideLink] = []) {
        self.width = width
        self.height = height
        self.text = text
        self.words = words
        self.links = links
    }

    /// A run of characters between white space, and the box around it.
    public struct Word: Sendable, Equatable, Codable {
        /// UTF-8 offsets of the word in the slide's `text`.
        public var range: Range<Int>
        public var box: Box

        public init(range: Range<Int>, box: Box) {
            self.range = range
            self.box = box
        }
    }

    /// A rectangle in points from the top left corner.
    public struct Box: Sendable, Equatable, Codable {
        public var x: Double
        public var y: Double
        public var width: Double
        public var height: Double

        public init(x: Double, y: Double, width: Double, height: Double) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }
    }
}

/// A link annotation on a slide.
public struct SlideLink: Sendable, Equatable, Codable {
    /// Where it leads.
    public var target: Target
    public var box: Slide.Box

    public init(target: Target, box: Slide.Box) {
        self.target = target
        self.box = box
    }

    /// An address outside, or another page of the same deck (counted from 1).
    public enum Target: Sendable, Equatable, Codable {
        case url(String)
        case page(Int)
    }
}
