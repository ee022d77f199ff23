internal import FullTextIndex
public import TalkArchive

extension TalkSearch {
    /// The words that will find a talk best: frequent in it and rare in the archive, as they are typed into a search.
    /// - Parameters:
    ///   - talk: need not be one of those that are searched; a hidden one has its words, too.
    ///   - content: what its current deck says; nil when it has none.
    public func bestWords(for talk: Talk, content: DeckContent?, limit: Int = 20) -> [String] {
        let known = talks[talk.key.description].flatMap {
            $0.talk == talk && $0.content == content?.slides ? $0 : nil
        }
        let indexed = known ?? IndexedTalk(talk, content: content, analyzer: index.analyzer)
        var document = TalkDocument.make(of: indexed)
        // An address is found by copying it, not by its words.
        document.fields[TalkDocument.Field.links] = nil
        // Twice as many, since some are left out.
        return Array(
            index.characteristicWords(of: document, limit: 2 * limit)
                .filter(Self.isWordToType).prefix(limit))
    }

    /// Whether a person would search for it: no line of a table without its spaces, no single ideograph.
    private static func isWordToType(_ word: String) -> Bool {
        (2...longestWordToType).contains(word.count)
    }

    private static let longestWordToType = 40
}
