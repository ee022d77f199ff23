/// How much a source may ask of the import. What goes beyond is refused or told, never cut without a word.
public struct ImportLimits: Sendable, Hashable {
    /// Bytes of one file: a whole conference's `schedule.xml` has some hundred kilobytes.
    public var fileBytes = 32 << 20
    /// Paragraphs, headings, items and rows of a page.
    public var blocks = 100_000
    /// Files of a folder in the pyvideo form.
    public var filesInFolder = 20_000
    /// Talks of one import.
    public var talks = 5_000
    /// Characters of a title. A longer one is shortened, and stands whole before the talk's text.
    public var titleLength = 300
    /// Bytes of a talk's text, a little under the length up to which the site understands markup.
    public var textBytes = 60_000
    /// Speakers of one talk.
    public var speakers = 100
    /// Links of one talk.
    public var links = 100

    public init() {}
}
