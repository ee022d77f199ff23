import SeededRandom
import Testing

@testable import FullTextIndex

/// Plain ASCII words are analysed without the rules; nobody must see it.
@Suite struct AnalyzerShortcutTests {
    private static let pieces = [
        "a", "B", "Z", "z", "9", "0", "_", ":", "::", ".", "-", "--", "-\n", "/", "+", "++", "#", "#[", "]", "<", ">",
        "'", "’", "é", "e\u{301}", "内", "か\u{3099}", "\u{AD}", "\u{200D}", " ", "  ", "\n", "!", "!=", "&", "(", "()",
        ")", "*", "\"", "@", "[", "`", "{", "\u{7F}", "\0", "the", "Kernel", "NASA", "CPUs", "internationalization",
        "x86", "snake_case", "end. Next", "one two three", String(repeating: "long", count: 20),
    ]

    @Test("words that take the shortcut have the words and terms of the rules", arguments: UInt64(1)...20)
    func equality(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for style in AnalyzerOptions.WordStyle.allCases {
            let analyzer = Analyzer(options: AnalyzerOptions(wordStyle: style))
            for _ in 0..<50 {
                let text = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                    Self.pieces.randomElement(using: &generator) ?? ""
                }.joined()
                let quick = analyzer.analyze(text)
                var copy = text
                let slow = copy.withUTF8 { analyzer.analyze(utf8: $0, takesShortcuts: false) }
                #expect(quick.words == slow.words, "seed \(seed): \(style) \(text.debugDescription)")
                #expect(terms(quick) == terms(slow), "seed \(seed): \(style) \(text.debugDescription)")
            }
        }
    }

    @Test("bytes that are no UTF-8 at all are analysed without harm", arguments: UInt64(1)...40)
    func malformed(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for style in AnalyzerOptions.WordStyle.allCases {
            let analyzer = Analyzer(options: AnalyzerOptions(wordStyle: style))
            for _ in 0..<100 {
                let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                    UInt8.random(in: Bool.random(using: &generator) ? 0x80...0xFF : 0x20...0x7E, using: &generator)
                }
                let text = bytes.withUnsafeBufferPointer { analyzer.analyze(utf8: $0) }
                for word in text.words {
                    #expect(word.utf8Range.upperBound <= bytes.count, "seed \(seed): \(style) \(bytes)")
                    #expect(!word.terms.isEmpty, "seed \(seed): \(style) \(bytes)")
                }
            }
        }
    }

    @Test("one working space serves many texts, and the positions are those of the words")
    func stream() {
        var scratch = AnalysisScratch()
        let analyzer = Analyzer()
        for text in ["", "Pin<P> or pin_init, naïve", "x", "a-b 内核 c"] {
            var sink = Sink()
            var copy = text
            let count = copy.withUTF8 { analyzer.forEachTerm(in: $0, scratch: &scratch, into: &sink) }
            let analyzed = analyzer.analyze(text)
            #expect(count == analyzed.words.count)
            let expected = analyzed.words.enumerated().flatMap { position, word in
                analyzed.terms[word.terms].map { _ in position }
            }
            #expect(sink.positions == expected)
            #expect(sink.terms == terms(analyzed))
        }
    }

    @Test(
        "a word of a million characters is one plain word, with a term cut to the limit",
        arguments: ["a", "Z", "9", "é", "x\u{301}"])
    func longWord(character: String) {
        let analyzer = Analyzer(options: AnalyzerOptions(language: nil, wordStyle: .plain))
        let text = analyzer.analyze("one " + String(repeating: character, count: 1_000_000) + " two")
        #expect(text.words.count == 3)
        #expect(text.terms.count == 3)
        #expect(text.terms.allSatisfy { $0.bytes.count <= Folding.maximumTermBytes })
    }

    private struct Sink: TermSink {
        var terms: [String] = []
        var positions: [Int] = []

        mutating func append(_ term: UnsafeBufferPointer<UInt8>, level: TermLevel, position: Int) {
            terms.append("\(level.rawValue) \(String(decoding: term, as: UTF8.self))")
            positions.append(position)
        }
    }

    private func terms(_ text: AnalyzedText) -> [String] {
        text.terms.map { "\($0.level.rawValue) \(String(decoding: text.bytes[$0.bytes], as: UTF8.self))" }
    }
}
