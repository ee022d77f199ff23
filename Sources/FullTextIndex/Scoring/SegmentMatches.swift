/// What a query found in one segment.
struct SegmentMatches {
    let view: SegmentView
    let plans: [MatchPlan]
    let groups: [GroupMatches]
    /// The documents that meet each of the query's clauses, and each of its conditions.
    private let clauses: [BitSet]
    private let conditions: [BitSet]
    let limitsReached: Set<QueryLimits.Limit>

    init(
        _ query: ParsedQuery, in view: SegmentView, schema: IndexSchema, limits: QueryLimits,
        fields: [FieldStatistics], parameters: RankingParameters, work: inout SearchWork
    ) {
        self.view = view
        var planner = QueryPlanner(view.segment, limits: limits)
        var collector = GroupCollector(view, fields: fields, parameters: parameters)
        var plans: [MatchPlan] = []
        var groups: [GroupMatches] = []
        for group in query.groups {
            let plan = planner.plan(group, work: &work)
            plans.append(plan)
            let hasNearWords = group.contains { !$0.nearWords.isEmpty }
            groups.append(collector.matches(plan, hasNearWords: hasNearWords, work: &work))
        }
        var unwanted: [BitSet] = []
        for group in query.unwanted {
            let plan = planner.plan(group, work: &work)
            unwanted.append(collector.matches(plan, hasNearWords: false, work: &work).set)
        }
        let tree = DocumentTree(view: view, schema: schema, groups: groups.map(\.set), unwanted: unwanted)
        self.plans = plans
        self.groups = groups
        clauses = query.clauses.map(tree.documents)
        conditions = query.conditions.map(tree.documents)
        limitsReached = planner.limitsReached
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
        return found
    }

    /// Which of the query's clauses and conditions, one after the other, the document does not meet.
    func unmetParts(of document: Int) -> [Int] {
        let parts = clauses + conditions
        return parts.indices.filter { !parts[$0].contains(document) }
    }
}
