/// A piece of text that is marked or not.
public struct SnippetRun: Sendable, Hashable {
    /// The text; white space, line breaks included, is single spaces.
    public var text: String
    /// Whether it matched.
    public var isMarked: Bool

    /// A run.
    public init(text: String, isMarked: Bool) {
        self.text = text
        self.isMarked = isMarked
    }
}

/// A part of a section's text with the words that matched.
public struct Snippet: Sendable, Hashable {
    /// The text in order; neighbouring runs differ in `isMarked`, and none is empty.
    public var runs: [SnippetRun]
    /// Whether text was left out before, so that an ellipsis belongs there.
    public var isCutAtStart: Bool
    /// Whether text was left out after.
    public var isCutAtEnd: Bool

    /// A snippet.
    public init(runs: [SnippetRun], isCutAtStart: Bool, isCutAtEnd: Bool) {
        self.runs = runs
        self.isCutAtStart = isCutAtStart
        self.isCutAtEnd = isCutAtEnd
    }

    /// The text without marks.
    public var text: String { runs.map(\.text).joined() }
}
