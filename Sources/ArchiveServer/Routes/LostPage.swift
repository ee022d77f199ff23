internal import ArchiveSearch
internal import Foundation
internal import TalkArchive

/// What may have been meant by an address that names nothing.
enum LostPage {
    /// The words of a path, for the search box: `/2022/Pinning in Rust.pdf` looks for `Pinning in Rust`.
    static func words(of path: String) -> String {
        let decoded = path.removingPercentEncoding ?? path
        let last = decoded.split(separator: "/").last.map(String.init) ?? ""
        let name = last.split(separator: ".").first.map(String.init) ?? last
        return name.replacing("-", with: " ").replacing("_", with: " ")
    }

    /// Talks that the words find, and the edition that the path begins with.
    static func suggestions(for path: String, in snapshot: Snapshot) -> [PageContext] {
        var suggestions: [PageContext] = []
        let first = path.split(separator: "/").first.map(String.init) ?? ""
        if let id = EditionID(first), let edition = snapshot.archive.edition(id) {
            suggestions.append(["href": SiteAddress.edition(id).path, "title": edition.name])
        }
        let words = words(of: path)
        guard words.contains(where: \.isLetter), words.utf8.count < 100 else { return suggestions }
        let found = snapshot.search.results(of: SearchAddress(query: words), pageSize: 3)
        return suggestions
            + found.hits.map { ["href": SiteAddress.talk($0.talk.key).path, "title": $0.talk.title] }
    }
}
