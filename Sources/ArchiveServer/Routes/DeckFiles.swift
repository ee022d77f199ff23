internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// Decks as files: the current one under the talk's address, every version under the hash of its bytes.
enum DeckFiles {
    /// `/2022/rust-gcc/slides.pdf`: asked for again each time, since it may be replaced.
    static func current(_ visit: Visit) throws -> Content {
        let talk = try visit.talk()
        guard let deck = talk.currentDeck, let file = visit.snapshot.files[deck.hash] else {
            throw SiteError.notFound
        }
        var content = content(file, talk: talk, caching: .revalidate, visit: visit)
        // An older version that is current again was added before the one that a client may have: the talk's own
        // time moved on.
        content.lastModified = max(deck.added, talk.updated)
        return content
    }

    /// `/files/<sha256>.pdf`: never changes.
    static func exact(_ visit: Visit) throws -> Content {
        let name = visit.parameter("file")
        guard name.hasSuffix(".pdf"), let hash = ContentHash(String(name.dropLast(4))), name == "\(hash).pdf",
            let file = visit.snapshot.files[hash], let talk = visit.snapshot.archive.talk(file.talk)
        else { throw SiteError.notFound }
        return content(file, talk: talk, caching: .immutable, visit: visit)
    }

    private static func content(
        _ file: Snapshot.DeckFile, talk: Talk, caching: Content.Caching, visit: Visit
    ) -> Content {
        var content = Content(
            "application/pdf", file: file.location, length: file.deck.byteCount,
            stamp: visit.site.keeper.stamps.stamp(of: file.deck, in: file.talk),
            entityTag: file.deck.hash.description, caching: caching)
        content.lastModified = file.deck.added
        content.security = .userFile
        // The name that a download gets; the talk's key says more than `slides.pdf` in a folder of downloads.
        content.fields[.contentDisposition] =
            "inline; filename=\"\(talk.key.edition)-\(talk.key.slug).pdf\""
        let base = visit.snapshot.archive.settings.baseURL
        content.fields[.link] = Signposting.links(ofSlidesOf: talk, base: base)
        return content
    }
}
