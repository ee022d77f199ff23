/// Walks the documents of a postings list forward, block by block, unpacking only the blocks it stops in.
///
/// The cursor owns its buffers; whoever makes it calls `destroy()`.
struct PostingsCursor {
    /// The document of a cursor that has come to the end.
    static let end = UInt32.max

    let list: PostingsList
    /// The documents of the current block.
    let documents: UnsafeMutablePointer<UInt32>
    /// The frequencies of the current block, each one less; unpacked only when one asks for all of them.
    let frequencies: UnsafeMutablePointer<UInt32>
    /// The current block, and the position of the current document in it.
    private(set) var block = 0
    private(set) var index = 0
    /// Documents in the current block.
    private(set) var count = 0
    /// The current document, or `end`.
    private(set) var document: UInt32 = 0
    private var hasFrequencies = false
    /// For positions: where the block's frequencies add up to at its beginning is known, at an index it is counted on.
    private var countedIndex = 0
    private var countedPositions = 0

    init(_ list: PostingsList) {
        self.list = list
        // Both arrays in one piece; a search opens and closes many cursors.
        documents = .allocate(capacity: 2 * BlockPacking.count)
        frequencies = documents + BlockPacking.count
        openBlock(0)
    }

    func destroy() { documents.deallocate() }

    // MARK: Moving

    /// Goes to the next document.
    @inline(__always)
    mutating func next() {
        index &+= 1
        if index < count {
            document = documents[index]
        } else {
            openBlock(block &+ 1)
        }
    }

    /// Goes to the first document that is not less than `target`; never back.
    @inline(__always)
    mutating func advance(to target: UInt32) {
        if target <= document { return }
        if target > documents[count &- 1] {
            let found = blockWith(target, from: block &+ 1)
            openBlock(found)
            if document >= target { return }
        }
        // Within a block: in steps of 16, then one by one.
        while index &+ 16 < count, documents[index &+ 16] < target { index &+= 16 }
        while documents[index] < target { index &+= 1 }
        document = documents[index]
    }

    /// The first block, from the given one on, whose last document is not less than `target`: galloping, then halving.
    @inline(__always)
    func blockWith(_ target: UInt32, from start: Int) -> Int {
        let blockCount = list.blockCount
        // A short list has no blocks, and its only one is behind us.
        guard start < blockCount else { return start }
        var low = start
        var step = 1
        while low &+ step < blockCount, list.lastDocument(ofBlock: low &+ step &- 1) < target {
            low &+= step
            step &*= 2
        }
        var high = min(blockCount, low &+ step)
        while low < high {
            let middle = (low &+ high) >> 1
            if list.lastDocument(ofBlock: middle) < target { low = middle &+ 1 } else { high = middle }
        }
        return low
    }

    /// Unpacks a block and goes to its first document; behind the last block is the end.
    mutating func openBlock(_ number: Int) {
        block = number
        index = 0
        hasFrequencies = false
        countedIndex = 0
        countedPositions = 0
        if list.blockCount == 0 {
            guard number == 0 else { return finish() }
            count = list.documentCount
            openTail(list.base, after: .max)
        } else {
            guard number < list.blockCount else { return finish() }
            count = list.count(ofBlock: number)
            let before = number == 0 ? UInt32.max : list.lastDocument(ofBlock: number &- 1)
            if count == BlockPacking.count {
                BlockPacking.unpackAscending(
                    list.data(ofBlock: number), width: list.widths(ofBlock: number).gaps, after: before,
                    into: documents)
            } else {
                openTail(list.data(ofBlock: number), after: before)
            }
        }
        document = documents[0]
    }

    private mutating func openTail(_ tail: UnsafeRawPointer, after before: UInt32) {
        let width = Int(tail.load(as: UInt8.self))
        var last = before
        for index in 0..<count {
            last = last &+ 1 &+ BitRun.value(at: index, of: tail + 2, width: width)
            documents[index] = last
        }
    }

    private mutating func finish() {
        count = 1
        documents[0] = Self.end
        document = Self.end
    }

    // MARK: Frequencies

    /// How often the term stands in the current document.
    @inline(__always)
    var frequency: UInt32 { frequency(at: index) }

    /// How often the term stands in a document of the current block.
    @inline(__always)
    func frequency(at index: Int) -> UInt32 {
        if hasFrequencies { return frequencies[index] &+ 1 }
        if list.blockCount > 0, count == BlockPacking.count {
            let widths = list.widths(ofBlock: block)
            let data = list.data(ofBlock: block) + BlockPacking.byteCount(width: widths.gaps)
            return BlockPacking.value(at: index, of: data, width: widths.frequencies) &+ 1
        }
        let tail = list.blockCount == 0 ? list.base : list.data(ofBlock: block)
        let gaps = Int(tail.load(as: UInt8.self))
        let width = Int(tail.load(fromByteOffset: 1, as: UInt8.self))
        return BitRun.value(at: index, of: tail + 2 + BitRun.byteCount(count: count, width: gaps), width: width) &+ 1
    }

    /// Unpacks the frequencies of the current block; those that follow cost no more than a look.
    mutating func unpackFrequencies() {
        guard !hasFrequencies else { return }
        if list.blockCount > 0, count == BlockPacking.count {
            let widths = list.widths(ofBlock: block)
            let data = list.data(ofBlock: block) + BlockPacking.byteCount(width: widths.gaps)
            BlockPacking.unpack(data, width: widths.frequencies, into: frequencies)
        } else {
            for index in 0..<count { frequencies[index] = frequency(at: index) &- 1 }
        }
        hasFrequencies = true
    }

    // MARK: Positions

    /// The current document's occurrences, as a range among all of the term's.
    mutating func occurrences() -> Range<Int> {
        unpackFrequencies()
        while countedIndex < index {
            countedPositions &+= Int(frequencies[countedIndex]) &+ 1
            countedIndex &+= 1
        }
        let start = countedPositions &+ (list.blockCount == 0 ? 0 : list.positionStart(ofBlock: block))
        return start..<start &+ Int(frequency)
    }
}
