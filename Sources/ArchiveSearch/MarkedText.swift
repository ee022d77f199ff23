internal import FullTextIndex

/// A text in which the words that matched are marked.
public struct MarkedText: Sendable, Hashable {
    /// The pieces in order; together they are the text.
    public var runs: [Run]
    /// Something is left out before the first run.
    public var isCutAtStart: Bool
    /// Something is left out after the last run.
    public var isCutAtEnd: Bool

    /// A piece that is marked, or is not.
    public struct Run: Sendable, Hashable {
        public var text: String
        public var isMarked: Bool

        public init(text: String, isMarked: Bool) {
            self.text = text
            self.isMarked = isMarked
        }
    }

    /// A whole text.
    public init(_ runs: [Run]) {
        self.runs = runs
        isCutAtStart = false
        isCutAtEnd = false
    }

    init(_ runs: [SnippetRun]) {
        self.init(runs.map { Run(text: $0.text, isMarked: $0.isMarked) })
    }

    init(_ snippet: Snippet) {
        self.init(snippet.runs)
        isCutAtStart = snippet.isCutAtStart
        isCutAtEnd = snippet.isCutAtEnd
    }

    /// Without marks.
    public var plain: String { runs.map(\.text).joined() }

    public var hasMarks: Bool { runs.contains(where: \.isMarked) }
}
