internal import ArchiveSearch
internal import Foundation
internal import TalkArchive

/// The archive at one moment, as everyone may see it, with all that is derived from it: what a request works on from
/// its beginning to its end.
///
/// A snapshot never changes. When the archive does, a new one takes its place; requests under way keep theirs. It is a
/// class only so that a request takes it with one reference; all of it is constant.
final class Snapshot: Sendable {
    /// Counts up with each change.
    let number: Int
    /// When it was made.
    let shown: Timestamp
    /// Only what everyone may see.
    let archive: Archive
    /// What the decks say, by the bytes of the deck; a deck that could not be read has no entry.
    let contents: [ContentHash: DeckContent]
    /// What is kept of older versions of the visible talks' decks.
    let history: DeckHistory
    /// Decks that were tried and cannot be read.
    let unreadable: Set<ContentHash>
    let search: TalkSearch
    /// Every deck of a visible talk, older versions too.
    let files: [ContentHash: DeckFile]
    /// All slides that can be found.
    let slideCount: Int
    /// The tags that most talks share, the most used first: searches that are sure to find something.
    let popularTags: [Tag]
    /// Pages and feeds that have been made from this snapshot.
    let made: MadeContents
    /// Names to complete what is being typed.
    let names: SuggestedNames

    /// Where a deck's bytes are and whose they are.
    struct DeckFile: Sendable {
        let location: URL
        let deck: Deck
        let talk: TalkKey
    }

    /// - Parameters:
    ///   - archive: already restricted to what everyone may see.
    ///   - keptBytes: most bytes of pages and feeds that are kept once they have been made.
    init(
        number: Int, archive: Archive, folder: ArchiveFolder, contents: [ContentHash: DeckContent],
        history: DeckHistory = DeckHistory(), unreadable: Set<ContentHash> = [], search: TalkSearch, keptBytes: Int
    ) {
        self.history = history.keepingOnly(archive)
        self.unreadable = unreadable
        self.number = number
        shown = .now
        made = MadeContents(byteLimit: keptBytes)
        self.archive = archive
        names = SuggestedNames(archive)
        self.search = search
        var files: [ContentHash: DeckFile] = [:]
        for talk in archive.talks {
            for deck in talk.decks where files[deck.hash] == nil {
                files[deck.hash] = DeckFile(
                    location: folder.file(of: deck, in: talk.key), deck: deck, talk: talk.key)
            }
        }
        self.files = files
        self.contents = contents.filter { files[$0.key] != nil }
        popularTags = Array(
            archive.tags.map { (tag: $0, count: archive.talkCount(tagged: $0)) }
                .sorted { ($1.count, $0.tag) < ($0.count, $1.tag) }.prefix(3).map(\.tag))
        slideCount = archive.talks.reduce(0) { count, talk in
            count + (talk.currentDeck.flatMap { contents[$0.hash]?.slides.count } ?? 0)
        }
    }

    /// The same moment with a search that gives the same answers faster. What has been made of it stays true, so it is
    /// shared.
    init(_ other: Snapshot, search: TalkSearch) {
        number = other.number
        shown = other.shown
        archive = other.archive
        contents = other.contents
        history = other.history
        unreadable = other.unreadable
        self.search = search
        files = other.files
        slideCount = other.slideCount
        popularTags = other.popularTags
        made = other.made
        names = other.names
    }

    /// Whether a deck says what it says here, or is as unreadable.
    func hasSame(_ deck: ContentHash, content: DeckContent?, isUnreadable: Bool) -> Bool {
        // Slides that nobody has changed share their storage, which is seen at once.
        contents[deck]?.slides == content?.slides && unreadable.contains(deck) == isUnreadable
    }

    /// The pages of a talk's current deck; empty when there is none, or it could not be read.
    func slides(of talk: Talk) -> [Slide] {
        talk.currentDeck.flatMap { contents[$0.hash] }?.slides ?? []
    }
}
