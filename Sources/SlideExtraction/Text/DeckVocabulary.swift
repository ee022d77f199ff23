import TalkArchive

/// All words of a deck, for asking whether it has one.
struct DeckVocabulary {
    private var hashes: Set<UInt64> = []

    init(_ slides: [Slide]) {
        for slide in slides {
            var text = slide.text
            text.withUTF8 { bytes in
                for word in slide.words where word.range.upperBound <= bytes.count {
                    let letters = Self.trimmed(bytes[word.range])
                    if letters.count > 1 { hashes.insert(FNV1a.hash(letters.lazy.map(Self.lowercased))) }
                }
            }
        }
    }

    /// Whether a word of two parts stands somewhere in the deck in one piece, in upper or lower case.
    func contains(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Bool {
        let start = Self.trimmed(first, behind: false)
        let end = Self.trimmed(second, front: false)
        guard start.count + end.count > 2 else { return false }
        let hash = FNV1a.hash(
            end.lazy.map(Self.lowercased), from: FNV1a.hash(start.lazy.map(Self.lowercased)))
        return hashes.contains(hash)
    }

    /// Without the signs around it.
    private static func trimmed<Bytes: BidirectionalCollection>(
        _ word: Bytes, front: Bool = true, behind: Bool = true
    ) -> Bytes.SubSequence where Bytes.Element == UInt8, Bytes.SubSequence: BidirectionalCollection {
        var word = word[...]
        while front, let first = word.first, first < 0x80, !ASCII.isAlphanumeric(first) { word.removeFirst() }
        while behind, let last = word.last, last < 0x80, !ASCII.isAlphanumeric(last) { word.removeLast() }
        return word
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
