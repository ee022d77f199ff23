/// The postings of one term, as they lie in memory: the documents that have it, how often, and where.
///
/// A list begins with its number of documents as a variable-length number. Up to 127 documents follow as one *tail*
/// (`BitRun`s of gaps and of frequencies, each with its width before them) and a chunk of positions. Longer lists are
/// cut into blocks of 128 (`BlockPacking`) behind a `Header` that lets a reader skip blocks by their last document or by
/// their greatest possible score, as in Lucene's and Tantivy's block-max indexes (Ding and Suel, "Faster top-k document
/// retrieval using block-max indexes", SIGIR 2011). Positions are apart, so that queries without phrases never touch
/// them, and any of them can be read without the others.
///
/// The pointers are those of the segment that the list belongs to, which outlives it.
struct PostingsList {
    /// The ranks whose impacts a long list keeps, as lower bounds for the first results of a search (Mallia et al., "A
    /// comparison of top-k threshold estimation techniques", ECIR 2020).
    static let kthRanks = [10, 100, 1000]

    /// The number of documents.
    let documentCount: Int
    /// Where the header of a long list or the tail of a short one is.
    let base: UnsafeRawPointer
    /// Blocks, the last of which may be a tail; zero for a short list.
    let blockCount: Int

    init(at pointer: UnsafeRawPointer) {
        var offset = 0
        let count = VariableLengthNumber.read(at: &offset) { pointer.load(fromByteOffset: $0, as: UInt8.self) }
        documentCount = count
        base = pointer + offset
        blockCount = count < BlockPacking.count ? 0 : (count + BlockPacking.count - 1) / BlockPacking.count
    }

    /// Where the parts of a long list's header are, in bytes from its beginning: an offset of the positions and the
    /// impacts at `kthRanks`, then an array of each of the others.
    struct Header {
        let blockCount: Int

        static let kthOffset = 4
        private static let fixedByteCount = 4 + 2 * 3
        var lastDocumentsOffset: Int { Self.fixedByteCount }
        var blockOffsetsOffset: Int { lastDocumentsOffset + 4 * blockCount }
        var positionStartsOffset: Int { blockOffsetsOffset + 4 * blockCount }
        var boundsOffset: Int { positionStartsOffset + 4 * blockCount }
        var widthsOffset: Int { boundsOffset + 2 * blockCount }
        var byteCount: Int { widthsOffset + 2 * blockCount }

        func write(
            to base: UnsafeMutableRawPointer, positionOffset: UInt32, lastDocuments: [UInt32], blockOffsets: [UInt32],
            positionStarts: [UInt32], bounds: [UInt16], kthImpacts: [UInt16], widths: [UInt8]
        ) {
            base.storeBytes(of: positionOffset, as: UInt32.self)
            copy(kthImpacts, to: base + Self.kthOffset)
            copy(lastDocuments, to: base + lastDocumentsOffset)
            copy(blockOffsets, to: base + blockOffsetsOffset)
            copy(positionStarts, to: base + positionStartsOffset)
            copy(bounds, to: base + boundsOffset)
            copy(widths, to: base + widthsOffset)
        }

        private func copy<Value>(_ values: [Value], to target: UnsafeMutableRawPointer) {
            values.withUnsafeBytes {
                target.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(target), byteCount: $0.count)
            }
        }
    }

    // MARK: Blocks of a long list

    private var header: Header { Header(blockCount: blockCount) }

    @inline(__always)
    func lastDocument(ofBlock block: Int) -> UInt32 {
        (base + (header.lastDocumentsOffset &+ 4 &* block)).loadUnaligned(as: UInt32.self)
    }

    /// The greatest impact of a block's postings.
    @inline(__always)
    func bound(ofBlock block: Int) -> Float {
        Impact.value((base + (header.boundsOffset &+ 2 &* block)).loadUnaligned(as: UInt16.self))
    }

    /// The index among all of the term's occurrences of a block's first.
    @inline(__always)
    func positionStart(ofBlock block: Int) -> Int {
        Int((base + (header.positionStartsOffset &+ 4 &* block)).loadUnaligned(as: UInt32.self))
    }

    /// The number of documents in a block.
    @inline(__always)
    func count(ofBlock block: Int) -> Int {
        min(BlockPacking.count, documentCount &- block &* BlockPacking.count)
    }

    /// The width of a full block's gaps and of its frequencies.
    @inline(__always)
    func widths(ofBlock block: Int) -> (gaps: Int, frequencies: Int) {
        let pointer = base + (header.widthsOffset &+ 2 &* block)
        return (Int(pointer.load(as: UInt8.self)), Int(pointer.load(fromByteOffset: 1, as: UInt8.self)))
    }

    /// The data of a block.
    @inline(__always)
    func data(ofBlock block: Int) -> UnsafeRawPointer {
        let offset = (base + (header.blockOffsetsOffset &+ 4 &* block)).loadUnaligned(as: UInt32.self)
        return base + (header.byteCount &+ Int(offset))
    }

    /// A lower bound for the impact of the document at `rank`, the best being at rank 1; zero where none is known.
    func kthImpact(rank: Int) -> Float {
        guard blockCount > 0, let index = Self.kthRanks.firstIndex(where: { $0 >= rank }) else { return 0 }
        return Impact.value((base + (Header.kthOffset + 2 * index)).loadUnaligned(as: UInt16.self))
    }

    // MARK: Positions

    /// Where the positions begin: a table of chunks in a long list, the only chunk in a short one.
    var positions: UnsafeRawPointer {
        guard blockCount > 0 else { return tailEnd(base, count: documentCount) }
        return base + header.byteCount + Int(base.loadUnaligned(as: UInt32.self))
    }

    /// The end of a tail of so many documents.
    func tailEnd(_ tail: UnsafeRawPointer, count: Int) -> UnsafeRawPointer {
        let gaps = Int(tail.load(as: UInt8.self))
        let frequencies = Int(tail.load(fromByteOffset: 1, as: UInt8.self))
        return tail + 2 + BitRun.byteCount(count: count, width: gaps)
            + BitRun.byteCount(count: count, width: frequencies)
    }
}
