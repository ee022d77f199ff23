/// Answers the nodes of a query's tree with the documents of one segment.
struct DocumentTree {
    let view: SegmentView
    let schema: IndexSchema
    /// The documents that have a group, and those that have what is looked for under a minus.
    let groups: [BitSet]
    let unwanted: [BitSet]

    /// The documents, none of them removed, that a node accepts.
    func documents(_ node: ParsedQuery.Node) -> BitSet {
        switch node {
        case .group(let number): return groups[number]
        case .unwanted(let number): return unwanted[number]
        case .filter(let filter): return documents(with: filter)
        case .has(let field): return liveDocuments { view.segment.length(ofText: view.segment.text(field, of: $0)) > 0 }
        case .all(let nodes):
            return nodes.reduce(into: view.liveDocuments) { $0.formIntersection(documents($1)) }
        case .any(let nodes):
            return nodes.reduce(into: BitSet(capacity: view.segment.documents.count)) {
                $0.formUnion(documents($1))
            }
        case .not(let node):
            var left = view.liveDocuments
            left.subtract(documents(node))
            return left
        }
    }

    /// Values are compared with case and accents folded.
    private func documents(with filter: QueryInterpretation.Filter) -> BitSet {
        guard let facet = schema.facetIndex(named: filter.facet) else { return view.liveDocuments }
        let table = view.segment.documents.facets[facet]
        let numbers = Set(
            table.values.indices.filter { Folding.fold(table.values[$0]) == filter.value }.map { UInt32($0) })
        return liveDocuments { table.values(of: $0).contains { numbers.contains($0) } != filter.isExcluded }
    }

    private func liveDocuments(where isIncluded: (Int) -> Bool) -> BitSet {
        var found = BitSet(capacity: view.segment.documents.count)
        view.forEachLiveDocument { if isIncluded($0) { found.insert($0) } }
        return found
    }
}
