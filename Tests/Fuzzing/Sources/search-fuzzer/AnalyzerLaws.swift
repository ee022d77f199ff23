@testable import FullTextIndex

/// What holds for the words and terms of every text.
struct AnalyzerLaws {
    let analyzer: Analyzer

    func check(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            let quick = analyzer.analyze(utf8: bytes)
            checkWords(of: quick, in: bytes)
            checkTerms(of: quick)
            let slow = analyzer.analyze(utf8: bytes, takesShortcuts: false)
            law(quick.words == slow.words, "shortcuts find the words of the rules: \(quick.words), \(slow.words)")
            law(terms(quick) == terms(slow), "shortcuts find the terms of the rules: \(terms(quick)), \(terms(slow))")
        }
        let words = analyzer.analyze(text).words.map(\.utf8Range)
        let ranges = analyzer.wordRanges(in: text)
        law(words == (0..<ranges.count).map { ranges[$0] }, "word ranges are those of the words: \(words)")
        law(words == analyzer.words(in: text).map { utf8Range($0, in: text) }, "indices are those of bytes: \(words)")
    }

    /// No sense is made of bytes that are not UTF-8, but nothing is read beyond them.
    func check(malformed bytes: UnsafeBufferPointer<UInt8>) {
        let text = analyzer.analyze(utf8: bytes)
        checkTerms(of: text)
        for word in text.words {
            law(word.utf8Range.upperBound <= bytes.count, "words end in the text: \(word)")
        }
    }

    private func checkWords(of text: AnalyzedText, in bytes: UnsafeBufferPointer<UInt8>) {
        func isBoundary(_ index: Int) -> Bool {
            index == bytes.count || bytes.indices.contains(index) && bytes[index] & 0xC0 != 0x80
        }
        var end = 0
        for word in text.words {
            law(word.utf8Range.lowerBound >= end && !word.utf8Range.isEmpty, "words follow each other: \(word), \(end)")
            end = word.utf8Range.upperBound
            for range in [word.utf8Range, word.outerUTF8Range] {
                law(isBoundary(range.lowerBound) && isBoundary(range.upperBound), "no character is cut: \(word)")
            }
            law(
                word.outerUTF8Range.lowerBound <= word.utf8Range.lowerBound
                    && word.outerUTF8Range.upperBound >= word.utf8Range.upperBound, "sigils are around: \(word)")
        }
        law(text.words.last?.joinsNext != true, "the last word joins no other")
    }

    private func checkTerms(of text: AnalyzedText) {
        var termEnd = 0
        var byteEnd = 0
        for word in text.words {
            law(!word.terms.isEmpty && word.terms.lowerBound == termEnd, "each word has terms: \(word)")
            termEnd = word.terms.upperBound
            for term in text.terms[word.terms] {
                law(
                    term.bytes.lowerBound == byteEnd && (1...Folding.maximumTermBytes).contains(term.bytes.count),
                    "terms are neither empty nor too long: \(term)")
                byteEnd = term.bytes.upperBound
            }
        }
        law(termEnd == text.terms.count && byteEnd == text.bytes.count, "each term belongs to a word")
    }

    private func terms(_ text: AnalyzedText) -> [String] {
        text.terms.map { "\($0.level) \(String(decoding: text.bytes[$0.bytes], as: UTF8.self))" }
    }

    private func utf8Range(_ range: Range<String.Index>, in text: String) -> Range<Int> {
        text.utf8Offset(of: range.lowerBound)..<text.utf8Offset(of: range.upperBound)
    }
}

extension String {
    func utf8Offset(of index: Index) -> Int { utf8.distance(from: startIndex, to: index) }
}
