/// The documents of one segment in which a group of the query stands, and the evidence for it in each.
struct GroupMatches {
    /// Ascending, without removed ones.
    private(set) var documents: [UInt32] = []
    /// Of each document, without words spelled almost alike.
    private(set) var evidence: [Double] = []
    /// Of each document the frequency of words spelled almost alike; empty where none are looked for.
    private(set) var nearFrequencies: [Float] = []
    /// The same documents.
    private(set) var set: BitSet

    /// - Parameter set: the documents, for each of which the closure returns evidence and the frequency of near words.
    fileprivate init(_ set: BitSet, hasNearWords: Bool, _ found: (Int) -> (evidence: Double, near: Float)) {
        self.set = set
        let count = set.count
        documents.reserveCapacity(count)
        evidence.reserveCapacity(count)
        if hasNearWords { nearFrequencies.reserveCapacity(count) }
        set.forEach { document in
            let (evidence, near) = found(document)
            documents.append(UInt32(truncatingIfNeeded: document))
            self.evidence.append(evidence)
            if hasNearWords { nearFrequencies.append(near) }
        }
    }

    /// The number of documents in which a word itself stands and not only one spelled almost alike.
    var exactCount: Int { nearFrequencies.isEmpty ? documents.count : evidence.count { $0 > 0 } }

    /// The least evidence of these.
    var leastEvidence: Double? { evidence.lazy.filter { $0 > 0 }.min() }

    /// The evidence of the document at an index.
    func evidence(at index: Int, nearCeiling: Double, _ parameters: RankingParameters) -> Double {
        guard !nearFrequencies.isEmpty, nearFrequencies[index] > 0 else { return evidence[index] }
        return evidence[index] + parameters.nearEvidence(Double(nearFrequencies[index]), ceiling: nearCeiling)
    }

    /// The index of a document.
    func index(of document: Int) -> Int? {
        guard set.contains(document) else { return nil }
        var low = 0
        var high = documents.count
        while low < high {
            let middle = (low + high) / 2
            if Int(documents[middle]) < document { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Adds up frequencies by document, for one group after the other.
///
/// A class because it owns memory, which is as large as the segment has documents.
final class GroupCollector {
    private let view: SegmentView
    /// What one occurrence counts by the norm of its text, all fields one after the other.
    private let weights: [Float]
    private let parameters: RankingParameters
    /// The documents that are looked at, from the first.
    private let documentLimit: Int
    /// By document; only those of documents that have any were ever written.
    private let frequencies: UnsafeMutablePointer<TierFrequencies>
    /// A bit for each document that has any, as in `BitSet`.
    private let touched: UnsafeMutablePointer<UInt64>
    private let touchedWordCount: Int

    init(_ view: SegmentView, fields: [FieldStatistics], parameters: RankingParameters, documentLimit: Int) {
        self.view = view
        weights = fields.flatMap(\.weights)
        self.parameters = parameters
        self.documentLimit = min(documentLimit, view.segment.documents.count)
        touchedWordCount = (view.segment.documents.count + 63) / 64
        frequencies = .allocate(capacity: self.documentLimit)
        touched = .allocate(capacity: touchedWordCount)
        touched.initialize(repeating: 0, count: touchedWordCount)
    }

    deinit {
        frequencies.deallocate()
        touched.deallocate()
    }

    /// The documents in which the plan matches.
    func matches(_ plan: MatchPlan, hasNearWords: Bool = false, work: inout SearchWork) -> GroupMatches {
        switch plan {
        case .terms(let terms): for term in terms { add(term) }
        case .sequence, .union: add(plan, &work)
        }
        let found = BitSet(capacity: view.segment.documents.count, words: touched)
        touched.update(repeating: 0, count: touchedWordCount)
        var live = found
        if let left = view.live { live.formIntersection(left) }
        return GroupMatches(live, hasNearWords: hasNearWords) { document in
            (parameters.evidence(frequencies[document]), Float(frequencies[document][.near]))
        }
    }

    private func add(_ term: PlannedTerm) {
        let segment = view.segment
        var occurrences = TermOccurrences(term, in: segment)
        withWeights { weights in
            occurrences.forEachText(before: UInt32(documentLimit * segment.fieldCount)) { text, tier, count in
                let (document, weight) = weights(text)
                touch(document)
                frequencies[document].add(tier, weight: Float(count) * weight)
            }
        }
        occurrences.destroy()
    }

    private func add(_ plan: MatchPlan, _ work: inout SearchWork) {
        let segment = view.segment
        withWeights { weights in
            plan.forEachText(in: segment, before: documentLimit * segment.fieldCount, work: &work) { text, matches in
                let (document, weight) = weights(UInt32(text))
                touch(document)
                for match in matches { frequencies[document].add(match.tier, weight: weight) }
            }
        }
    }

    /// Begins to count for a document, if that is not done yet.
    @inline(__always)
    private func touch(_ document: Int) {
        let bit: UInt64 = 1 &<< UInt64(document & 63)
        guard touched[document >> 6] & bit == 0 else { return }
        touched[document >> 6] |= bit
        (frequencies + document).initialize(to: TierFrequencies())
    }

    /// Hands over a function from a text to its document and what one occurrence counts there.
    @inline(__always)
    private func withWeights(_ body: ((UInt32) -> (Int, Float)) -> Void) {
        let fieldCount = UInt32(view.segment.fieldCount)
        weights.withUnsafeBufferPointer { weights in
            view.segment.postings.norms.withUnsafeBufferPointer { norms in
                if fieldCount == 1 {
                    body { text in (Int(text), weights[Int(norms[Int(text)])]) }
                } else {
                    body { text in
                        let (document, field) = text.quotientAndRemainder(dividingBy: fieldCount)
                        return (Int(document), weights[Int(field) &* 256 &+ Int(norms[Int(text)])])
                    }
                }
            }
        }
    }
}
