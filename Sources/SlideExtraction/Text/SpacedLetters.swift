import TalkArchive

/// Finds words whose letters are set apart ("R U S T") so that they came as pieces.
enum SpacedLetters {
    static let minimumPieces = 3
    /// Kerning may leave a few letters together.
    static let maximumPieceBytes = 6
    /// Most letters of a piece on average.
    private static let meanLetters = 2.8
    /// A gap between letters is smaller than any space between words, as a share of the line's height.
    private static let letterGapShare = 0.14
    /// How much wider than the narrowest gap one between words is.
    private static let wordGapRatio = 1.7

    /// The runs of pieces that are one word each, as indices of words.
    /// - Parameter line: the words of a line.
    static func groups(_ line: ArraySlice<Slide.Word>, in text: [UInt8], _ vocabulary: DeckVocabulary) -> [Range<Int>] {
        guard line.count >= minimumPieces else { return [] }
        let isSpaced =
            line.allSatisfy { isLetters(text[$0.range]) } && line.contains { $0.range.count == 1 }
            && Double(line.reduce(0) { $0 + $1.range.count }) <= meanLetters * Double(line.count)
        guard isSpaced else { return [] }
        let gaps = line.indices.dropLast().map { line[$0 + 1].box.x - line[$0].box.maxX }
        guard let narrowest = gaps.min(), narrowest > 0 else { return [] }
        let limit = narrowest * wordGapRatio
        var groups: [Range<Int>] = []
        var start = line.startIndex
        for (index, gap) in zip(line.indices, gaps) where gap > limit {
            groups.append(start..<index + 1)
            start = index + 1
        }
        groups.append(start..<line.endIndex)
        return groups.filter { $0.count > 1 && isWord(line[$0], gap: narrowest, in: text, vocabulary) }
    }

    private static func isLetters(_ piece: ArraySlice<UInt8>) -> Bool {
        piece.count <= maximumPieceBytes && piece.allSatisfy(ASCII.isLetter)
    }

    private static func isWord(
        _ pieces: ArraySlice<Slide.Word>, gap: Double, in text: [UInt8], _ vocabulary: DeckVocabulary
    ) -> Bool {
        let letters = pieces.flatMap { text[$0.range] }
        if vocabulary.contains(letters[...], []) { return true }
        let isUppercase = letters.allSatisfy { $0 < 0x5B }
        guard isUppercase, let first = pieces.first else { return false }
        if gap < first.box.height * letterGapShare { return true }
        // Single letters with spaces: a word, unless they are labels in the order of the alphabet.
        let isAlphabet = zip(letters, letters.dropFirst()).allSatisfy { $0 < $1 }
        return pieces.count > minimumPieces && letters.count == pieces.count && !isAlphabet
    }
}
