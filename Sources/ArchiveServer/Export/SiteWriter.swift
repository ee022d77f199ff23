internal import ArchiveSearch
internal import Foundation
internal import TalkArchive

/// Asks the site for all it has, and writes each answer as a file whose links lead to the other files.
struct SiteWriter {
    private let visitor: InProcessVisitor
    private let snapshot: Snapshot
    private let report: (_ done: Int, _ total: Int) -> Void
    private(set) var folder: ExportFolder
    private(set) var brokenLinks: [ExportSummary.BrokenLink] = []
    /// Paths that pages and feeds name and nothing listed.
    private(set) var unlisted: [String] = []

    private var waiting: [Request] = []
    private var known: Set<StaticPath> = []
    /// What stands at another place than its address says.
    private var moved: [StaticPath: StaticPath] = [:]
    /// Named, and asked for in vain.
    private var missing: Set<StaticPath> = []
    private var done = 0
    private let live: LiveAddresses

    private struct Request {
        let path: String
        let place: StaticPath
        /// The page or feed that names it; nil when it is listed.
        let namedBy: StaticPath?
        /// A feed's text may name what is not there, as any text may.
        var mayBeMissing = false
    }

    init(site: Site, folder: ExportFolder, report: @escaping (_ done: Int, _ total: Int) -> Void) {
        visitor = InProcessVisitor(site: site)
        snapshot = site.snapshots.take()
        live = LiveAddresses(base: snapshot.archive.settings.baseURL)
        self.folder = folder
        self.report = report
    }

    mutating func write() async throws {
        let addresses = ExportAddresses(snapshot: snapshot)
        // Pages have to know which pictures stand elsewhere.
        try await writeAll(addresses.pictures.map(\.path))
        try await writeAll(addresses.documents.map(\.path) + assetPaths)
        try place(StaticPages.search(visitor), mediaType: Self.html, at: .search)
        try place(StaticPages.lost(visitor), mediaType: Self.html, at: .lost)
        try await writeAll([])
        let moved = moved
        try StaticSearchFiles(snapshot) { moved[$0] != nil }.write { path, bytes in
            try Task.checkCancellation()
            try folder.place(bytes, at: path)
        }
        for redirect in RedirectPage.all(snapshot.archive.settings) where known.insert(redirect.place).inserted {
            try folder.place(redirect.html, at: redirect.place.file)
        }
    }

    private static let html = "text/html"

    private var assetPaths: [String] {
        ["site.css", "site.js", "favicon.svg", StaticPages.script].map { visitor.site.assets.address($0) }
    }

    /// Writes these and all that they lead to.
    private mutating func writeAll(_ paths: [String]) async throws {
        for path in paths { ask(for: path, namedBy: nil) }
        var next = 0
        while next < waiting.count {
            try Task.checkCancellation()
            try await write(waiting[next])
            next += 1
            done += 1
            report(done, done + waiting.count - next)
        }
        waiting = []
    }

    private mutating func ask(for path: String, namedBy page: StaticPath?, mayBeMissing: Bool = false) {
        guard let place = StaticPath(path), place != .search, !missing.contains(place), known.insert(place).inserted
        else { return }
        if page != nil { unlisted.append(path) }
        waiting.append(Request(path: path, place: place, namedBy: page, mayBeMissing: mayBeMissing))
    }

    private mutating func write(_ request: Request) async throws {
        guard !LiveAddresses.answer(request.path) else { return leaveOut(request) }
        let answer = try await visitor.get(request.path)
        switch answer.status {
        case 200:
            if let hash = answer.entityTag.flatMap({ ContentHash($0) }) {
                try await copy(answer, hash: hash, to: request)
            } else {
                try place(try await answer.bytes(), mediaType: answer.mediaType, at: request.place)
            }
        case 404 where answer.mediaType == "image/svg+xml":
            // A slide that cannot be drawn: its picture says so, and file servers go by the name.
            guard let place = request.place.renamed(".svg") else { return }
            moved[request.place] = place
            try folder.place(try await answer.bytes(), at: place.file)
        case 301, 308:
            guard let location = answer.location, let target = StaticPath(location) else { return leaveOut(request) }
            if target == request.place {
                try await write(Request(path: location, place: target, namedBy: request.namedBy))
            } else {
                moved[request.place] = target
                ask(for: location, namedBy: request.namedBy)
            }
        case let status:
            guard request.namedBy != nil else { throw ExportError.noAnswer(path: request.path, status: status) }
            leaveOut(request)
        }
    }

    /// There is nothing at a path that a page or feed names.
    private mutating func leaveOut(_ request: Request) {
        known.remove(request.place)
        missing.insert(request.place)
        unlisted.removeAll { $0 == request.path }
        guard let page = request.namedBy, !request.mayBeMissing else { return }
        brokenLinks.append(ExportSummary.BrokenLink(page: page.file, link: request.path))
    }

    private mutating func copy(_ answer: InProcessVisitor.Answer, hash: ContentHash, to request: Request) async throws {
        guard !folder.keepsFile(at: request.place.file, hash: hash) else { return }
        let file = try folder.beginFile(for: request.place.file)
        do {
            try await answer.read { try file.write($0) }
        } catch is CancellationError {
            // The answer breaks off when somebody replaces the file.
            try Task.checkCancellation()
            throw ExportError.changedMeanwhile(path: request.path)
        }
        try folder.take(file, at: request.place.file)
    }

    private mutating func place(_ bytes: [UInt8], mediaType: String, at place: StaticPath) throws {
        guard mediaType.hasPrefix(Self.html) else {
            if mediaType.contains("xml") || mediaType.contains("json") {
                for path in live.paths(in: bytes) { ask(for: path, namedBy: place, mayBeMissing: true) }
            }
            return try folder.place(bytes, at: place.file)
        }
        var links: [String] = []
        let html = PageLinks.rewritten(bytes) { path, rest in
            guard let target = StaticPath(path) else { return nil }
            links.append(path)
            let end = moved[target] ?? target
            // Only the search reads a query.
            let kept = end == .search ? rest : rest.firstIndex(of: "#").map { String(rest[$0...]) } ?? ""
            return (place == .lost ? live.basePath + end.link : end.relative(to: place)) + kept
        }
        for path in links { ask(for: path, namedBy: place) }
        try folder.place(html, at: place.file)
    }
}
