/// Makes a segment of documents, or of what is left of other segments.
///
/// Occurrences are logged as they come, by section and position; one stable counting sort by term then makes the
/// postings, each in order.
struct SegmentBuilder {
    private let schema: IndexSchema
    private let analyzer: Analyzer
    private var documents: DocumentTable
    private var sections = SectionTable()
    private var table = TermTable()
    private var loggedTerms: [UInt32] = []
    private var loggedSections: [UInt32] = []
    private var loggedEntries: [PostingsTable.Entry] = []

    init(schema: IndexSchema, analyzer: Analyzer) {
        self.schema = schema
        self.analyzer = analyzer
        documents = DocumentTable(
            fieldCount: schema.fields.count, facets: Array(repeating: FacetTable(), count: schema.facets.count))
    }

    // MARK: Adding

    mutating func append(_ document: IndexDocument) {
        let number = UInt32(documents.count)
        for (field, definition) in schema.fields.enumerated() {
            var length = 0
            for (index, text) in (document.fields[definition.name] ?? []).enumerated() {
                let words = append(text)
                length += words
                sections.documents.append(number)
                sections.fields.append(UInt8(field))
                sections.indices.append(UInt32(index))
                sections.lengths.append(UInt32(words))
            }
            documents.fieldLengths.append(UInt32(length))
        }
        for (facet, definition) in schema.facets.enumerated() {
            documents.facets[facet].append(document.facets[definition.name] ?? [])
        }
        finishDocument(id: document.id, sortKey: document.sortKey)
    }

    /// Logs the text as the section that is about to be appended and returns its number of words.
    private mutating func append(_ text: String) -> Int {
        let analyzed = analyzer.analyze(text)
        let section = UInt32(sections.count)
        for (position, word) in analyzed.words.prefix(PostingsTable.positionLimit).enumerated() {
            for term in analyzed.terms[word.terms] {
                loggedTerms.append(table.number(of: analyzed.bytes[term.bytes]))
                loggedSections.append(section)
                loggedEntries.append(PostingsTable.Entry(position: position, level: term.level))
            }
        }
        return analyzed.words.count
    }

    /// Takes over the documents of a segment that are not removed.
    mutating func append(_ view: SegmentView) {
        let segment = view.segment
        var newSections = [UInt32](repeating: .max, count: segment.sections.count)
        for document in view.liveDocuments {
            for section in segment.documents.sections(of: document) {
                newSections[section] = UInt32(sections.count)
                sections.documents.append(UInt32(documents.count))
                sections.fields.append(segment.sections.fields[section])
                sections.indices.append(segment.sections.indices[section])
                sections.lengths.append(segment.sections.lengths[section])
            }
            for field in schema.fields.indices {
                documents.fieldLengths.append(segment.documents.length(of: document, field: field))
            }
            for facet in schema.facets.indices {
                let source = segment.documents.facets[facet]
                documents.facets[facet].append(source.values(of: document).map { source.values[Int($0)] })
            }
            finishDocument(id: segment.documents.ids[document], sortKey: segment.documents.sortKeys[document])
        }
        for term in 0..<segment.terms.count {
            appendPostings(of: term, in: segment, newSections: newSections)
        }
    }

    private mutating func appendPostings(of term: Int, in segment: Segment, newSections: [UInt32]) {
        var number: UInt32?
        for posting in segment.postings.postings(of: term) {
            let section = newSections[Int(segment.postings.sections[posting])]
            guard section != .max else { continue }
            let known = number ?? table.number(of: segment.terms[term])
            number = known
            for entry in segment.postings.entries(of: posting) {
                loggedTerms.append(known)
                loggedSections.append(section)
                loggedEntries.append(segment.postings.entries[entry])
            }
        }
    }

    private mutating func finishDocument(id: String, sortKey: Int64) {
        documents.ids.append(id)
        documents.sortKeys.append(sortKey)
        documents.firstSections.append(UInt32(sections.count))
    }

    // MARK: Finishing

    /// The segment of all that was added.
    consuming func finish() -> Segment {
        let (terms, ranks) = TermDictionary.sorted(table)
        let postings = makePostings(ranks: ranks)
        let ids = documents.ids
        documents.order = ids.indices.sorted { ids[$0] < ids[$1] }.map(UInt32.init)
        return Segment(
            documents: documents, sections: sections, terms: terms, stems: makeStems(of: terms), postings: postings)
    }

    private func makePostings(ranks: [UInt32]) -> PostingsTable {
        var ends = [Int](repeating: 0, count: ranks.count + 1)
        for term in loggedTerms { ends[Int(ranks[Int(term)]) + 1] += 1 }
        for index in 0..<ranks.count { ends[index + 1] += ends[index] }
        var order = [UInt32](repeating: 0, count: loggedTerms.count)
        var next = ends
        for (index, term) in loggedTerms.enumerated() {
            let rank = Int(ranks[Int(term)])
            order[next[rank]] = UInt32(index)
            next[rank] += 1
        }
        var writer = PostingsWriter(capacity: order.count, terms: ranks.count)
        for rank in ranks.indices {
            for index in order[ends[rank]..<ends[rank + 1]] {
                let section = loggedSections[Int(index)]
                writer.append(
                    loggedEntries[Int(index)], section: section, document: sections.documents[Int(section)])
            }
            writer.finishTerm()
        }
        return writer.table
    }

    private func makeStems(of terms: TermDictionary) -> StemTable {
        var stems = TermTable()
        var pairs: [(stem: UInt32, word: UInt32)] = []
        if let language = analyzer.options.language, let stemmer = Stemmer(language: language) {
            for rank in terms.ranksOfWords {
                guard let stem = stemmer.stem(terms[rank]) else { continue }
                pairs.append((stems.number(of: stem[...]), UInt32(rank)))
            }
        }
        let (dictionary, ranks) = TermDictionary.sorted(stems)
        var starts = [UInt32](repeating: 0, count: ranks.count + 1)
        for pair in pairs { starts[Int(ranks[Int(pair.stem)]) + 1] += 1 }
        for index in ranks.indices { starts[index + 1] += starts[index] }
        var words = [UInt32](repeating: 0, count: pairs.count)
        var next = starts
        for pair in pairs {
            let rank = Int(ranks[Int(pair.stem)])
            words[Int(next[rank])] = pair.word
            next[rank] += 1
        }
        return StemTable(stems: dictionary, starts: starts, words: words)
    }
}

/// Writes postings term by term, each term's occurrences in order.
private struct PostingsWriter {
    private var starts: [UInt32] = [0]
    private var sections: [UInt32] = []
    private var entryStarts: [UInt32] = []
    private var entries: [PostingsTable.Entry] = []
    private var documentCounts: [UInt32] = []
    private var lastDocument: UInt32?
    private var documentCount: UInt32 = 0
    private var isNewTerm = true

    init(capacity: Int, terms: Int) {
        entries.reserveCapacity(capacity)
        starts.reserveCapacity(terms + 1)
        documentCounts.reserveCapacity(terms)
    }

    mutating func append(_ entry: PostingsTable.Entry, section: UInt32, document: UInt32) {
        if isNewTerm || sections.last != section {
            sections.append(section)
            entryStarts.append(UInt32(entries.count))
            if lastDocument != document { documentCount += 1 }
            lastDocument = document
            isNewTerm = false
        } else if entries.last?.position == entry.position {
            // A term stands once at a position, at the highest of its levels, which is written first.
            return
        }
        entries.append(entry)
    }

    mutating func finishTerm() {
        starts.append(UInt32(sections.count))
        documentCounts.append(documentCount)
        isNewTerm = true
        lastDocument = nil
        documentCount = 0
    }

    var table: PostingsTable {
        PostingsTable(
            starts: starts, sections: sections, entryStarts: entryStarts + [UInt32(entries.count)], entries: entries,
            documentCounts: documentCounts)
    }
}
