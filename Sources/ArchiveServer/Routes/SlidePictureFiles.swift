internal import Foundation
internal import HTTPTypes
internal import SlideExtraction
internal import TalkArchive

/// `/files/<sha256>/7.webp` and `/files/<sha256>/7-small.webp`: the picture of a slide.
///
/// Pictures were PNG files once; those addresses, which feeds and other sites hold, lead on.
enum SlidePictureFiles {
    static func picture(_ visit: Visit) async throws -> Content {
        guard let hash = ContentHash(visit.parameter("file")), visit.parameter("file") == hash.description,
            let name = PictureName(visit.parameter("picture")), let file = visit.snapshot.files[hash]
        else { throw SiteError.notFound }
        let decks = visit.site.keeper.decks
        do throws(ExtractionError) {
            // A deck that was replaced is not in the snapshot's contents, but its pictures are linked to for good.
            let known = visit.snapshot.contents[hash]?.slides.count
            let pageCount = if let known { known } else { try await decks.pageCount(of: file.location, hash: hash) }
            guard name.page <= pageCount else { throw .noSuchPage(name.page) }
            guard !name.isFormer else { return moved(to: .picture(hash, page: name.page, name.size)) }
            let picture = try await decks.picture(
                of: file.location, hash: hash, page: name.page, pageCount: pageCount, size: PictureSize(name.size))
            var answer = content("image/webp", bytes: Array(picture), caching: .immutable)
            answer.lastModified = file.deck.added
            return answer
        } catch {
            guard let slides = visit.snapshot.contents[hash]?.slides, slides.indices.contains(name.page - 1),
                error.isTheDecks, !name.isFormer
            else { throw Self.unavailable(error) }
            return missing(slides[name.page - 1], name)
        }
    }

    /// What a browser shows in the place of a picture that cannot be made: it draws pictures of errors, too.
    private static func missing(_ slide: Slide, _ name: PictureName) -> Content {
        let frame = PictureSize(name.size).frame(pageWidth: slide.width, pageHeight: slide.height)
        let picture = MissingPicture.svg(page: name.page, width: frame.width, height: frame.height)
        return content("image/svg+xml", bytes: Array(picture.utf8), status: .notFound, caching: .seconds(300))
    }

    private static func moved(to address: SiteAddress) -> Content {
        var answer = Content.redirect(to: address.path, permanent: true)
        // Programs of the day of those addresses know 301 better than 308.
        answer.status = .movedPermanently
        return answer
    }

    private static func content(
        _ mediaType: String, bytes: [UInt8], status: HTTPResponse.Status = .ok, caching: Content.Caching
    ) -> Content {
        var answer = Content(mediaType, bytes: bytes, status: status, caching: caching)
        answer.security = .userFile
        return answer
    }

    static func unavailable(_ error: ExtractionError) -> SiteError {
        // A page that cannot be drawn has no picture; whoever asks can do nothing, and no log needs it each time.
        if error.isTheDecks { return .notFound }
        return SiteError(
            status: .serviceUnavailable, title: "There is no picture of this slide",
            detail: "It cannot be drawn now. Try again later; the talk's page has the slides as PDF.",
            cause: error.description)
    }
}

/// `7.webp` or `7-small.webp`, spelled in just one way; `.png` in addresses of former times.
struct PictureName {
    let page: Int
    let size: SiteAddress.PictureSize
    let isFormer: Bool

    init?(_ name: String) {
        guard let ending = [".webp", ".png"].first(where: name.hasSuffix) else { return nil }
        let stem = name.dropLast(ending.count)
        let isSmall = stem.hasSuffix("-small")
        let digits = isSmall ? stem.dropLast(6) : stem
        guard let page = Int(digits), String(page) == digits, page > 0 else { return nil }
        self.page = page
        size = isSmall ? .small : .large
        isFormer = ending == ".png"
    }
}
