/// What a query found in one segment.
struct SegmentMatches {
    let view: SegmentView
    let plans: [MatchPlan]
    let groups: [GroupMatches]
    /// The documents that meet each of the query's clauses, and each of its conditions.
    private let clauses: [BitSet]
    private let conditions: [BitSet]
    /// The documents that were looked at, from the first, which is the newest.
    private let documentLimit: Int

    /// - Parameter share: of the documents to look at, the newest first.
    init(
        _ query: ParsedQuery, _ plan: SegmentPlan, share: Double, schema: IndexSchema, fields: [FieldStatistics],
        parameters: RankingParameters, work: inout SearchWork
    ) {
        view = plan.view
        let count = view.segment.documents.count
        documentLimit = share < 1 ? Int((Double(count) * share).rounded(.up)) : count
        let collector = GroupCollector(view, fields: fields, parameters: parameters, documentLimit: documentLimit)
        var groups: [GroupMatches] = []
        for (group, plan) in zip(query.groups, plan.groups) {
            let hasNearWords = group.contains { !$0.nearWords.isEmpty }
            groups.append(collector.matches(plan, hasNearWords: hasNearWords, work: &work))
        }
        var unwanted: [BitSet] = []
        for plan in plan.unwanted { unwanted.append(collector.matches(plan, work: &work).set) }
        let tree = DocumentTree(view: view, schema: schema, groups: groups.map(\.set), unwanted: unwanted)
        plans = plan.groups
        self.groups = groups
        clauses = query.clauses.map(tree.documents)
        conditions = query.conditions.map(tree.documents)
    }

    /// The documents that satisfy the query; the filters of the request are not asked yet.
    func documents(_ matching: SearchResults.Matching, isUnbounded: Bool) -> BitSet {
        var found = view.liveDocuments
        if !isUnbounded {
            guard var asked = clauses.first else { return BitSet(capacity: found.capacity) }
            for clause in clauses.dropFirst() {
                switch matching {
                case .all: asked.formIntersection(clause)
                case .any: asked.formUnion(clause)
                }
            }
            found = asked
        }
        for condition in conditions { found.formIntersection(condition) }
        if documentLimit < found.capacity { found.removeAll(from: documentLimit) }
        return found
    }

    /// Which of the query's clauses and conditions, one after the other, the document does not meet.
    func unmetParts(of document: Int) -> [Int] {
        let parts = clauses + conditions
        return parts.indices.filter { !parts[$0].contains(document) }
    }
}

/// How a query is to be looked up in one segment.
struct SegmentPlan {
    let view: SegmentView
    let groups: [MatchPlan]
    let unwanted: [MatchPlan]
    let limitsReached: Set<QueryLimits.Limit>

    init(_ query: ParsedQuery, in view: SegmentView, limits: QueryLimits) {
        self.view = view
        let prefixCount = (query.groups + query.unwanted).joined().count { $0.kind == .prefix }
        var planner = QueryPlanner(view.segment, limits: limits, prefixCount: prefixCount)
        var groups: [MatchPlan] = []
        for group in query.groups { groups.append(planner.plan(group)) }
        var unwanted: [MatchPlan] = []
        for group in query.unwanted { unwanted.append(planner.plan(group)) }
        self.groups = groups
        self.unwanted = unwanted
        limitsReached = planner.limitsReached
    }

    /// How many postings are to be read.
    var postingCount: Int {
        (groups + unwanted).reduce(0) { $0 + $1.postingCount(in: view.segment) }
    }
}
