/// A word that goes on from what was typed.
public struct Completion: Sendable, Hashable {
    /// The word, with case and accents folded.
    public var term: String
    /// The number of documents that have it.
    public var count: Int

    /// A completion.
    public init(term: String, count: Int) {
        self.term = term
        self.count = count
    }
}

extension FullTextIndex {
    /// The words of the index that begin like the last word of `prefix`, most frequent first, equal ones by spelling.
    ///
    /// The word itself is one of them if it is in the index. A text that does not end in a word has no completion.
    public func completions(of prefix: String, limit: Int = 10) -> [Completion] {
        guard limit > 0 else { return [] }
        let text = analyzer.analyze(prefix)
        guard let word = text.words.last, word.utf8Range.upperBound == prefix.utf8.count,
            let whole = ParsedQuery.Word(word, in: text, stemmer: nil).wholes.last
        else { return [] }
        var counts: [String: Int] = [:]
        for view in segments {
            let terms = view.segment.terms
            for rank in terms.ranks(withPrefix: whole) where terms[rank].count < Folding.maximumTermBytes {
                let count = view.documentCount(ofTerm: rank)
                if count > 0 { counts[String(decoding: terms[rank], as: UTF8.self), default: 0] += count }
            }
        }
        let all = counts.map { Completion(term: $0.key, count: $0.value) }
        return Array(all.sorted { $0.count == $1.count ? $0.term < $1.term : $0.count > $1.count }.prefix(limit))
    }
}

extension SegmentView {
    /// The number of documents that have a term and are not removed.
    func documentCount(ofTerm rank: Int) -> Int {
        let postings = segment.postings
        guard hasRemoved else { return Int(postings.documentCounts[rank]) }
        var count = 0
        var last: UInt32?
        for posting in postings.postings(of: rank) {
            let document = segment.sections.documents[Int(postings.sections[posting])]
            guard document != last else { continue }
            last = document
            if isLive(Int(document)) { count += 1 }
        }
        return count
    }
}
