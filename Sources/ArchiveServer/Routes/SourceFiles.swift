internal import Foundation
internal import TalkArchive

/// The public metadata as files: what a copy of the archive is made from (`rockpool mirror`), and good to read.
enum SourceFiles {
    static func archive(_ visit: Visit) throws -> Content {
        content(SourceDocument.text(of: visit.snapshot.archive.settings), SourceDocument.yamlMediaType)
    }

    static func edition(_ visit: Visit) throws -> Content {
        content(SourceDocument.text(of: try visit.edition()), SourceDocument.yamlMediaType)
    }

    /// Of a talk that was taken back, what is left of it.
    static func talk(_ visit: Visit) throws -> Content {
        let edition = try visit.edition()
        guard let slug = TalkSlug(visit.parameter("talk")) else { throw SiteError.notFound }
        if let withdrawal = edition.withdrawals.first(where: { $0.key.slug == slug }) {
            return content(SourceDocument.text(of: withdrawal), SourceDocument.talkMediaType)
        }
        return content(SourceDocument.text(of: try visit.talk()), SourceDocument.talkMediaType)
    }

    /// Asked for again each time: a copy compares it with the hash that a feed of the same moment names.
    private static func content(_ text: String, _ mediaType: String) -> Content {
        var content = Content(mediaType, bytes: Array(text.utf8), caching: .revalidate)
        content.security = .data
        return content
    }
}
