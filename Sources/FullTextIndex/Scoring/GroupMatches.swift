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
struct GroupCollector {
    private let view: SegmentView
    private let fields: [FieldStatistics]
    private let parameters: RankingParameters
    private var frequencies: [TierFrequencies]
    private var touched: BitSet

    init(_ view: SegmentView, fields: [FieldStatistics], parameters: RankingParameters) {
        self.view = view
        self.fields = fields
        self.parameters = parameters
        let count = view.segment.documents.count
        frequencies = Array(repeating: TierFrequencies(), count: count)
        touched = BitSet(capacity: count)
    }

    /// The documents in which the plan matches.
    mutating func matches(_ plan: MatchPlan, hasNearWords: Bool, work: inout SearchWork) -> GroupMatches {
        switch plan {
        case .terms(let terms): for term in terms { add(term) }
        case .sequence, .union: add(plan, &work)
        }
        var matches = GroupMatches(capacity: touched.capacity)
        touched.forEach { document in
            let found = frequencies[document]
            frequencies[document] = TierFrequencies()
            guard view.isLive(document) else { return }
            matches.append(
                document, evidence: parameters.evidence(found), near: hasNearWords ? Float(found[.near]) : nil)
        }
        touched = BitSet(capacity: touched.capacity)
        return matches
    }

    private mutating func add(_ term: PlannedTerm) {
        let segment = view.segment
        let fieldCount = segment.fieldCount
        let units = TierFrequencies.units
        var occurrences = TermOccurrences(term, in: segment)
        occurrences.forEachText { text, tier, count in
            let (document, field) = Int(text).quotientAndRemainder(dividingBy: fieldCount)
            let weight = fields[field].weights[Int(segment.postings.norms[Int(text)])]
            frequencies[document].add(units[Int(tier.rawValue)], weight: Float(count) * weight)
            touched.insert(document)
        }
        occurrences.destroy()
    }

    private mutating func add(_ plan: MatchPlan, _ work: inout SearchWork) {
        let segment = view.segment
        plan.forEachText(in: segment, work: &work) { text, matches in
            let (document, field) = text.quotientAndRemainder(dividingBy: segment.fieldCount)
            let weight = fields[field].weights[Int(segment.postings.norms[text])]
            for match in matches { frequencies[document].add(match.tier, weight: weight) }
            touched.insert(document)
        }
    }
}
