/// Reads terms one after the other into scratch space.
struct TermReader {
    private let blocks: TermBlocks
    private let scratch: UnsafeMutableBufferPointer<UInt8>
    /// Where the next term of the block is coded.
    private var offset: Int
    private(set) var rank: Int
    private(set) var length = 0

    /// A reader at the term of a rank. The scratch space has room for the longest term.
    init(_ blocks: TermBlocks, rank: Int, scratch: UnsafeMutableBufferPointer<UInt8>) {
        self.blocks = blocks
        self.scratch = scratch
        let block = rank / TermBlocks.size
        self.rank = block * TermBlocks.size
        offset = blocks.start(of: block)
        read(blocks.entry(at: offset))
        while self.rank < rank { advance() }
    }

    /// The term read last; valid until the next is read.
    var term: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: scratch[..<length])
    }

    /// Goes to the next term, which there must be, and returns how many bytes of the last one are in its place still.
    @discardableResult
    mutating func advance() -> Int {
        rank += 1
        // The next block begins where this one ends.
        let entry = blocks.entry(at: offset)
        return rank % TermBlocks.size == 0 ? readFirst(entry) : read(entry)
    }

    /// Goes to the next term that has not the first `length` bytes in common with this one, and returns how many it
    /// has; `nil` if there is no such term.
    mutating func advance(beyondPrefix length: Int) -> Int? {
        let block = rank / TermBlocks.size
        if let shared = skip(toEndOf: block, prefix: length) { return shared }
        let next = blocks.firstBlock(after: block, withoutPrefix: UnsafeBufferPointer(rebasing: scratch[..<length]))
        if next > block + 1 {
            // The block before begins with the prefix, and may have terms beyond it.
            rank = (next - 1) * TermBlocks.size
            offset = blocks.entry(at: blocks.start(of: next - 1)).suffix.upperBound
            if let shared = skip(toEndOf: next - 1, prefix: length) { return shared }
        }
        guard next < blocks.keys.count else { return nil }
        rank = next * TermBlocks.size
        return readFirst(blocks.entry(at: blocks.start(of: next)))
    }

    private mutating func skip(toEndOf block: Int, prefix length: Int) -> Int? {
        let end = blocks.end(of: block)
        while rank + 1 < end {
            rank += 1
            let entry = blocks.entry(at: offset)
            // What is in the scratch space is right up to the prefix's end, and no more is shared.
            if entry.shared < length { return read(entry) }
            offset = entry.suffix.upperBound
        }
        return nil
    }

    /// Reads the first term of a block, which is coded whole whatever it shares.
    private mutating func readFirst(_ entry: TermBlocks.Entry) -> Int {
        let limit = min(length, entry.suffix.count)
        var shared = 0
        while shared < limit, scratch[shared] == blocks.bytes[entry.suffix.lowerBound + shared] { shared += 1 }
        read(entry)
        return shared
    }

    @discardableResult
    private mutating func read(_ entry: TermBlocks.Entry) -> Int {
        length = entry.shared
        for index in entry.suffix {
            scratch[length] = blocks.bytes[index]
            length += 1
        }
        offset = entry.suffix.upperBound
        return entry.shared
    }
}
