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
    /// What stands on it as its heading, told from size and place; nil when nothing does.
    public var title: String?
    /// How the PDF itself calls the page ("12", "iv"); nil where it says nothing. Beamer gives all steps of a frame the
    /// same one.
    public var label: String?
    /// The page, counted from 1, that is the last step of the slide of which this is an earlier one; nil for a slide
    /// that stands for itself.
    public var lastStep: Int?
    public var textSource: TextSource

    public init(
        width: Double, height: Double, text: String, words: [Word] = [], links: [SlideLink] = [],
        title: String? = nil, label: String? = nil, lastStep: Int? = nil, textSource: TextSource = .document
    ) {
        self.width = width
        self.height = height
        self.text = text
        self.words = words
        self.links = links
        self.title = title
        self.label = label
        self.lastStep = lastStep
        self.textSource = textSource
    }

    /// Where the text comes from.
    public enum TextSource: Int, Sendable, Codable {
        /// The PDF holds it.
        case document
        /// It was recognised in the picture of the page and may have errors.
        case recognition
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
