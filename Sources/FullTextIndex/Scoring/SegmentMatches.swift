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
    }

    let view: SegmentView
    let groups: [Group]
    private let excluded: [UInt32]
    private let conditions: FacetConditions
    let limitsReached: Set<QueryLimits.Limit>

    init(_ query: ParsedQuery, in view: SegmentView, schema: IndexSchema, limits: QueryLimits) {
        self.view = view
        var lookup = TermLookup(segment: view.segment, limits: limits)
        groups = query.groups.map { Group(lookup.occurrences(of: $0), in: view) }
        let unwanted = query.excluded.map { Group(lookup.occurrences(of: [$0]), in: view).documents }
        excluded = Set(unwanted.joined().map(\.document)).sorted()
        conditions = FacetConditions(query.filters, in: view.segment, schema: schema)
        limitsReached = lookup.limitsReached
    }

    /// The documents, ascending, that satisfy the query; the filters of the request are not asked yet.
    func documents(_ matching: SearchResults.Matching, isUnbounded: Bool) -> [UInt32] {
        let found: [UInt32] =
            if isUnbounded {
                view.liveDocuments.map { UInt32($0) }
            } else if matching == .all {
                documentsWithAll()
            } else {
                documentsWithAny()
            }
        guard !excluded.isEmpty || !conditions.isEmpty else { return found }
        return found.filter { !Self.contains($0, in: excluded) && conditions.allow(Int($0)) }
    }

    private func documentsWithAll() -> [UInt32] {
        guard let rarest = groups.min(by: { $0.documents.count < $1.documents.count }) else { return [] }
        return rarest.documents.lazy.map(\.document).filter { document in
            groups.allSatisfy { $0.range(of: document) != nil }
        }
    }

    private func documentsWithAny() -> [UInt32] {
        Set(groups.lazy.flatMap { $0.documents.lazy.map(\.document) }).sorted()
    }

    private static func contains(_ document: UInt32, in sorted: [UInt32]) -> Bool {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < document { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == document
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
