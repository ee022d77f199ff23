import Foundation
import TalkArchive

/// What a copy of the archive is made from: each feed leads to the files behind it, with their size and SHA-256, so that
/// nothing has to be asked for that has not changed.
extension FeedMaker {
    /// The whole archive has its own file and a feed for each edition; an edition has its file, its pictures, and a file
    /// for each talk, which lists the talk's decks.
    ///
    /// Talks' files are named by the feed and not by the entries: an entry is the same in every feed, and in a document
    /// of an archive it must not change when the talk's file does.
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
            archive.edition(id).map(sources) ?? []
        case .speaker, .tag, .search: []
        }
    }

    private func sources(of edition: Edition) -> [AtomLink] {
        let pictures = (edition.gallery?.pictures ?? []).compactMap { enclosure($0, of: edition.id) }
        let talks = edition.talks.map { ($0.key, SourceDocument.text(of: $0)) }
        let withdrawals = edition.withdrawals.map { ($0.key, SourceDocument.text(of: $0)) }
        return
            [
                source(.editionSource(edition.id), SourceDocument.text(of: edition), SourceDocument.yamlMediaType)
            ] + pictures
            + (talks + withdrawals).map { key, text in
                source(.talkSource(key), text, SourceDocument.talkMediaType, relation: .item)
            }
    }

    private func source(
        _ address: SiteAddress, _ text: String, _ mediaType: String, relation: AtomLink.Relation = .describedby
    ) -> AtomLink {
        // RFC 4287, 4.2.7.3 has the media type without what belongs to one answer.
        let type = mediaType.split(separator: ";").first.map(String.init)
        return AtomLink(
            relation, href: address.absolute(base: base), type: type, length: text.utf8.count,
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
