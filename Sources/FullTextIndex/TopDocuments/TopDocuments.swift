/// The best documents of one field by BM25, found without looking at most of the others.
///
/// The means are upper bounds on the scores of blocks of postings: what cannot reach the results found so far is passed
/// over. The result is the same as that of scoring every document, ties included.
struct TopDocuments {
    private let field: InvertedTexts
    private let boundFactor: Float
    private let lowerFactor: Float
    private let lengthWeights: LengthWeights
    private let live: BitSet?
    private let threshold: UInt32

    /// A term and its inverse document frequency.
    struct Term {
        /// Its number in the field.
        var number: Int
        /// Greater than zero.
        var weight: Float
    }

    /// - Parameters:
    ///   - lengthWeights: of the whole index.
    ///   - live: the documents that are not removed; `nil` for all.
    ///   - threshold: a score under which no document is looked for.
    init(in field: InvertedTexts, _ lengthWeights: LengthWeights, live: BitSet? = nil, threshold: UInt32 = 0) {
        self.field = field
        self.live = live
        self.threshold = threshold
        self.lengthWeights = lengthWeights
        let meanLength = lengthWeights.meanLength
        // A greater mean makes impacts greater, but by no more than the ratio of the means, as the length is a part of
        // the denominator; a lesser one the other way round.
        let ratio = field.meanLength > 0 && meanLength > 0 ? meanLength / field.meanLength : 1
        boundFactor = max(1, ratio)
        lowerFactor = min(1, ratio)
    }

    /// The documents with the term.
    func with(_ term: Term, count: Int) -> [ScoredDocument] {
        withTerms([term], count: count) { terms, norms, collector in
            TermSearch.run(&terms[0], norms: norms, collector: &collector)
        }
    }

    /// The documents with any of the terms; what each of them is worth is added up.
    func withAny(of terms: [Term], count: Int) -> [ScoredDocument] {
        guard terms.count > 1 else { return terms.first.map { with($0, count: count) } ?? [] }
        return withTerms(terms, count: count) { terms, norms, collector in
            var search = AnyOfSearch(terms: terms, norms: norms, documentCount: field.textCount)
            search.run(&collector)
            search.destroy()
        }
    }

    /// The documents with all of the terms.
    func withAll(of terms: [Term], count: Int) -> [ScoredDocument] {
        guard terms.count > 1 else { return terms.first.map { with($0, count: count) } ?? [] }
        let rarestFirst = terms.sorted { field.list($0.number).documentCount < field.list($1.number).documentCount }
        return withTerms(rarestFirst, count: count, isAnyEnough: false) { terms, norms, collector in
            AllOfSearch.run(terms, norms: norms, collector: &collector)
        }
    }

    /// The documents with the terms one directly after the other; a phrase is worth the sum of its terms' weights.
    func withPhrase(_ terms: [Term], count: Int) -> [ScoredDocument] {
        guard terms.count > 1 else { return terms.first.map { with($0, count: count) } ?? [] }
        let weight = terms.reduce(0) { $0 + $1.weight }
        let weighted = terms.map { Term(number: $0.number, weight: weight) }
        return withTerms(weighted, count: count, isAnyEnough: false) { terms, norms, collector in
            let search = PhraseSearch(terms: terms, norms: norms)
            search.run(&collector)
            search.destroy()
        }
    }

    /// Opens the terms' postings for the time of a search.
    private func withTerms(
        _ terms: [Term], count: Int, isAnyEnough: Bool = true,
        _ search: (UnsafeMutableBufferPointer<ScoredTerm>, UnsafePointer<UInt8>, inout TopDocumentCollector) -> Void
    ) -> [ScoredDocument] {
        guard count > 0, !terms.isEmpty else { return [] }
        return lengthWeights.denominators.withUnsafeBufferPointer { denominators in
            field.norms.withUnsafeBufferPointer { norms in
                guard let denominators = denominators.baseAddress, let norms = norms.baseAddress else { return [] }
                let scored = UnsafeMutableBufferPointer<ScoredTerm>.allocate(capacity: terms.count)
                var known = threshold
                for (index, term) in terms.enumerated() {
                    let weight = TermWeight(weight: term.weight * TermWeight.scale, denominators: denominators)
                    let list = field.list(term.number)
                    scored.initializeElement(
                        at: index,
                        to: ScoredTerm(list, weight: weight, boundFactor: boundFactor, norms: norms))
                    let least = weight.bound(list.kthImpact(rank: count) * lowerFactor)
                    // The best of the list may be removed ones.
                    if isAnyEnough, live == nil, least > 2 { known = max(known, least - 2) }
                }
                var collector = TopDocumentCollector(capacity: count, threshold: known, live: live)
                search(scored, norms, &collector)
                for term in scored { term.destroy() }
                scored.deallocate()
                withExtendedLifetime(field) {}
                return collector.finish()
            }
        }
    }
}

/// What lengths do to scores, for the mean length of a whole index.
struct LengthWeights: Sendable {
    /// In words.
    let meanLength: Float
    /// The part of BM25's denominator that a length norm stands for.
    let denominators: [Float]

    init(meanLength: Float, saturation: Saturation = RankingParameters.saturation) {
        self.meanLength = meanLength
        denominators = saturation.denominators(meanLength: meanLength)
    }
}
