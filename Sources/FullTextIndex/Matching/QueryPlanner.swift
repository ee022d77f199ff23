/// Plans how to find the words, phrases and prefixes of a query in one segment.
struct QueryPlanner {
    private let segment: Segment
    private let expansionsPerPrefix: Int
    /// Whether any term stands somewhere as more than a plain word.
    private let hasLevels: Bool
    private(set) var limitsReached: Set<QueryLimits.Limit> = []

    /// - Parameter prefixCount: the prefixes of the whole query.
    init(_ segment: Segment, limits: QueryLimits, prefixCount: Int = 1) {
        self.segment = segment
        expansionsPerPrefix = limits.expansionsPerPrefix(of: prefixCount)
        hasLevels = segment.terms.ranksOfWords.lowerBound > 0
    }

    /// Where any of the alternatives stands.
    ///
    /// Which kind of plan it is depends on the query alone and not on what the segment has, so that a document's score
    /// does not depend on its segment.
    mutating func plan(_ group: [ParsedQuery.Atom]) -> MatchPlan {
        let field = group.first?.field
        guard group.allSatisfy({ $0.isSimple && $0.field == field }) else {
            var plans: [MatchPlan] = []
            for atom in group { plans += self.plans(of: atom) }
            return .union(plans.filter { !$0.isEmpty })
        }
        var terms: [PlannedTerm] = []
        for atom in group {
            // The first of two that are the same term is the better one.
            for term in self.terms(of: atom) where !terms.contains(where: { $0.rank == term.rank }) {
                terms.append(term)
            }
        }
        return .terms(terms)
    }

    /// Plans of which each finds only one kind of occurrence at a position.
    private mutating func plans(of atom: ParsedQuery.Atom) -> [MatchPlan] {
        switch atom.kind {
        case .word:
            let found = atom.words.first.map { [plan($0, field: atom.field)] } ?? []
            return found + nearTerms(of: atom).map { .terms([$0]) }
        case .phrase: return [plan(ofPhrase: atom.words, field: atom.field)]
        case .prefix: return [.terms(terms(of: atom))]
        }
    }

    /// The terms that stand for a word of one kind of occurrence, or for a prefix.
    private mutating func terms(of atom: ParsedQuery.Atom) -> [PlannedTerm] {
        guard let word = atom.words.first else { return [] }
        if atom.kind == .prefix { return terms(withPrefix: word.wholes.first ?? [], atom.field) }
        return terms(of: word, field: atom.field) + nearTerms(of: atom)
    }

    private func nearTerms(of atom: ParsedQuery.Atom) -> [PlannedTerm] {
        atom.nearWords.flatMap { near in terms(of: near, field: atom.field).map(\.near) }
    }

    // MARK: Words

    /// In a phrase a word takes one position; alone, the parts of an identifier may be words in a row.
    private func plan(_ word: ParsedQuery.Word, field: Int?, inPhrase: Bool = false) -> MatchPlan {
        let terms = terms(of: word, field: field)
        guard word.isCompound else { return .terms(terms) }
        var plans: [MatchPlan] = terms.map { .terms([$0]) }
        if word.parts.count > 1 {
            let parts = word.parts.map { part in
                MatchPlan.terms(term(part, .all(.part), field: field).map { [$0] } ?? [])
            }
            // A part that is there twice (`foo_foo`) cannot be told from one, so the others decide.
            if Set(word.parts).count > 1 { plans.append(.sequence(parts, step: 0, tier: .part)) }
            if !inPhrase { plans.append(.sequence(parts, step: 1, tier: .part)) }
        }
        return .union(plans.filter { !$0.isEmpty })
    }

    /// The terms that stand for a whole word.
    private func terms(of word: ParsedQuery.Word, field: Int?) -> [PlannedTerm] {
        let whole = !word.sigils.isEmpty ? TierByLevel.bare : word.pieces != nil ? .compound : .exact
        var terms: [PlannedTerm] = []
        for bytes in word.wholes {
            terms += term(bytes, whole, field: field).map { [$0] } ?? []
        }
        for bytes in word.sigils { terms += term(bytes, .all(.form), field: field).map { [$0] } ?? [] }
        if let pieces = word.pieces { terms += term(pieces, .all(.whole), field: field).map { [$0] } ?? [] }
        if let stem = word.stem {
            for rank in segment.stems.words(ofStem: stem) where !terms.contains(where: { $0.rank == Int(rank) }) {
                terms.append(planned(Int(rank), .inflection, field: field))
            }
        }
        return terms
    }

    private func term(_ bytes: [UInt8], _ tiers: TierByLevel, field: Int?) -> PlannedTerm? {
        segment.terms.rank(of: bytes).map { planned($0, bytes: bytes, tiers, field: field) }
    }

    private func planned(_ rank: Int, bytes: [UInt8]? = nil, _ tiers: TierByLevel, field: Int?) -> PlannedTerm {
        var term = PlannedTerm(rank: rank, tier: tiers.word ?? .whole, field: field)
        guard hasLevels else { return term }
        let differing = [
            (TermSpace.identifier, tiers.identifier), (TermSpace.identifierPart, tiers.identifierPart),
            (TermSpace.wordPart, tiers.wordPart),
        ].filter { $0.1 != tiers.word }
        guard !differing.isEmpty else { return term }
        let bytes = bytes ?? Array(segment.terms[rank])
        for (space, tier) in differing {
            if let rank = segment.terms.rank(of: [space] + bytes) { term.levels.append((rank, tier)) }
        }
        return term
    }

    // MARK: Phrases and prefixes

    private func plan(ofPhrase words: [ParsedQuery.Word], field: Int?) -> MatchPlan {
        let elements = words.map { plan($0, field: field, inPhrase: true).withoutTiers }
        var plans = [MatchPlan.sequence(elements, step: 1, tier: .whole)]
        // Two words of the phrase may be one identifier in the text: "pin init" in `pin-init`.
        for index in words.indices.dropLast() {
            guard let first = words[index].wholes.last, let second = words[index + 1].wholes.last,
                let joined = term(
                    [TermSpace.pieces] + first + [TermSpace.pieces] + second, .all(.whole), field: field)
            else { continue }
            var shorter = elements
            shorter.replaceSubrange(index...index + 1, with: [.terms([joined])])
            plans.append(.sequence(shorter, step: 1, tier: .whole))
        }
        return .union(plans.filter { !$0.isEmpty })
    }

    private mutating func terms(withPrefix prefix: [UInt8], _ field: Int?) -> [PlannedTerm] {
        guard !prefix.isEmpty else { return [] }
        let range = segment.terms.ranks(withPrefix: prefix)
        var ranks = Array(range)
        if range.count > expansionsPerPrefix {
            limitsReached.insert(.prefixExpansions)
            ranks = TopRanks(expansionsPerPrefix, of: segment.postings, in: range).ranks.sorted()
        }
        return ranks.map { planned($0, .prefixed, field: field) }
    }
}

extension PlannedTerm {
    /// The same for a word spelled almost alike.
    fileprivate var near: PlannedTerm {
        var term = self
        term.tier = .near
        term.levels = levels.map { ($0.rank, $0.tier.map { _ in .near }) }
        return term
    }
}

extension ParsedQuery.Atom {
    /// Whether it is found by terms of which each counts for itself.
    fileprivate var isSimple: Bool {
        switch kind {
        case .word: !words.contains(where: \.isCompound)
        case .phrase: false
        case .prefix: true
        }
    }
}

extension ParsedQuery.Word {
    /// Whether occurrences of several kinds may fall on one position.
    fileprivate var isCompound: Bool { pieces != nil || !sigils.isEmpty || wholes.count > 1 || parts.count > 1 }
}
