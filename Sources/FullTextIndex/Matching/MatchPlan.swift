/// How to find in one segment where a part of a query stands.
indirect enum MatchPlan {
    /// Any of these terms; each counts for itself, even where two of them stand at one position.
    case terms([PlannedTerm])
    /// All of these at fixed distances in words: one after the other, or at one position. What is found has the tier.
    case sequence([MatchPlan], step: UInt32, tier: MatchTier)
    /// Any of these; of what stands at one position only the best counts.
    case union([MatchPlan])

    /// Whether nothing can be found.
    var isEmpty: Bool {
        switch self {
        case .terms(let terms): terms.isEmpty
        case .sequence(let plans, _, _): plans.contains(where: \.isEmpty)
        case .union(let plans): plans.allSatisfy(\.isEmpty)
        }
    }

    /// The plan where only places count, which needs fewer lists.
    var withoutTiers: MatchPlan {
        switch self {
        case .terms(let terms):
            .terms(
                terms.map { term in
                    var term = term
                    term.levels.removeAll { $0.tier != nil }
                    return term
                })
        case .sequence: self
        case .union(let plans): .union(plans.map(\.withoutTiers))
        }
    }

    /// The number of lists to read.
    var listCount: Int {
        switch self {
        case .terms(let terms): terms.count
        case .sequence(let plans, _, _), .union(let plans): plans.reduce(0) { $0 + $1.listCount }
        }
    }
}

/// A term of a segment and what its occurrences count as.
struct PlannedTerm {
    /// The term with all of its occurrences.
    var rank: Int
    /// The terms for its occurrences at the levels that count otherwise than a word (`TermSpace`), where there are any.
    var levels: [(rank: Int, tier: MatchTier?)] = []
    /// What all other occurrences count as.
    var tier: MatchTier
    /// The only field whose texts count; `nil` for all.
    var field: Int?
}
