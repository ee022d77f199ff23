/// Cuts a text into words and identifiers (`AnalyzerOptions.WordStyle.code`).
struct CodeWordCutter {
    /// Before a word these may belong to it.
    private static let sigils = ASCIISet("['*&!?$@#~%.-")
    /// After a run of letters and digits these may go on with the word or belong to it.
    private static let joiners = ASCIISet("_:.-/'+#!(<")

    private let reader: UTF8Reader
    private var position = 0
    var writer: TermWriter

    init(reader: UTF8Reader) {
        self.reader = reader
        writer = TermWriter(reader: reader)
    }

    mutating func cut<Sink: TermSink>(into sink: inout Sink, takesShortcuts: Bool) -> Int {
        let bytes = reader.bytes
        let sigils = Self.sigils
        let joiners = Self.joiners
        return withUnsafeTemporaryAllocation(byteCount: ASCIIRun.bufferBytes, alignment: 8) { folded in
            guard let buffer = folded.baseAddress else { return 0 }
            while position < bytes.count {
                let byte = bytes[position]
                guard ASCIISet.isAlphanumeric(byte) else {
                    if byte >= 0x80 || byte == UInt8(ascii: "_") { cutNext(into: &sink) } else { position &+= 1 }
                    continue
                }
                if takesShortcuts, position == 0 || !sigils.contains(bytes[position &- 1]) {
                    let run = ASCIIRun(bytes, from: position, foldingInto: buffer)
                    let range = position..<run.end
                    if run.isComplete, run.isOnePiece, endsWord(range, joiners: joiners) {
                        writer.appendFolded(range, buffer, into: &sink)
                        position = range.upperBound
                        continue
                    }
                }
                cutNext(into: &sink)
            }
            return writer.count
        }
    }

    /// Whether nothing after the run of letters and digits goes on with the word or belongs to it.
    @inline(__always)
    private func endsWord(_ run: Range<Int>, joiners: ASCIISet) -> Bool {
        let next = reader.byte(at: run.upperBound)
        if next >= 0x80 { return false }
        return !joiners.contains(next) || endsWord(run, before: next)
    }

    /// Whether the joiner `next` is a mere sign of punctuation. A wrong no costs nothing but time.
    private func endsWord(_ run: Range<Int>, before next: UInt8) -> Bool {
        let second = reader.byte(at: run.upperBound + 1)
        switch next {
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "'"):
            return second < 0x80 && !CharacterClass(ascii: second).isWordStart
        case UInt8(ascii: ":"), UInt8(ascii: "+"): return second != next
        case UInt8(ascii: "("): return second != UInt8(ascii: ")")
        case UInt8(ascii: "!"): return second == UInt8(ascii: "=")
        case UInt8(ascii: "#"): return run.count > 1
        case UInt8(ascii: "-"): return second == next
        default: return false
        }
    }

    /// Takes the character or word at the position by the rules.
    private mutating func cutNext(into sink: inout some TermSink) {
        let (kind, length) = reader.classify(at: position)
        switch kind {
        case .letter, .digit, .underscore:
            let scanner = WordScanner(reader: reader)
            position = scanner.scan(at: position, into: &writer.scratch.components)
            if writer.scratch.components.contains(where: \.isAlphanumeric) {
                writer.appendWord(into: &sink)
            }
        case .ideograph:
            let start = position
            position = reader.skipMarks(from: start + length)
            writer.appendIdeograph(start..<position, into: &sink)
        default: position += length
        }
    }
}

extension ASCIISet {
    @inline(__always)
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
    }
}
