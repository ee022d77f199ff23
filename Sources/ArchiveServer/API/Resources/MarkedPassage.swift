internal import ArchiveSearch

/// A text in which the words that matched are marked.
struct MarkedPassage: APIObject {
    let runs: [Run]
    let isCutAtStart: Bool
    let isCutAtEnd: Bool

    /// A piece of the text.
    struct Run: APIObject {
        let text: String
        let marked: Bool

        static let schemaName = "MarkedRun"
        static let schema = ObjectSchema(
            "A piece of a text.",
            [.must("text", Schema.text("The piece.")), .must("marked", Schema.flag("It is what matched."))])
    }

    static let schema = ObjectSchema(
        "A text, or a part of one, in which the words that matched are marked.",
        [
            .must("runs", Schema.list("In order; together they are the text.", of: Run.self)),
            .must("isCutAtStart", Schema.flag("Something is left out before it.")),
            .must("isCutAtEnd", Schema.flag("Something is left out after it.")),
        ])

    init(_ text: MarkedText) {
        runs = text.runs.map { Run(text: $0.text, marked: $0.isMarked) }
        isCutAtStart = text.isCutAtStart
        isCutAtEnd = text.isCutAtEnd
    }
}
