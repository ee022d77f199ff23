/// The inverted index of a segment: for each term its postings, for each text its length.
///
/// What `PostingsList` calls a document is a text here, a field of a document (`SectionTable`); with one field these are
/// the same. Unchanging, and the owner of the memory that `PostingsList` and `PostingsCursor` point into: these must not
/// outlive it.
final class InvertedTexts: Sendable {
    /// Texts, with and without words.
    let textCount: Int
    /// Words of all texts.
    let wordCount: Int
    /// The mean length that the lists' impacts were computed with, in words of texts that have any.
    let meanLength: Float
    /// BM25's constants that the lists' impacts were computed with.
    let saturation: Saturation
    /// In how many documents each term stands, where documents have several texts; else the lists tell.
    private let documentCounts: [UInt32]
    /// Where each term's list begins.
    private let offsets: [UInt32]
    /// The lengths as `LengthNorm`s, by text.
    let norms: [UInt8]
    /// The lists. The nonisolated(unsafe) pointer is written once, before it is shared, and freed with the owner.
    private nonisolated(unsafe) let memory: UnsafeMutableRawPointer
    private let memoryByteCount: Int

    init(
        _ lists: consuming PostingsListWriter, norms: [UInt8], wordCount: Int, meanLength: Float,
        saturation: Saturation
    ) {
        textCount = norms.count
        offsets = Array(lists.offsets)
        documentCounts = Array(lists.documentCounts)
        self.norms = norms
        self.wordCount = wordCount
        self.meanLength = meanLength
        self.saturation = saturation
        let bytes = lists.bytes
        memoryByteCount = bytes.count + BitRun.readAhead
        memory = .allocate(byteCount: memoryByteCount, alignment: 16)
        bytes.withUnsafeBytes {
            memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count)
        }
        (memory + bytes.count).initializeMemory(as: UInt8.self, repeating: 0, count: BitRun.readAhead)
    }

    deinit { memory.deallocate() }

    /// The number of terms.
    var termCount: Int { offsets.count }

    /// In how many documents a term stands, in whatever field.
    @inline(__always)
    func documentCount(ofTerm term: Int) -> Int {
        documentCounts.isEmpty ? list(term).documentCount : Int(documentCounts[term])
    }

    /// The postings of a term.
    func list(_ term: Int) -> PostingsList { PostingsList(at: memory + Int(offsets[term])) }

    /// The memory held, in bytes.
    var byteCount: Int { memoryByteCount + (offsets.count + documentCounts.count) * 4 + norms.count }
}

/// BM25's constants.
struct Saturation: Sendable, Hashable {
    /// How slowly further occurrences add less.
    var k1: Float
    /// How much the length counts, 0 to 1.
    var b: Float

    /// The part of the denominator that the length decides, for each norm.
    func denominators(meanLength: Float) -> [Float] {
        (0...255).map { code in
            let length = Float(LengthNorm.decode(UInt8(code)))
            return k1 * (1 - b + (meanLength > 0 ? b * length / meanLength : b))
        }
    }
}
