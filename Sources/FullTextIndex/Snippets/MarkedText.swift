/// A text and where in it words matched.
struct MarkedText {
    let bytes: [UInt8]
    /// The words that matched, in UTF-8 bytes, ascending.
    let marks: [Range<Int>]
    /// A number for each mark, the same where the words are the same but for case and accents.
    let keys: [UInt64]

    /// - Parameter words: of this very text; indices beyond it are left out.
    init(_ text: String, words: WordRanges, wordIndices: [Int], analyzer: Analyzer) {
        let bytes = Array(text.utf8)
        let matched = Self.ascending(wordIndices).filter { $0 >= 0 && $0 < words.count }
        let marks = matched.map { words[$0] }.filter { $0.upperBound <= bytes.count }
        self.bytes = bytes
        self.marks = marks
        keys = marks.count < 2 ? marks.map { _ in 0 } : marks.map { Self.key(of: bytes[$0], analyzer: analyzer) }
    }

    /// Each index once; a search hands them over in order already.
    private static func ascending(_ indices: [Int]) -> [Int] {
        zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 } ? indices : Set(indices).sorted()
    }

    /// The hash of what a word is compared by: its last term. A word alone has the same as in its text, since what stands
    /// around it only adds forms with sigils, which come first.
    private static func key(of word: ArraySlice<UInt8>, analyzer: Analyzer) -> UInt64 {
        // A plain word's term is itself in lower case, which spares its analysis.
        let isPlain =
            word.dropFirst().allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
            && word.first.map { CharacterClass(ascii: $0) == .letter && $0 < 0x80 } ?? false
        if isPlain { return hash(word.prefix(Folding.maximumTermBytes)) }
        let analyzed = word.withUnsafeBufferPointer { analyzer.analyze(utf8: $0) }
        return analyzed.terms.last.map { hash(analyzed.bytes[$0.bytes]) } ?? 0
    }

    /// FNV-1a of 64 bits over a word in lower case. Two words of one slide that met would cost a better snippet, no more.
    private static func hash(_ word: ArraySlice<UInt8>) -> UInt64 {
        word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64(Folding.lowercased($1))) &* 0x100_0000_01B3 }
    }

    /// Whether anything but white space comes before the range.
    func hasText(before range: Range<Int>) -> Bool {
        bytes[..<range.lowerBound].contains { $0 > 0x20 }
    }

    /// Whether anything but white space comes after the range.
    func hasText(after range: Range<Int>) -> Bool {
        bytes[range.upperBound...].contains { $0 > 0x20 }
    }

    /// The text of a range in runs.
    func runs(in range: Range<Int>, collapsesSpace: Bool) -> [SnippetRun] {
        var writer = RunWriter(collapsesSpace: collapsesSpace)
        var index = range.lowerBound
        for mark in marks where mark.lowerBound < range.upperBound && mark.upperBound > range.lowerBound {
            let mark = max(mark.lowerBound, index)..<min(mark.upperBound, range.upperBound)
            writer.append(bytes[index..<mark.lowerBound], isMarked: false)
            writer.append(bytes[mark], isMarked: true)
            index = mark.upperBound
        }
        writer.append(bytes[index..<max(index, range.upperBound)], isMarked: false)
        return writer.finish()
    }
}
