/// What sort of thing an address asks for, as far as its path tells: a label of few values, for counting.
enum RequestKind: Int, CaseIterable {
    case page, slide, search, feed, file, picture, asset, document, citation, api, harvest, organize, probe

    /// As it stands in the label.
    var name: String { "\(self)" }

    init(path: String) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 4)
        self = parts.first.flatMap { Self.named[String(decoding: Array($0), as: UTF8.self)] } ?? .page
        guard self == .page || self == .file, let last = parts.last else { return }
        let ending = last.lastIndex(of: UInt8(ascii: ".")).map { String(decoding: Array(last[$0...]), as: UTF8.self) }
        switch ending {
        case ".atom",
            ".json" where self == .page:
            self = parts.first?.elementsEqual("search".utf8) == true ? .search : .feed
        case ".pdf": self = .file
        case ".webp", ".png", ".jpg", ".jpeg": self = .picture
        case ".bib", ".ris": self = .citation
        case ".xml", ".txt", ".md", ".yaml": self = .document
        default:
            if parts.count == 4, parts[2].elementsEqual("slides".utf8) { self = .slide }
        }
    }

    private static let named: [String: RequestKind] = [
        "search": .search, "search.atom": .search, "search.json": .search, "suggest": .search, "files": .file,
        "assets": .asset, "api": .api, "oai": .harvest, "organize": .organize, "hand-in": .organize, "healthz": .probe,
        "readyz": .probe, "metrics": .probe,
    ]
}
