/// A query's tree over one segment: tells of a document whether it answers, and names those that might.
indirect enum DocumentTest {
    case group(SegmentMatches.Group)
    case facet(FacetConditions)
    case has(field: Int)
    case all([DocumentTest])
    case any([DocumentTest])
    case not(DocumentTest)

    init(
        _ node: ParsedQuery.Node, groups: [SegmentMatches.Group], unwanted: [SegmentMatches.Group], in segment: Segment,
        schema: IndexSchema
    ) {
        func test(_ node: ParsedQuery.Node) -> DocumentTest {
            DocumentTest(node, groups: groups, unwanted: unwanted, in: segment, schema: schema)
        }
        self =
            switch node {
            case .group(let number): .group(groups[number])
            case .unwanted(let number): .group(unwanted[number])
            case .filter(let filter): .facet(FacetConditions([filter], in: segment, schema: schema))
            case .has(let field): .has(field: field)
            case .all(let nodes): .all(nodes.map(test))
            case .any(let nodes): .any(nodes.map(test))
            case .not(let node): .not(test(node))
            }
    }

    func accepts(_ document: UInt32, in segment: Segment) -> Bool {
        switch self {
        case .group(let group): group.range(of: document) != nil
        case .facet(let conditions): conditions.allow(Int(document))
        case .has(let field): segment.documents.length(of: Int(document), field: field) > 0
        case .all(let tests): tests.allSatisfy { $0.accepts(document, in: segment) }
        case .any(let tests): tests.contains { $0.accepts(document, in: segment) }
        case .not(let test): !test.accepts(document, in: segment)
        }
    }

    /// Documents, ascending, among which are all that are accepted; `nil` where only looking at every document tells.
    var candidates: [UInt32]? {
        switch self {
        case .group(let group): return group.documents.map(\.document)
        case .facet, .has, .not: return nil
        case .all(let tests): return tests.min { $0.candidateBound < $1.candidateBound }?.candidates
        case .any(let tests):
            var union: Set<UInt32> = []
            for test in tests {
                guard let documents = test.candidates else { return nil }
                union.formUnion(documents)
            }
            return union.sorted()
        }
    }

    /// The greatest number of candidates; the greatest of all numbers where it is not known.
    private var candidateBound: Int {
        switch self {
        case .group(let group): group.documents.count
        case .facet, .has, .not: .max
        case .all(let tests): tests.lazy.map(\.candidateBound).min() ?? .max
        case .any(let tests):
            tests.reduce(0) { sum, test in
                let (result, overflow) = sum.addingReportingOverflow(test.candidateBound)
                return overflow ? .max : result
            }
        }
    }
}
