extension Analyzer {
    /// Hands the terms of a text to a sink, in the order of the text, and returns the number of its words.
    ///
    /// Most words of most texts are a run of ASCII letters between spaces or full stops, and need none of the rules: they
    /// are folded eight bytes at once and handed on. All others take the rules, each word for itself.
    ///
    /// - Parameter takesShortcuts: without it every word takes the rules, which must make no difference.
    func forEachTerm<Sink: TermSink>(
        in utf8: UnsafeBufferPointer<UInt8>, scratch: inout AnalysisScratch, into sink: inout Sink,
        takesShortcuts: Bool = true
    ) -> Int {
        switch options.wordStyle {
        case .plain:
            var cutter = PlainWordCutter(reader: UTF8Reader(bytes: utf8))
            swap(&cutter.writer.scratch, &scratch)
            defer { swap(&cutter.writer.scratch, &scratch) }
            return cutter.cut(into: &sink, takesShortcuts: takesShortcuts)
        case .code:
            var cutter = CodeWordCutter(reader: UTF8Reader(bytes: utf8))
            swap(&cutter.writer.scratch, &scratch)
            defer { swap(&cutter.writer.scratch, &scratch) }
            return cutter.cut(into: &sink, takesShortcuts: takesShortcuts)
        }
    }

    func analyze(utf8 bytes: UnsafeBufferPointer<UInt8>, takesShortcuts: Bool = true) -> AnalyzedText {
        var scratch = AnalysisScratch()
        var writer = AnalyzedText.Writer(byteCount: bytes.count)
        _ = forEachTerm(in: bytes, scratch: &scratch, into: &writer, takesShortcuts: takesShortcuts)
        return writer.text
    }
}

extension AnalyzedText {
    /// Keeps all that analysis finds.
    struct Writer: TermSink {
        private(set) var text = AnalyzedText()
        private var termStart = 0

        init(byteCount count: Int) {
            // English prose has a word in six bytes.
            text.words.reserveCapacity(count / 6 + 1)
            text.terms.reserveCapacity(count / 6 + 1)
            text.bytes.reserveCapacity(count + 1)
        }

        mutating func append(_ term: UnsafeBufferPointer<UInt8>, level: TermLevel, position: Int) {
            let start = text.bytes.count
            text.bytes.append(contentsOf: term)
            text.terms.append(Term(level: level, bytes: start..<text.bytes.count))
        }

        mutating func finishWord(_ word: WordSpan) {
            text.words.append(
                Word(
                    utf8Range: word.utf8Range, outerUTF8Range: word.outerUTF8Range, joinsNext: word.joinsNext,
                    hasHiddenPieces: word.hasHiddenPieces, terms: termStart..<text.terms.count))
            termStart = text.terms.count
        }
    }
}
