internal import SlideExtraction
internal import TalkArchive

extension Archive {
    /// The decks that are shown.
    func currentDecks(in folder: ArchiveFolder) -> [DeckIngester.Job] {
        talks.compactMap { talk in talk.currentDeck.map { Self.job($0, of: talk, in: folder) } }
    }

    /// The decks that those have replaced.
    static func olderDecks(of talks: some Sequence<Talk>, in folder: ArchiveFolder) -> [DeckIngester.Job] {
        talks.flatMap { talk in talk.decks.dropFirst().map { Self.job($0, of: talk, in: folder) } }
    }

    private static func job(_ deck: Deck, of talk: Talk, in folder: ArchiveFolder) -> DeckIngester.Job {
        DeckIngester.Job(deck: talk.key.description, file: folder.file(of: deck, in: talk.key), hash: deck.hash)
    }
}
