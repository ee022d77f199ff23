import TalkArchive

/// Puts words together again that the deck elsewhere has whole: those with a hyphen at the end of a line, and those whose
/// letters are set apart.
///
/// A word whose hyphen the deck does not tell about keeps its line end: search finds it both ways.
struct WordRepair {
    /// Most joins on one slide: each moves all that follows.
    private static let maximumJoins = 500

    private var text: [UInt8]
    private var words: [Slide.Word]
    private let vocabulary: DeckVocabulary
    private var joinCount = 0

    static func repair(_ slides: inout [Slide]) {
        // Seldom is there anything to repair, and the vocabulary is the costly part.
        let candidates = slides.indices.filter { isCandidate(slides[$0]) }
        guard !candidates.isEmpty else { return }
        let vocabulary = DeckVocabulary(slides)
        for index in candidates {
            var repair = WordRepair(text: Array(slides[index].text.utf8), words: slides[index].words, vocabulary)
            repair.joinHyphenated()
            repair.joinSpacedLetters()
            guard repair.joinCount > 0 else { continue }
            slides[index].text = String(decoding: repair.text, as: UTF8.self)
            slides[index].words = repair.words
        }
    }

    private init(text: [UInt8], words: [Slide.Word], _ vocabulary: DeckVocabulary) {
        self.text = text
        self.words = words
        self.vocabulary = vocabulary
    }

    private static func isCandidate(_ slide: Slide) -> Bool {
        var before: UInt8 = 0
        var shortWords = 0
        for word in slide.words {
            shortWords = word.range.count <= SpacedLetters.maximumPieceBytes ? shortWords + 1 : 0
            if shortWords >= SpacedLetters.minimumPieces { return true }
        }
        for byte in slide.text.utf8 {
            if byte == 0x0A, before == UInt8(ascii: "-") || before == 0x90 { return true }
            before = byte
        }
        return false
    }

    // MARK: Hyphens

    private mutating func joinHyphenated() {
        for index in words.indices.dropLast() where joinCount < Self.maximumJoins {
            let (first, second) = (words[index].range, words[index + 1].range)
            guard second.lowerBound == first.upperBound + 1, text[first.upperBound] == 0x0A else { continue }
            let ending = text[first]
            let hyphen =
                ending.last == UInt8(ascii: "-") ? 1 : ending.suffix(3).elementsEqual([0xE2, 0x80, 0x90]) ? 3 : 0
            let stem = ending.dropLast(hyphen)
            guard hyphen > 0, let last = stem.last, last >= 0x80 || ASCII.isLetter(last) else { continue }
            if vocabulary.contains(stem, text[second]) {
                // The hyphen goes, and the line ends after the word.
                join(index, dropping: hyphen)
            } else if vocabulary.contains(stem + [UInt8(ascii: "-")], text[second]) {
                join(index, dropping: 0)
            }
        }
    }

    /// Joins the word with the next, which stands on the next line; the line end goes behind it.
    private mutating func join(_ index: Int, dropping hyphen: Int) {
        joinCount += 1
        let end = words[index].range.upperBound
        text.removeSubrange(end - hyphen..<end + 1)
        words[index].range = words[index].range.lowerBound..<end - hyphen
        shift(from: index + 1, by: hyphen + 1)
        let after = words[index + 1].range.upperBound
        if after < text.count, text[after] == 0x20 { text[after] = 0x0A }
    }

    private mutating func shift(from index: Int, by length: Int) {
        for number in index..<words.count {
            words[number].range = words[number].range.lowerBound - length..<words[number].range.upperBound - length
        }
    }

    // MARK: Letters set apart

    private mutating func joinSpacedLetters() {
        var index = 0
        while index < words.count, joinCount < Self.maximumJoins {
            var end = index + 1
            while end < words.count, words[end].range.lowerBound == words[end - 1].range.upperBound + 1,
                text[words[end - 1].range.upperBound] == 0x20
            { end += 1 }
            // From the end, so that the offsets before stay.
            for group in SpacedLetters.groups(words[index..<end], in: text, vocabulary).reversed() {
                for word in group.dropLast().reversed() {
                    joinCount += 1
                    text.remove(at: words[word].range.upperBound)
                    shift(from: word + 1, by: 1)
                }
            }
            index = end
        }
    }
}
