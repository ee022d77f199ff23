/// A run of ASCII letters and digits, folded to lower case as it is read, eight bytes at once.
///
/// The arithmetic is that of bytes within a word (Lamport, "Multiple byte processing with full-word instructions",
/// 1975): each byte has its result in its highest bit, and no sum carries into the next one.
struct ASCIIRun {
    /// The longest run that is read; a longer one ends somewhere beyond.
    static let maximumBytes = 64
    /// The room that the folded run needs, since it is written eight bytes at once.
    static let bufferBytes = maximumBytes + 8

    /// The end of the run in the text.
    private(set) var end: Int
    /// Highest bits of bytes that were digits, letters of either case, and capitals after the first byte.
    private var digits: UInt64 = 0
    private var smallLetters: UInt64 = 0
    private var capitals: UInt64 = 0
    private var laterCapitals: UInt64 = 0

    /// Whether the run ends here, and not beyond what is read.
    private(set) var isComplete = false

    /// Whether an identifier would not be cut within the run: no digit beside a letter and no case hump.
    @inline(__always)
    var isOnePiece: Bool {
        digits == 0 ? laterCapitals == 0 || smallLetters == 0 : (smallLetters | capitals) == 0
    }

    /// Reads the run that begins at `start`.
    ///
    /// - Parameter folded: room for `bufferBytes`, into which the folded run is written.
    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, foldingInto folded: UnsafeMutableRawPointer) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high = ones &* 0x80
        let low = ones &* 0x7F
        end = start
        while end - start < Self.maximumBytes {
            let word = Self.load(bytes, at: end)
            let lowered = word | ones &* 0x20
            let letterBytes = lowered & low
            let letters = (letterBytes &+ ones &* 0x1F) & ~(letterBytes &+ ones &* 0x05) & ~word & high
            let digitBytes = word & low
            let numbers = (digitBytes &+ ones &* 0x50) & ~(digitBytes &+ ones &* 0x46) & ~word & high
            let count = (~(letters | numbers) & high).trailingZeroBitCount >> 3
            // The first bytes of the text are the lowest of the number.
            let inRun = count == 8 ? UInt64.max : (1 << UInt64(count &* 8)) &- 1
            // Small letters have the bit 0x20, which moves to the highest.
            let small = word << 2
            let found = letters & ~small & inRun
            laterCapitals |= end == start ? found & ~0x80 : found
            capitals |= found
            smallLetters |= letters & small & inRun
            digits |= numbers & inRun
            folded.storeBytes(of: lowered.littleEndian, toByteOffset: end &- start, as: UInt64.self)
            end &+= count
            if count < 8 {
                isComplete = true
                return
            }
        }
    }

    /// Eight bytes, with zeros beyond the end of the text.
    @inline(__always)
    private static func load(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt64 {
        if index &+ 8 <= bytes.count, let base = bytes.baseAddress {
            return UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
        }
        var word: UInt64 = 0
        var shift: UInt64 = 0
        for next in index..<max(index, bytes.count) {
            word |= UInt64(bytes[next]) << shift
            shift += 8
        }
        return word
    }
}
