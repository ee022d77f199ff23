/// Cuts a text into plain words (`AnalyzerOptions.WordStyle.plain`): the runs of letters, digits and their marks.
struct PlainWordCutter {
    private let reader: UTF8Reader
    private var position = 0
    var writer: TermWriter

    init(reader: UTF8Reader) {
        self.reader = reader
        writer = TermWriter(reader: reader)
    }

    mutating func cut<Sink: TermSink>(into sink: inout Sink, takesShortcuts: Bool) -> Int {
        let bytes = reader.bytes
        return withUnsafeTemporaryAllocation(byteCount: ASCIIRun.bufferBytes, alignment: 8) { folded in
            guard let buffer = folded.baseAddress else { return 0 }
            while position < bytes.count {
                let byte = bytes[position]
                guard byte >= 0x80 || ASCIISet.isAlphanumeric(byte) else {
                    position &+= 1
                    continue
                }
                if byte < 0x80, takesShortcuts {
                    let run = ASCIIRun(bytes, from: position, foldingInto: buffer)
                    if run.isComplete, run.end == bytes.count || bytes[run.end] < 0x80 {
                        writer.appendFolded(position..<run.end, buffer, into: &sink)
                        position = run.end
                        continue
                    }
                }
                cutNext(into: &sink)
            }
            return writer.count
        }
    }

    /// Takes the character or word at the position by the rules.
    private mutating func cutNext(into sink: inout some TermSink) {
        let start = position
        let (kind, length) = reader.classify(at: start)
        position += length
        switch kind {
        case .letter, .digit:
            skipWord()
            writer.appendPlainWord(start..<position, into: &sink)
        case .ideograph:
            position = reader.skipMarks(from: position)
            writer.appendIdeograph(start..<position, into: &sink)
        default: break
        }
    }

    private mutating func skipWord() {
        while position < reader.count {
            let (kind, length) = reader.classify(at: position)
            switch kind {
            case .letter, .digit, .mark, .ignorable: position += length
            default: return
            }
        }
    }
}
