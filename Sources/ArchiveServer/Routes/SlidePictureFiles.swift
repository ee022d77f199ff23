internal import Foundation
internal import HTTPTypes
internal import SlideExtraction
internal import TalkArchive

/// `/files/<sha256>/7.png` and `/files/<sha256>/7-small.png`: the picture of a slide.
enum SlidePictureFiles {
    static func picture(_ visit: Visit) async throws -> Content {
        guard let hash = ContentHash(visit.parameter("file")), visit.parameter("file") == hash.description,
            let (page, size) = parse(visit.parameter("picture")), let file = visit.snapshot.files[hash]
        else { throw SiteError.notFound }
        let picture: Data
        do throws(ExtractionError) {
            let decks = visit.site.keeper.decks
            // A deck that was replaced is not in the snapshot's contents, but its pictures are linked to for good.
            let known = visit.snapshot.contents[hash]?.slides.count
            let pageCount = if let known { known } else { try await decks.pageCount(of: file.location, hash: hash) }
            guard page <= pageCount else { throw .noSuchPage(page) }
            picture = try await decks.picture(
                of: file.location, hash: hash, page: page, pageCount: pageCount,
                size: PictureSize(size))
        } catch {
            throw Self.unavailable(error)
        }
        var answer = Content("image/png", bytes: Array(picture), caching: .immutable)
        answer.security = .userFile
        return answer
    }

    private static func unavailable(_ error: ExtractionError) -> SiteError {
        // A page that cannot be drawn has no picture; whoever asks can do nothing, and no log needs it each time.
        if error.isTheDecks { return .notFound }
        return SiteError(
            status: .serviceUnavailable, title: "There is no picture of this slide",
            detail: "It cannot be drawn now. Try again later; the talk's page has the slides as PDF.",
            cause: error.description)
    }

    /// `7.png` or `7-small.png`, spelled in just one way.
    private static func parse(_ name: String) -> (page: Int, size: SiteAddress.PictureSize)? {
        guard name.hasSuffix(".png") else { return nil }
        let stem = name.dropLast(4)
        let isSmall = stem.hasSuffix("-small")
        let digits = isSmall ? stem.dropLast(6) : stem
        guard let page = Int(digits), String(page) == digits, page > 0 else { return nil }
        return (page, isSmall ? .small : .large)
    }
}
