/// Walks the positions of one document in a term's postings, unpacking one at a time.
struct PositionReader {
    /// The position of a reader that has come to the end.
    static let end = UInt32.max

    /// The current position, or `end`.
    private(set) var position: UInt32 = 0
    private let list: PostingsList
    private let positions: UnsafeRawPointer
    /// The chunk that holds the next position, and its width.
    private var chunk: UnsafeRawPointer
    private var width = 0
    private var chunkNumber: Int
    /// The next position's index in the chunk, and how many are left.
    private var index: Int
    private var rest: Int

    /// - Parameters:
    ///   - occurrences: of the document, as a range among all of the term's; not empty.
    ///   - positions: the list's.
    init(_ occurrences: Range<Int>, in list: PostingsList, at positions: UnsafeRawPointer) {
        self.list = list
        self.positions = positions
        chunk = positions
        rest = occurrences.count
        chunkNumber = occurrences.lowerBound >> 7
        // A short list has one chunk, however long.
        if list.blockCount == 0 {
            index = occurrences.lowerBound
            width = Int(chunk.load(as: UInt8.self))
        } else {
            index = occurrences.lowerBound & (BlockPacking.count &- 1)
            open(chunkNumber)
        }
        next()
    }

    private mutating func open(_ number: Int) {
        chunk = positions + Int((positions + number &* 4).loadUnaligned(as: UInt32.self))
        width = Int(chunk.load(as: UInt8.self))
    }

    /// Goes to the next position.
    @inline(__always)
    mutating func next() {
        guard rest > 0 else {
            position = Self.end
            return
        }
        rest &-= 1
        if index == BlockPacking.count, list.blockCount > 0 {
            chunkNumber &+= 1
            index = 0
            open(chunkNumber)
        }
        position &+= BitRun.value(at: index, of: chunk + 1, width: width)
        index &+= 1
    }

    /// Goes to the first position that is not less than `target`.
    @inline(__always)
    mutating func advance(to target: UInt32) {
        while position < target { next() }
    }
}
