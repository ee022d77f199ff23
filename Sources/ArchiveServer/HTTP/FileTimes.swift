internal import Foundation
internal import TalkArchive

/// When files changed, as their file system says.
enum FileTimes {
    /// Nil where there is no such file.
    static func modified(_ file: URL) -> Timestamp? {
        guard let values = try? file.resourceValues(forKeys: [.contentModificationDateKey]),
            let date = values.contentModificationDate
        else { return nil }
        return Timestamp(secondsSinceEpoch: Int(date.timeIntervalSince1970.rounded(.down)))
    }

    /// The newest time of files and folders and all that is in them, but for hidden ones; never later than now. A file
    /// that was deleted shows in the time of its folder.
    static func newest(_ roots: [URL?]) -> Timestamp {
        var newest = Timestamp(secondsSinceEpoch: 0)
        for root in roots.compactMap({ $0 }) {
            newest = modified(root).map { max(newest, $0) } ?? newest
            let files = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: [.contentModificationDateKey], options: [.skipsHiddenFiles])
            while let file = files?.nextObject() as? URL { newest = modified(file).map { max(newest, $0) } ?? newest }
        }
        return min(newest, .now)
    }
}
