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

    fileprivate init(capacity: Int) { set = BitSet(capacity: capacity) }

    fileprivate mutating func append(_ document: Int, evidence: Double, near: Float?) {
        documents.append(UInt32(document))
        self.evidence.append(evidence)
        if let near { nearFrequencies.append(near) }
        set.insert(document)
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
    private let fields: [FieldStatistics]
    private let parameters: RankingParameters
    /// The documents that are looked at, from the first.
    private let documentLimit: Int
    private let frequencies: UnsafeMutablePointer<TierFrequencies>
    private let touched: UnsafeMutablePointer<UInt64>
    private let wordCount: Int

    init(_ view: SegmentView, fields: [FieldStatistics], parameters: RankingParameters, documentLimit: Int = .max) {
        self.view = view
        self.fields = fields
        self.parameters = parameters
        self.documentLimit = min(documentLimit, view.segment.documents.count)
        wordCount = (self.documentLimit + 63) / 64
        frequencies = .allocate(capacity: self.documentLimit)
        frequencies.initialize(repeating: TierFrequencies(), count: self.documentLimit)
        touched = .allocate(capacity: wordCount)
        touched.initialize(repeating: 0, count: wordCount)
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
        var matches = GroupMatches(capacity: view.segment.documents.count)
        for word in 0..<wordCount {
            var bits = touched[word]
            touched[word] = 0
            while bits != 0 {
                let document = word &* 64 &+ bits.trailingZeroBitCount
                bits &= bits &- 1
                let found = frequencies[document]
                frequencies[document] = TierFrequencies()
                guard view.isLive(document) else { continue }
                matches.append(
                    document, evidence: parameters.evidence(found), near: hasNearWords ? Float(found[.near]) : nil)
            }
        }
        return matches
    }

    private func add(_ term: PlannedTerm) {
        let segment = view.segment
        var occurrences = TermOccurrences(term, in: segment)
        withWeights { weights in
            occurrences.forEachText(before: UInt32(documentLimit * segment.fieldCount)) { text, tier, count in
                let (document, weight) = weights(text)
                frequencies[document].add(tier, weight: Float(count) * weight)
                touched[document >> 6] |= 1 &<< UInt64(document & 63)
            }
        }
        occurrences.destroy()
    }

    private func add(_ plan: MatchPlan, _ work: inout SearchWork) {
        let segment = view.segment
        withWeights { weights in
            plan.forEachText(in: segment, before: documentLimit * segment.fieldCount, work: &work) { text, matches in
                let (document, weight) = weights(UInt32(text))
                for match in matches { frequencies[document].add(match.tier, weight: weight) }
                touched[document >> 6] |= 1 &<< UInt64(document & 63)
            }
        }
    }

    /// Hands over a function from a text to its document and what one occurrence counts there.
    @inline(__always)
    private func withWeights(_ body: ((UInt32) -> (Int, Float)) -> Void) {
        let fieldCount = UInt32(view.segment.fieldCount)
        // All fields' weights, one after the other.
        let weights = fields.flatMap(\.weights)
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
