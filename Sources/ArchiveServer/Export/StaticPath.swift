internal import Foundation

/// Where an address of the site lies in an export: as a file, and as what a link to it says.
///
/// A page is a folder with an `index.html`, so that it has its address on any file server. An address of a page
/// without a `/` at its end (`/2022/rust-gcc/slides/7`) gets one, which file servers lead to by themselves.
struct StaticPath: Hashable {
    /// Percent-encoded, without the leading `/`; empty for the home page, with a `/` at its end for every other page.
    let link: String

    /// - Parameter path: as `SiteAddress` spells it; what follows a `?` or `#` is no part of it.
    /// - Returns: nil for what is no path of a file: steps upwards, empty names, encoded slashes.
    init?(_ path: String) {
        let plain = path.prefix { $0 != "?" && $0 != "#" }
        guard plain.first == "/" else { return nil }
        var link = String(plain.dropFirst())
        let names = link.split(separator: "/", omittingEmptySubsequences: false)
        for (position, name) in names.enumerated() {
            if name.isEmpty, position == names.count - 1 { continue }
            guard let decoded = String(name).removingPercentEncoding, Self.isFileName(decoded) else { return nil }
        }
        if let last = names.last, !last.isEmpty, !last.contains(".") { link += "/" }
        self.link = link
    }

    private init(link: String) { self.link = link }

    /// The search page of an export.
    static let search = StaticPath(link: "search/")
    /// What file servers show for an address at which there is nothing.
    static let lost = StaticPath(link: "404.html")

    /// The same place with another file name extension; nil for a page.
    func renamed(_ ending: String) -> StaticPath? {
        guard !isPage, let dot = link.lastIndex(of: ".") else { return nil }
        return StaticPath(link: link[..<dot] + ending)
    }

    /// Whether it is a page, which lies in a folder of its own.
    var isPage: Bool { link.isEmpty || link.hasSuffix("/") }

    /// The file in the export's folder.
    var file: String { (link.removingPercentEncoding ?? link) + (isPage ? "index.html" : "") }

    /// What a page of the export has to say to get here.
    /// - Parameter page: the page with the link.
    func relative(to page: StaticPath) -> String {
        let from = page.link.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let to = link.split(separator: "/", omittingEmptySubsequences: false)
        var shared = 0
        while shared < from.count, shared < to.count - 1, from[shared] == to[shared] { shared += 1 }
        let steps = String(repeating: "../", count: from.count - shared)
        let rest = to.dropFirst(shared).joined(separator: "/")
        // A first name with a colon would be a scheme (RFC 3986, 4.2).
        if steps.isEmpty, rest.isEmpty || rest.prefix(while: { $0 != "/" }).contains(":") { return "./" + rest }
        return steps + rest
    }

    private static func isFileName(_ name: String) -> Bool {
        // 255 bytes are what a name may have on every file system in use.
        !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 255
            && !name.contains { $0 == "/" || $0 == "\0" }
    }
}
