internal import HTTPTypes
internal import SlideExtraction
internal import TalkArchive

/// A version of a talk's slides for organizers, hidden talks too: the PDF and its pictures. Kept nowhere.
enum VersionFiles {
    /// `versions/<sha256>.pdf`
    static func deck(_ request: DeskVisit) async throws -> Content {
        let name = request.visit.parameter("version")
        guard name.hasSuffix(".pdf"), let key = request.talkKey, let hash = ContentHash(String(name.dropLast(4))),
            name == "\(hash).pdf", let version = try await request.desk.version(hash, of: key)
        else { throw SiteError.notFound }
        var content = Content(
            "application/pdf", file: version.file, length: version.deck.byteCount,
            stamp: request.visit.site.keeper.stamps.stamp(of: version.deck, in: key),
            entityTag: hash.description, caching: .never)
        content.security = .userFile
        content.fields[.contentDisposition] = "inline; filename=\"\(key.edition)-\(key.slug)-\(hash.prefix).pdf\""
        return content
    }

    /// `versions/<sha256>/7.webp` and `versions/<sha256>/7-small.webp`
    static func picture(_ request: DeskVisit) async throws -> Content {
        guard let key = request.talkKey, let hash = ContentHash(request.visit.parameter("version")),
            request.visit.parameter("version") == hash.description,
            let name = PictureName(request.visit.parameter("picture")), !name.isFormer,
            let version = try await request.desk.version(hash, of: key)
        else { throw SiteError.notFound }
        let decks = request.visit.site.keeper.decks
        do throws(ExtractionError) {
            let pageCount = try await decks.pageCount(of: version.file, hash: hash)
            guard name.page <= pageCount else { throw .noSuchPage(name.page) }
            let picture = try await decks.picture(
                of: version.file, hash: hash, page: name.page, pageCount: pageCount, size: PictureSize(name.size))
            var content = Content("image/webp", bytes: Array(picture), caching: .never)
            content.security = .userFile
            return content
        } catch {
            throw SlidePictureFiles.unavailable(error)
        }
    }

    static func restore(_ request: DeskVisit) async throws -> Content {
        guard let key = request.talkKey, let hash = ContentHash(request.visit.parameter("version")) else {
            throw SiteError.notFound
        }
        do {
            let commit = try await request.desk.restore(hash, in: key)
            return request.done(commit.outcome == .unchanged ? .unchanged : .restored, at: .talk(key))
        } catch {
            throw SiteError(upload: error)
        }
    }
}
