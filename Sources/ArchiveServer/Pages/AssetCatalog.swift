internal import Foundation
internal import TalkArchive

/// Style sheets, scripts and icons, each under an address that changes with its bytes, so that browsers keep them for
/// good and still never show an old one.
struct AssetCatalog: Sendable {
    private let folder: URL
    private let assets: [String: Asset]
    private let readsAnew: Bool

    private struct Asset: Sendable {
        let bytes: [UInt8]
        let version: String
        let modified: Timestamp?
    }

    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon",
    ]

    /// - Parameter folder: `assets` in the templates' folder; one that is missing has no assets.
    init(folder: URL, readsAnew: Bool) {
        self.folder = folder
        self.readsAnew = readsAnew
        var assets: [String: Asset] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
            assets[name] = Self.read(folder.appendingPathComponent(name))
        }
        self.assets = assets
    }

    /// The address of an asset; one that does not exist has version `0` and will not be found.
    func address(_ name: String) -> String {
        SiteAddress.asset(name: name, version: asset(name)?.version ?? "0").path
    }

    /// Nil when there is no such asset.
    func version(of name: String) -> String? { asset(name)?.version }

    /// The bytes, whatever version is asked for: an old page's style is better served new than not at all.
    func content(_ name: String, version: String) -> Content? {
        guard let asset = asset(name), let mediaType = Self.mediaTypes[Self.fileExtension(name)] else { return nil }
        var content = Content(
            mediaType, bytes: asset.bytes, caching: asset.version == version ? .immutable : .revalidate,
            lastModified: asset.modified)
        content.mayBeKept = asset.version == version
        return content
    }

    private func asset(_ name: String) -> Asset? {
        guard let known = assets[name] else { return nil }
        return readsAnew ? Self.read(folder.appendingPathComponent(name)) : known
    }

    private static func read(_ file: URL) -> Asset? {
        guard mediaTypes[fileExtension(file.lastPathComponent)] != nil, let data = try? Data(contentsOf: file) else {
            return nil
        }
        return Asset(
            bytes: Array(data), version: ContentHash(of: data).prefix, modified: FileTimes.modified(file))
    }

    private static func fileExtension(_ name: String) -> String {
        name.split(separator: ".").last.map(String.init) ?? ""
    }
}
