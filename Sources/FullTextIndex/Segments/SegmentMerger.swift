/// Makes one segment of what is left of several.
struct SegmentMerger {
    private let schema: IndexSchema
    private let analyzer: Analyzer
    private let views: [SegmentView]
    /// For each view the new numbers of its documents, `removed` for those that are not taken over.
    private var newNumbers: [[UInt32]]

    private static let removed = UInt32.max

    init(_ views: [SegmentView], schema: IndexSchema, analyzer: Analyzer) {
        self.schema = schema
        self.analyzer = analyzer
        self.views = views
        newNumbers = views.map { Array(repeating: Self.removed, count: $0.segment.documents.count) }
    }

    private struct Source {
        let view: Int
        let document: Int
        let key: DocumentKey
    }

    /// The documents that are left, in the order of their new numbers.
    private func sources() -> [Source] {
        var sources: [Source] = []
        for (index, view) in views.enumerated() {
            let documents = view.segment.documents
            view.forEachLiveDocument { document in
                sources.append(
                    Source(
                        view: index, document: document,
                        key: DocumentKey(id: documents.id(of: document), sortKey: documents.sortKey(of: document))))
            }
        }
        // Each view's are in order already, which the sort makes use of.
        sources.sort { $0.key < $1.key }
        return sources
    }

    consuming func merged() -> Segment {
        let fieldCount = schema.fields.count
        var documents = DocumentTableBuilder(facetCount: schema.facets.count)
        var sections = SectionTable()
        var lengths = TextLengths()
        for (number, source) in sources().enumerated() {
            newNumbers[source.view][source.document] = UInt32(number)
            let segment = views[source.view].segment
            documents.append(id: source.key.id, sortKey: source.key.sortKey)
            for facet in schema.facets.indices {
                let table = segment.documents.facets[facet]
                documents.facets[facet].append(table.values(of: source.document).map { table.values[Int($0)] })
            }
            for field in 0..<fieldCount {
                let text = segment.text(field, of: source.document)
                var length = 0
                for words in segment.sectionLengths(ofText: text) { length += sections.appendSection(length: words) }
                sections.finishText()
                lengths.append(length)
            }
        }
        let (terms, postings) = mergedPostings(lengths)
        return Segment(
            fieldCount: fieldCount, documents: documents.finish(), sections: sections, terms: terms,
            stems: StemTable(of: terms, language: analyzer.options.language), postings: postings)
    }

    private func mergedPostings(_ lengths: TextLengths) -> (TermDictionary, InvertedTexts) {
        var table = TermTable()
        // For each view and each number of the table the rank plus one, or zero.
        var ranks: [[UInt32]] = []
        for view in views {
            var ofView: [UInt32] = []
            view.segment.terms.forEachTerm(in: 0..<view.segment.terms.count) { rank, term in
                let number = Int(table.number(of: term))
                while ofView.count <= number { ofView.append(0) }
                ofView[number] = UInt32(rank + 1)
            }
            ranks.append(ofView)
        }
        var dictionary = TermDictionaryBuilder(capacity: table.count)
        var writer = PostingsListWriter(
            lengths, saturation: RankingParameters.saturation, fieldCount: schema.fields.count)
        var occurrences: [UInt64] = []
        for number in TermDictionary.sorted(table).order {
            occurrences.removeAll(keepingCapacity: true)
            for (view, ranks) in ranks.enumerated() where Int(number) < ranks.count && ranks[Int(number)] > 0 {
                append(Int(ranks[Int(number)]) - 1, of: view, to: &occurrences)
            }
            // No term of documents that are all gone.
            guard !occurrences.isEmpty else { continue }
            if views.count > 1 { occurrences.sort() }
            writer.append(occurrences[...])
            dictionary.append(table.term(Int(number)))
        }
        return (dictionary.finish(), writer.finish())
    }

    /// Appends where a term stands, by the new numbers of the texts.
    private func append(_ rank: Int, of view: Int, to occurrences: inout [UInt64]) {
        let segment = views[view].segment
        let fieldCount = UInt32(segment.fieldCount)
        let list = segment.postings.list(rank)
        let positions = list.positions
        var cursor = PostingsCursor(list)
        defer { cursor.destroy() }
        while cursor.document != PostingsCursor.end {
            let document = newNumbers[view][Int(cursor.document / fieldCount)]
            if document != Self.removed {
                let text = UInt64(document * fieldCount + cursor.document % fieldCount) << 32
                var reader = PositionReader(cursor.occurrences(), in: list, at: positions)
                while reader.position != PositionReader.end {
                    occurrences.append(text | UInt64(reader.position))
                    reader.next()
                }
            }
            cursor.next()
        }
        withExtendedLifetime(segment) {}
    }
}
