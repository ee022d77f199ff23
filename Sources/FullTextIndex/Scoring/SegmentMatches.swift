/// What a query found in one segment.
struct SegmentMatches {
    /// The sections of one document in which a group stands.
    struct DocumentRange {
        var document: UInt32
        /// Indices into the group's occurrences.
        var sections: Range<Int>
    }

    /// One group of the query.
    struct Group {
        var occurrences: Occurrences
        /// The documents, ascending, that are not removed.
        var documents: [DocumentRange]

        init(_ occurrences: Occurrences, in view: SegmentView) {
            self.occurrences = occurrences
            documents = []
            let owners = view.segment.sections.documents
            var index = 0
            while index < occurrences.sections.count {
                let document = owners[Int(occurrences.sections[index])]
                var end = index + 1
                while end < occurrences.sections.count, owners[Int(occurrences.sections[end])] == document { end += 1 }
                if view.isLive(Int(document)) {
                    documents.append(DocumentRange(document: document, sections: index..<end))
                }
                index = end
            }
        }

        /// The documents in which a word itself stands and not only one spelled almost alike.
        var exactDocuments: some Collection<DocumentRange> {
            documents.lazy.filter { document in
                document.sections.contains { section in
                    occurrences.entries(at: section).contains {
                        Occurrences.tier($0) < Occurrences.Tier.near.rawValue
                    }
                }
            }
        }
    }

    let view: SegmentView
    let groups: [Group]
    private let clauses: [DocumentTest]
    private let conditions: [DocumentTest]
    let limitsReached: Set<QueryLimits.Limit>

    init(_ query: ParsedQuery, in view: SegmentView, schema: IndexSchema, limits: QueryLimits) {
        self.view = view
        var lookup = TermLookup(segment: view.segment, limits: limits)
        let groups = query.groups.map { Group(lookup.occurrences(of: $0), in: view) }
        let unwanted = query.unwanted.map { Group(lookup.occurrences(of: $0), in: view) }
        func test(_ node: ParsedQuery.Node) -> DocumentTest {
            DocumentTest(node, groups: groups, unwanted: unwanted, in: view.segment, schema: schema)
        }
        self.groups = groups
        clauses = query.clauses.map(test)
        conditions = query.conditions.map(test)
        limitsReached = lookup.limitsReached
    }

    /// The documents, ascending, that satisfy the query; the filters of the request are not asked yet.
    func documents(_ matching: SearchResults.Matching, isUnbounded: Bool) -> [UInt32] {
        guard isUnbounded || !clauses.isEmpty else { return [] }
        let test: DocumentTest =
            if isUnbounded {
                .all(conditions)
            } else {
                .all([matching == .all ? .all(clauses) : .any(clauses)] + conditions)
            }
        guard let candidates = test.candidates else {
            return view.liveDocuments.map { UInt32($0) }.filter { test.accepts($0, in: view.segment) }
        }
        return candidates.filter { test.accepts($0, in: view.segment) }
    }

    /// Which of the query's clauses and conditions, one after the other, the document does not meet.
    func unmetParts(of document: UInt32) -> [Int] {
        let tests = clauses + conditions
        return tests.indices.filter { !tests[$0].accepts(document, in: view.segment) }
    }
}

extension SegmentMatches.Group {
    /// The sections of the document in which the group stands, as indices into its occurrences.
    func range(of document: UInt32) -> Range<Int>? {
        var low = 0
        var high = documents.count
        while low < high {
            let middle = (low + high) / 2
            if documents[middle].document < document { low = middle + 1 } else { high = middle }
        }
        guard low < documents.count, documents[low].document == document else { return nil }
        return documents[low].sections
    }
}
