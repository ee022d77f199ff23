/// Finds in one segment where the words, phrases and prefixes of a query stand.
struct TermLookup {
    let segment: Segment
    let limits: QueryLimits
    private(set) var limitsReached: Set<QueryLimits.Limit> = []

    /// Which tier an occurrence has by what the term is to the word there; `nil` where it does not count.
    private struct TierByLevel {
        var word: Occurrences.Tier?
        var identifier: Occurrences.Tier?
        var wordPart: Occurrences.Tier?
        var identifierPart: Occurrences.Tier?

        static let exact = TierByLevel(word: .whole, identifier: .whole, wordPart: .part, identifierPart: .part)
        static let compound = TierByLevel(word: .form, identifier: .form, wordPart: .part, identifierPart: .part)
        /// Beside a form with sigils the bare whole counts, but no part.
        static let bare = TierByLevel(word: .whole, identifier: .whole, wordPart: nil, identifierPart: nil)
        static let form = TierByLevel(word: .form, identifier: .form, wordPart: nil, identifierPart: nil)
        static let pieces = TierByLevel(word: nil, identifier: .whole, wordPart: nil, identifierPart: nil)
        /// Other inflections count where the word may be inflected, never inside identifiers.
        static let inflection = TierByLevel(word: .whole, identifier: nil, wordPart: .part, identifierPart: nil)

        subscript(level: Int) -> Occurrences.Tier? {
            switch level {
            case 0: word
            case 1: identifier
            case 2: wordPart
            default: identifierPart
            }
        }
    }

    init(segment: Segment, limits: QueryLimits) {
        self.segment = segment
        self.limits = limits
    }

    /// Where any of the alternatives stands.
    mutating func occurrences(of group: [ParsedQuery.Atom]) -> Occurrences {
        Occurrences.merged(group.map { occurrences(of: $0) })
    }

    private mutating func occurrences(of atom: ParsedQuery.Atom) -> Occurrences {
        let found =
            switch atom.kind {
            case .word: occurrences(of: atom.words, near: atom.nearWords)
            case .phrase: occurrences(ofPhrase: atom.words)
            case .prefix: occurrences(ofPrefix: atom.words.first?.wholes.first ?? [])
            }
        guard let field = atom.field else { return found }
        return found.filtered { segment.sections.fields[Int($0)] == UInt8(field) }
    }

    // MARK: Words

    private func occurrences(of words: [ParsedQuery.Word], near: [ParsedQuery.Word]) -> Occurrences {
        let found = words.first.map { occurrences(of: $0) } ?? Occurrences()
        guard !near.isEmpty else { return found }
        let nearby = Occurrences.merged(near.map { occurrences(of: $0) })
        var lowered = Occurrences()
        for (index, section) in nearby.sections.enumerated() {
            lowered.append(
                section: section,
                entries: nearby.entries(at: index).lazy.map { Occurrences.entry(Occurrences.position($0), .near) })
        }
        return found.merged(with: lowered)
    }

    /// In a phrase a word takes one position; alone, the parts of an identifier may be words in a row.
    private func occurrences(of word: ParsedQuery.Word, inPhrase: Bool = false) -> Occurrences {
        let isCompound = word.pieces != nil
        let whole = !word.sigils.isEmpty ? TierByLevel.bare : isCompound ? .compound : .exact
        var ranks: [Int] = []
        var found: [Occurrences] = []
        for bytes in word.wholes {
            guard let rank = segment.terms.rank(of: bytes) else { continue }
            ranks.append(rank)
            found.append(occurrences(ofTerm: rank, whole))
        }
        for sigil in word.sigils {
            if let rank = segment.terms.rank(of: sigil) { found.append(occurrences(ofTerm: rank, .form)) }
        }
        if let pieces = word.pieces, let rank = segment.terms.rank(of: pieces) {
            found.append(occurrences(ofTerm: rank, .pieces))
        }
        if let stem = word.stem {
            for rank in segment.stems.words(ofStem: stem) where !ranks.contains(Int(rank)) {
                found.append(occurrences(ofTerm: Int(rank), .inflection))
            }
        }
        if word.parts.count > 1 { found.append(occurrences(ofParts: word.parts, mayBeWords: !inPhrase)) }
        return Occurrences.merged(found)
    }

    private func occurrences(ofTerm rank: Int, _ tiers: TierByLevel) -> Occurrences {
        var result = Occurrences()
        let table = segment.postings
        for posting in table.postings(of: rank) {
            result.append(
                section: table.sections[posting],
                entries: table.entries[table.entries(of: posting)].lazy.compactMap { entry in
                    tiers[entry.level].map { Occurrences.entry(entry.position, $0) }
                })
        }
        return result
    }

    /// Where all parts stand in one identifier, in any order, or one after the other as words: `pin-init` in
    /// `pin_init_zeroed` and in `pin init`.
    private func occurrences(ofParts parts: [[UInt8]], mayBeWords: Bool) -> Occurrences {
        let found = parts.map { part in
            segment.terms.rank(of: part).map { occurrences(ofTerm: $0, .exact) } ?? Occurrences()
        }
        guard !found.contains(where: \.isEmpty) else { return Occurrences() }
        var result = Occurrences()
        // A part that is there twice (`foo_foo`) cannot be told from one, so the others decide.
        if Set(parts).count > 1 {
            result = PhraseMatcher(elements: found, step: 0, tier: .part).matches()
        }
        guard mayBeWords else { return result }
        return result.merged(with: PhraseMatcher(elements: found, step: 1, tier: .part).matches())
    }

    // MARK: Phrases and prefixes

    private func occurrences(ofPhrase words: [ParsedQuery.Word]) -> Occurrences {
        let elements = words.map { occurrences(of: $0, inPhrase: true) }
        var found = PhraseMatcher(elements: elements, step: 1, tier: .whole).matches()
        // Two words of the phrase may be one identifier in the text: "pin init" in `pin-init`.
        for index in words.indices.dropLast() {
            guard let first = words[index].wholes.last, let second = words[index + 1].wholes.last,
                let rank = segment.terms.rank(of: [TermSpace.pieces] + first + [TermSpace.pieces] + second)
            else { continue }
            var joined = elements
            joined.replaceSubrange(index...index + 1, with: [occurrences(ofTerm: rank, .pieces)])
            found = found.merged(with: PhraseMatcher(elements: joined, step: 1, tier: .whole).matches())
        }
        return found
    }

    private mutating func occurrences(ofPrefix prefix: [UInt8]) -> Occurrences {
        guard !prefix.isEmpty else { return Occurrences() }
        var ranks = Array(segment.terms.ranks(withPrefix: prefix))
        if ranks.count > limits.expansionsPerPrefix {
            limitsReached.insert(.prefixExpansions)
            let counts = segment.postings.documentCounts
            ranks.sort { counts[$0] == counts[$1] ? $0 < $1 : counts[$0] > counts[$1] }
            ranks.removeLast(ranks.count - limits.expansionsPerPrefix)
        }
        return Occurrences.merged(ranks.map { occurrences(ofTerm: $0, .exact) })
    }
}
