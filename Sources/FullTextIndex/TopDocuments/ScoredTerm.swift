/// One term of a search for the best documents: where it stands, and what it is worth.
struct ScoredTerm {
    var cursor: PostingsCursor
    let weight: TermWeight
    /// By what stored impacts are multiplied to be bounds under the mean length of today.
    private let boundFactor: Float
    /// A score that no document exceeds.
    let maximum: UInt32
    /// The scores of the documents of the block that was last scored as a whole, in their order.
    let scores: UnsafeMutablePointer<UInt32>
    private var scoredBlock = -1
    /// The block that was last asked for a bound.
    private var boundBlock = 0
    /// The last document of that block and its bound, while one asks document by document.
    private var boundedUpTo: UInt32 = 0
    private var lastBound: UInt32 = 0

    init(_ list: PostingsList, weight: TermWeight, boundFactor: Float, norms: UnsafePointer<UInt8>) {
        cursor = PostingsCursor(list)
        self.weight = weight
        self.boundFactor = boundFactor
        scores = .allocate(capacity: BlockPacking.count)
        if list.blockCount > 0 {
            var impact: Float = 0
            for block in 0..<list.blockCount { impact = max(impact, list.bound(ofBlock: block)) }
            maximum = weight.bound(min(1, impact * boundFactor))
        } else {
            cursor.unpackFrequencies()
            maximum = (0..<list.documentCount).reduce(0) { [cursor] most, index in
                let norm = norms[Int(cursor.documents[index])]
                return max(most, weight.score(cursor.frequency(at: index), norm: norm))
            }
        }
    }

    func destroy() {
        scores.deallocate()
        cursor.destroy()
    }

    /// Scores all documents of the current block.
    @inline(__always)
    mutating func scoreBlock(norms: UnsafePointer<UInt8>) {
        if scoredBlock != cursor.block { scoreOpenedBlock(norms: norms) }
    }

    private mutating func scoreOpenedBlock(norms: UnsafePointer<UInt8>) {
        scoredBlock = cursor.block
        cursor.unpackFrequencies()
        let frequencies = cursor.frequencies
        for index in 0..<cursor.count {
            let norm = norms[Int(cursor.documents[index])]
            scores[index] = weight.score(frequencies[index] &+ 1, norm: norm)
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

    /// A score that this document does not exceed. The documents asked for only go forward, and no range is asked for
    /// in between.
    @inline(__always)
    mutating func bound(at document: UInt32) -> UInt32 {
        if cursor.list.blockCount == 0 { return maximum }
        if document > boundedUpTo || lastBound == 0 { findBound(at: document) }
        return lastBound
    }

    private mutating func findBound(at document: UInt32) {
        boundBlock = cursor.blockWith(document, from: boundBlock)
        let isBehind = boundBlock >= cursor.list.blockCount
        boundedUpTo = isBehind ? .max : cursor.list.lastDocument(ofBlock: boundBlock)
        lastBound = isBehind ? 0 : bound(ofBlock: boundBlock)
    }

    /// The score of the current document.
    @inline(__always)
    func score(norms: UnsafePointer<UInt8>) -> UInt32 {
        weight.score(cursor.frequency, norm: norms[Int(cursor.document)])
    }
}
