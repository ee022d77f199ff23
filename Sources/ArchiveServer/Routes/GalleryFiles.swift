internal import Foundation
internal import TalkArchive

/// `/2022/gallery/<file>`: a picture that the edition's page lists, and no other file.
enum GalleryFiles {
    private static let mediaTypes = [
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
    ]

    static func picture(_ visit: Visit) throws -> Content {
        let edition = try visit.edition()
        guard let name = visit.parameter("picture").removingPercentEncoding,
            let picture = edition.gallery?.pictures.first(where: { $0.file == name }),
            let mediaType = mediaTypes[name.split(separator: ".").last.map { $0.lowercased() } ?? ""]
        else { throw SiteError.notFound }
        let file = visit.site.keeper.folder.file(of: picture, in: edition.id)
        guard let bytes = try? Data(contentsOf: file) else { throw SiteError.notFound }
        var content = Content(
            mediaType, bytes: Array(bytes), caching: .seconds(3600), lastModified: FileTimes.modified(file))
        content.security = .userFile
        return content
    }
}
