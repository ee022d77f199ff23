/// What is kept of decks that were current before: how they began, and what the next one changed.
///
/// Feeds tell the story of a talk, and pages list its versions. Whole contents of old decks, with each word's place,
/// would fill the memory for little.
public struct DeckHistory: Sendable, Equatable {
    /// How many slides of an older deck keep their text.
    public static let slidesWithText = 4

    private var beginnings: [ContentHash: DeckContent] = [:]
    private var comparisons: [Step: DeckComparison] = [:]

    private struct Step: Hashable, Sendable {
        let old: ContentHash
        let new: ContentHash
    }

    public init() {}

    /// An older deck's pages with their sizes and the text of the first ones; nil when it has not been read.
    public func beginning(of deck: ContentHash) -> DeckContent? { beginnings[deck] }

    /// What changed from one deck to the one that took its place; nil when one of them has not been read.
    public func comparison(from old: ContentHash, to new: ContentHash) -> DeckComparison? {
        comparisons[Step(old: old, new: new)]
    }

    /// Whether all is known of a talk's versions that can be.
    public func isComplete(for talk: Talk) -> Bool {
        zip(talk.decks.dropFirst(), talk.decks).allSatisfy { old, new in
            beginnings[old.hash] != nil && comparisons[Step(old: old.hash, new: new.hash)] != nil
        }
    }

    /// Learns what it can of a talk's versions.
    /// - Parameter contents: looks up what a deck says; nil when it is not known.
    public mutating func learn(_ talk: Talk, contents: (ContentHash) -> DeckContent?) {
        guard talk.decks.count > 1, !isComplete(for: talk) else { return }
        var newer: DeckContent?
        for (place, deck) in talk.decks.enumerated() {
            let content = contents(deck.hash)
            if let content, place > 0 {
                beginnings[deck.hash] = Self.beginning(of: content)
                if let newer {
                    comparisons[Step(old: deck.hash, new: talk.decks[place - 1].hash)] = DeckComparison(
                        from: content, to: newer)
                }
            }
            newer = content
        }
    }

    /// Forgets a deck whose text is known better now, so that it is learnt anew.
    public mutating func forget(_ deck: ContentHash) {
        guard !comparisons.isEmpty else { return }
        beginnings[deck] = nil
        comparisons = comparisons.filter { $0.key.old != deck && $0.key.new != deck }
    }

    /// What is known of the decks of these talks alone.
    public func keepingOnly(_ archive: Archive) -> DeckHistory {
        if beginnings.isEmpty && comparisons.isEmpty { return self }
        var decks: Set<ContentHash> = []
        var steps: Set<Step> = []
        for talk in archive.talks where talk.decks.count > 1 {
            for (old, new) in zip(talk.decks.dropFirst(), talk.decks) {
                decks.insert(old.hash)
                steps.insert(Step(old: old.hash, new: new.hash))
            }
        }
        var kept = DeckHistory()
        kept.beginnings = beginnings.filter { decks.contains($0.key) }
        kept.comparisons = comparisons.filter { steps.contains($0.key) }
        return kept
    }

    private static func beginning(of content: DeckContent) -> DeckContent {
        DeckContent(
            slides: content.slides.enumerated().map { place, slide in
                Slide(
                    width: slide.width, height: slide.height, text: place < slidesWithText ? slide.text : "",
                    title: place < slidesWithText ? slide.title : nil)
            })
    }
}
