internal import Foundation
internal import TalkArchive

/// The addresses of the site as others see them: those that feeds and sitemap name, and those that need a server.
struct LiveAddresses {
    private let base: [UInt8]
    /// The path at which the site stands on its host, with a `/` at both ends.
    let basePath: String

    init(base: URL) {
        let home = SiteAddress.home.absolute(base: base)
        self.base = Array(home.dropLast().utf8)
        let path = URL(string: home)?.path(percentEncoded: true) ?? "/"
        basePath = path.isEmpty ? "/" : path
    }

    /// Whether only a server answers there, and each time otherwise.
    static func answer(_ path: String) -> Bool {
        ["api", "healthz", "metrics", "oai", "organize", "readyz", "search.atom", "search.json", "suggest"]
            .contains { path == "/\($0)" || path.hasPrefix("/\($0)/") || path.hasPrefix("/\($0)?") }
    }

    /// The paths of this site that an XML or JSON document names, each once.
    func paths(in document: [UInt8]) -> [String] {
        var (found, seen): ([String], Set<String>) = ([], [])
        var rest = document[...]
        while let range = rest.firstRange(of: base) {
            rest = rest[range.upperBound...]
            guard rest.first == UInt8(ascii: "/") else { continue }
            let path = String(decoding: rest.prefix { Self.isPathPart($0) }, as: UTF8.self)
            if seen.insert(path).inserted { found.append(path) }
        }
        return found
    }

    /// What `SiteAddress` writes into a path; the first other byte ends it.
    private static func isPathPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~%/".utf8.contains(byte)
        }
    }
}
