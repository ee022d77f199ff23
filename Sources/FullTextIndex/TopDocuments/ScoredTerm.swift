/// One term of a search for the best documents: where it stands, and what it is worth.
struct ScoredTerm {
    var cursor: PostingsCursor
    let weight: TermWeight
    /// By what stored impacts are multiplied to be bounds under the mean length of today.
    private let boundFactor: Float
    /// A score that no document exceeds.
    let maximum: UInt32
    /// The block that was last asked for a bound.
    private var boundBlock = 0

    init(_ list: PostingsList, weight: TermWeight, boundFactor: Float, norms: UnsafePointer<UInt8>) {
        cursor = PostingsCursor(list)
        self.weight = weight
        self.boundFactor = boundFactor
        if list.blockCount > 0 {
            var impact: Float = 0
            for block in 0..<list.blockCount { impact = max(impact, list.bound(ofBlock: block)) }
            maximum = weight.bound(min(1, impact * boundFactor))
        } else {
            var most: UInt32 = 0
            cursor.unpackFrequencies()
            for index in 0..<list.documentCount {
                let norm = norms[Int(cursor.documents[index])]
                most = max(most, weight.score(cursor.frequency(at: index), norm: norm))
            }
            maximum = most
        }
    }

    /// A score that no document of a block exceeds.
    @inline(__always)
    func bound(ofBlock block: Int) -> UInt32 {
        weight.bound(min(1, cursor.list.bound(ofBlock: block) * boundFactor))
    }

    /// A score that none of these documents exceeds. The ranges asked for only go forward.
    mutating func bound(in range: Range<UInt32>) -> UInt32 {
        if cursor.list.blockCount == 0 {
            cursor.advance(to: range.lowerBound)
            return cursor.document < range.upperBound ? maximum : 0
        }
        boundBlock = cursor.blockWith(range.lowerBound, from: boundBlock)
        var block = boundBlock
        var impact: Float = 0
        while block < cursor.list.blockCount {
            impact = max(impact, cursor.list.bound(ofBlock: block))
            if cursor.list.lastDocument(ofBlock: block) >= range.upperBound &- 1 { break }
            block &+= 1
        }
        return impact == 0 ? 0 : weight.bound(min(1, impact * boundFactor))
    }

    /// The score of the current document.
    @inline(__always)
    func score(norms: UnsafePointer<UInt8>) -> UInt32 {
        weight.score(cursor.frequency, norm: norms[Int(cursor.document)])
    }
}
