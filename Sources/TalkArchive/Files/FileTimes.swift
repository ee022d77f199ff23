public import Foundation

/// When files changed, as their file system says.
public enum FileTimes {
    /// Nil where there is no such file.
    public static func modified(_ file: URL) -> Timestamp? {
        let status = try? FileStatus.of(file.path(percentEncoded: false), followingLinks: true)
        return status.map(moment)
    }

    /// The newest time of files and folders and all that is in them, but for hidden ones; never later than now. A file
    /// that was deleted shows in the time of its folder.
    public static func newest(_ roots: [URL?]) -> Timestamp {
        var newest = Timestamp(secondsSinceEpoch: 0)
        for root in roots.compactMap({ $0 }) {
            if let own = modified(root) { newest = max(newest, own) }
            if let listing = try? FolderListing(root: root.path(percentEncoded: false)) {
                lookThrough("", in: listing, &newest)
            }
        }
        return min(newest, .now)
    }

    /// Links are not followed, so that none leads round in a circle.
    private static func lookThrough(_ folder: String, in listing: FolderListing, _ newest: inout Timestamp) {
        for entry in (try? listing.entries(of: folder, limit: .max)) ?? [] {
            let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
            guard let status = try? FileStatus.of(listing.absolute(path), followingLinks: false) else { continue }
            newest = max(newest, moment(status))
            if status.kind == .folder { lookThrough(path, in: listing, &newest) }
        }
    }

    private static func moment(_ status: FileStatus) -> Timestamp {
        Timestamp(secondsSinceEpoch: status.modified / 1_000_000_000)
    }
}
