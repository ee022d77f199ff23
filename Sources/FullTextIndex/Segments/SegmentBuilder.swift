/// Makes a segment of documents.
struct SegmentBuilder {
    private let schema: IndexSchema
    private let analyzer: Analyzer
    private var documents: DocumentTableBuilder
    private var sections = SectionTable()
    private var log: TermLog
    private var scratch = AnalysisScratch()

    private init(schema: IndexSchema, analyzer: Analyzer) {
        self.schema = schema
        self.analyzer = analyzer
        documents = DocumentTableBuilder(facetCount: schema.facets.count)
        log = TermLog(fieldCount: schema.fields.count)
    }

    /// The segment of these documents, whatever their order.
    static func segment(of documents: [IndexDocument], schema: IndexSchema, analyzer: Analyzer) -> Segment {
        var builder = SegmentBuilder(schema: schema, analyzer: analyzer)
        let keys = documents.map { DocumentKey(id: $0.id, sortKey: $0.sortKey) }
        for index in documents.indices.sorted(by: { keys[$0] < keys[$1] }) {
            builder.append(documents[index], id: keys[index].id)
        }
        return builder.finish()
    }

    private mutating func append(_ document: IndexDocument, id: [UInt8]) {
        documents.append(id: id, sortKey: document.sortKey)
        for (facet, definition) in schema.facets.enumerated() {
            documents.facets[facet].append(document.facets[definition.name] ?? [])
        }
        for definition in schema.fields {
            var length = 0
            for text in document.fields[definition.name] ?? [] { length += append(text) }
            sections.finishText()
            log.texts.finishText(length: length)
        }
    }

    /// Logs the text as the next section and returns its number of words.
    private mutating func append(_ text: String) -> Int {
        log.beginSection(at: sections.nextStart)
        var text = text
        let count = text.withUTF8 { analyzer.forEachTerm(in: $0, scratch: &scratch, into: &log) }
        return sections.appendSection(length: count)
    }

    private consuming func finish() -> Segment {
        let (terms, order) = TermDictionary.sorted(log.table)
        let termCount = log.table.count
        return Segment(
            fieldCount: schema.fields.count, documents: documents.finish(), sections: sections, terms: terms,
            stems: StemTable(of: terms, language: analyzer.options.language),
            postings: log.texts.finish(termCount: termCount, order: order))
    }
}

/// Numbers the terms of texts and logs where they stand.
private struct TermLog: TermSink {
    var table = TermTable()
    var texts: InvertedTextsBuilder
    /// Where the section at hand begins in its text.
    private var start = 0
    /// The terms of the word at hand.
    private var wordTerms: [UInt32] = []
    private var lastPosition = -1
    private var marked: [UInt8] = []

    init(fieldCount: Int) {
        texts = InvertedTextsBuilder(saturation: RankingParameters.saturation, fieldCount: fieldCount)
    }

    mutating func beginSection(at start: Int) {
        self.start = start
        lastPosition = -1
    }

    @inline(__always)
    mutating func append(_ term: UnsafeBufferPointer<UInt8>, level: TermLevel, position: Int) {
        guard start + position < SectionTable.positionLimit else { return }
        let place = UInt32(truncatingIfNeeded: start &+ position)
        let number = table.number(of: term)
        if position != lastPosition {
            lastPosition = position
            wordTerms.removeAll(keepingCapacity: true)
        } else if wordTerms.contains(number) {
            // A term stands once at a position, at the highest of its levels, which comes first.
            return
        }
        wordTerms.append(number)
        texts.append(term: number, position: place)
        if level != .word { appendMarked(term, level: level, position: place) }
    }

    /// Logs the term once more in the space of its level.
    private mutating func appendMarked(_ term: UnsafeBufferPointer<UInt8>, level: TermLevel, position: UInt32) {
        guard let space = TermSpace.space(of: term, level: level) else { return }
        marked.removeAll(keepingCapacity: true)
        marked.append(space)
        marked.append(contentsOf: term)
        texts.append(term: table.number(of: marked), position: position)
    }
}

extension TermSpace {
    /// The space in which a term of a level stands beside its place among all; `nil` where its bytes tell the level.
    static func space(of term: some RandomAccessCollection<UInt8>, level: TermLevel) -> UInt8? {
        switch level {
        case .word: nil
        case .identifier: Stemmer.isInflected(term) ? identifier : nil
        case .identifierPart: identifierPart
        case .wordPart: wordPart
        }
    }
}
