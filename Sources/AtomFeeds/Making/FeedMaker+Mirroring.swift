import Foundation
import TalkArchive

/// What a copy of the archive is made from: each feed leads to the files behind it, with their size and SHA-256, so that
/// nothing has to be asked for that has not changed.
extension FeedMaker {
    /// The whole archive has its own file and a feed for each edition; an edition has its file and its pictures.
    func sources(of subject: FeedSubject) -> [AtomLink] {
        switch subject {
        case .everything:
            [source(.archiveSource, SourceDocument.text(of: archive.settings), SourceDocument.yamlMediaType)]
                + archive.editions.map { edition in
                    AtomLink(
                        .section, href: SiteAddress.feed(.edition(edition.id)).absolute(base: base),
                        type: "application/atom+xml", title: editionName(edition.id))
                }
        case .edition(let id):
            archive.edition(id).map { edition in
                [source(.editionSource(id), SourceDocument.text(of: edition), SourceDocument.yamlMediaType)]
                    + (edition.gallery?.pictures ?? []).compactMap { enclosure($0, of: id) }
            } ?? []
        case .speaker, .tag, .search: []
        }
    }

    /// Leads from each entry of an edition to the talk's file, which lists its former decks too.
    ///
    /// Other feeds do not: a document of an archive must not change when a talk's file does.
    func addSources(to feed: inout AtomFeed, of talks: [Talk], and withdrawals: [Withdrawal]) {
        for (index, talk) in talks.enumerated() {
            feed.entries[index].links.append(
                source(.talkSource(talk.key), SourceDocument.text(of: talk), SourceDocument.talkMediaType))
        }
        for withdrawal in withdrawals {
            guard let index = feed.deletions.firstIndex(where: { $0.id == ids.talk(withdrawal.key) }) else { continue }
            feed.deletions[index].links.append(
                source(
                    .talkSource(withdrawal.key), SourceDocument.text(of: withdrawal), SourceDocument.talkMediaType))
        }
    }

    private func source(_ address: SiteAddress, _ text: String, _ mediaType: String) -> AtomLink {
        // RFC 4287, 4.2.7.3 has the media type without what belongs to one answer.
        let type = mediaType.split(separator: ";").first.map(String.init)
        return AtomLink(
            .describedby, href: address.absolute(base: base), type: type, length: text.utf8.count,
            hash: ContentHash(of: Data(text.utf8)))
    }

    /// Nil for a picture whose file could not be read: nobody could check a copy.
    private func enclosure(_ picture: Gallery.Picture, of id: EditionID) -> AtomLink? {
        guard let hash = picture.hash, let length = picture.byteCount else { return nil }
        return AtomLink(
            .enclosure, href: SiteAddress.galleryPicture(id, file: picture.file).absolute(base: base),
            type: picture.mediaType, length: length, hash: hash)
    }
}

extension AtomLink {
    /// The namespace of the Atom Link Extensions (draft-snell-atompub-link-extensions). Its last draft writes `hash`
    /// without a prefix, which the schema of RFC 4287 does not allow (appendix B, `undefinedAttribute`); the value,
    /// `sha-256:` and hexadecimal digits, is as there.
    static let extensionNamespace = "http://purl.org/atompub/link-extensions/1.0"
}
