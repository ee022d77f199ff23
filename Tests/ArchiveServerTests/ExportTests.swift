import Foundation
import Logging
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Export")
struct ExportTests {
    /// The archive of most tests, exported once.
    private static let made = Task {
        let out = try TestFolder()
        let archive = try Tidepool.archive()
        return (out: out, archive: archive, summary: try await export(archive, to: out))
    }

    private static func export(
        _ archive: TestArchive, to out: TestFolder, cache: TestFolder? = nil,
        onEvent: @escaping @Sendable (ExportEvent) -> Void = { _ in }
    ) async throws -> ExportSummary {
        let cache = try cache ?? TestFolder()
        let configuration = ServerConfiguration(
            archive: archive.folder.url, cache: cache.url, templates: SourceTree.templates)
        return try await SiteExport(configuration: configuration, logger: LogStore().logger)
            .run(to: out.url, onEvent: onEvent)
    }

    private static func files(of out: TestFolder) -> [String] {
        (FileManager.default.subpaths(atPath: out.path) ?? []).filter { path in
            var isFolder = ObjCBool(false)
            _ = FileManager.default.fileExists(atPath: out.file(path).path, isDirectory: &isFolder)
            return !isFolder.boolValue
        }
    }

    @Test("every link of every page leads to a file of the export, and none to a server")
    func links() async throws {
        let (out, _, summary) = try await Self.made.value
        #expect(summary.brokenLinks == [])
        for file in Self.files(of: out) where file.hasSuffix(".html") {
            var links: [String] = []
            _ = PageLinks.rewritten(Array(try out.data(file))) { path, _ in
                links.append(path)
                return nil
            }
            for link in links where !link.isEmpty && !link.contains("://") {
                guard file != "404.html" else {
                    #expect(
                        link.hasPrefix("/") && out.exists(link + (link.hasSuffix("/") ? "index.html" : "")), "\(link)")
                    continue
                }
                #expect(!link.hasPrefix("/"), "\(file): \(link)")
                let folder = out.file(file).deletingLastPathComponent()
                let target = URL(string: link, relativeTo: folder)?.standardizedFileURL.path ?? ""
                var isFolder = ObjCBool(false)
                #expect(
                    FileManager.default.fileExists(atPath: target, isDirectory: &isFolder), "\(file): \(link)")
                // A folder without a slash would be a redirect at every step.
                #expect(isFolder.boolValue == (link.hasSuffix("/") || link.hasSuffix(".")), "\(file): \(link)")
            }
        }
    }

    @Test("what is listed and what links lead to are the same")
    func listed() async throws {
        let (out, _, summary) = try await Self.made.value
        #expect(summary.unlisted == [])
        let files = Set(Self.files(of: out))
        #expect(files.count == summary.files + 1, "the list of files is not one of them")
        for path in [
            "index.html", "2031/limpets/index.html", "2031/limpets/slides/3/index.html", "2031/limpets/slides.pdf",
            "files/\(Tidepool.formerLimpets.hash).pdf", "files/\(Tidepool.limpets.hash)/1-small.webp",
            "files/\(Tidepool.limpets.hash)/1.webp", "2031/gallery/pool.png", "2031/limpets/slides/1/cite.bib",
            "2030/cite.json", "speakers/ada-low/feed.atom", "tags/grip/index.html", "sitemap.xml", "robots.txt",
            "opensearch.xml", "404.html", "search/index.html", "search/index.json",
        ] { #expect(files.contains(path), "\(path)") }
        #expect(!files.contains { $0.hasPrefix("organize") || $0.contains("organize.js") })
    }

    @Test("the way to tell of a weakness is in it when the archive names one")
    func securityContact() async throws {
        let archive = try TestArchive("security_contact: security@tidepool.example")
        try archive.edition("2031")
        let out = try TestFolder()
        for _ in 1...2 {
            let summary = try await Self.export(archive, to: out)
            #expect(summary.unlisted == [])
            #expect(try out.text(".well-known/security.txt").hasPrefix("Contact: mailto:security@tidepool.example"))
        }
    }

    @Test("feeds, PDFs and pictures are the server's, byte for byte")
    func same() async throws {
        let (out, _, _) = try await Self.made.value
        let server = try await Tidepool.server.value
        for path in [
            "/feed.atom", "/tags/grip/feed.atom", "/2031/limpets/slides.pdf", "/2031/limpets/cite.ris", "/sitemap.xml",
            "/files/\(Tidepool.limpets.hash)/1-small.webp", "/files/\(Tidepool.limpets.hash)/2.webp", "/robots.txt",
        ] {
            let reply = try await server.get(path)
            #expect(reply.status == 200)
            #expect(try out.data(String(path.dropFirst())) == Data(reply.body), "\(path)")
        }
    }

    @Test("nothing of hidden and embargoed talks is in any file")
    func hidden() async throws {
        let (out, _, _) = try await Self.made.value
        for file in Self.files(of: out) {
            let data = try out.data(file)
            for word in [Tidepool.hiddenWord, Tidepool.embargoedWord] {
                #expect(data.range(of: Data(word.utf8)) == nil && !file.contains(word), "\(file)")
            }
            #expect(!file.contains(Tidepool.hiddenDeck.hash) && !file.contains(Tidepool.embargoedDeck.hash))
        }
    }

    @Test("nothing on the pages needs a server")
    func controls() async throws {
        let (out, _, _) = try await Self.made.value
        let feeds = try out.text("feeds/index.html")
        #expect(!feeds.contains("search.atom") && !feeds.contains("organize"))
        #expect(try out.text("2031/limpets/index.html").contains("action=\"../../search/\""))
        #expect(!(try out.text("opensearch.xml")).contains("search.atom"))
        #expect(try out.text("search/index.html").contains("<noscript>"))
    }

    @Test("old paths are pages that lead on, also those that look like files")
    func redirects() async throws {
        let (out, _, _) = try await Self.made.value
        let page = try out.text("A Rock (Pool) Talk: part 1.pdf/index.html")
        #expect(page.contains("content=\"0; url=../2031/limpets/slides.pdf\""))
        #expect(page.contains("rel=\"canonical\" href=\"\(TestArchive.baseURL)/2031/limpets/slides.pdf\""))
        #expect(try out.text("old/index.html").contains("url=../2031/\""))
    }

    @Test("the same archive gives the same bytes, from an empty cache too; a second run writes nothing")
    func deterministic() async throws {
        let (out, archive, _) = try await Self.made.value
        let other = try TestFolder()
        let cache = try TestFolder()
        let first = try await Self.export(archive, to: other, cache: cache)
        #expect(other.fingerprint() == out.fingerprint())
        let again = try await Self.export(archive, to: other, cache: cache)
        #expect((again.changed, again.removed, again.files) == (0, 0, first.files))
        #expect(other.fingerprint() == out.fingerprint())
    }

    @Test("the list of files has the hash of each")
    func list() async throws {
        let (out, _, _) = try await Self.made.value
        var expected = out.fingerprint()
        expected["rockpool-export.json"] = nil
        let list = try ExportList(reading: Array(try out.data("rockpool-export.json")), file: "list")
        #expect(Dictionary(uniqueKeysWithValues: list.files.map { ($0.path, $0.sha256) }) == expected)
    }

    @Test("interrupted, it leaves the former export as it was; run again, it is done", arguments: [0, 1, 40])
    func interrupted(files: Int) async throws {
        let out = try TestFolder()
        let archive = try Tidepool.archive()
        let cache = try TestFolder()
        _ = try await Self.export(archive, to: out, cache: cache)
        let before = out.fingerprint()
        try archive.talk("2030/new", "title: New\nspeakers: [Ada Low]", text: "A new talk.")
        let (steps, source) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await Self.export(archive, to: out, cache: cache) { event in
                if case .writing(let done, _) = event, done >= files { source.yield() }
            }
        }
        for await _ in steps {
            task.cancel()
            break
        }
        // The machine may have been so quick that there was nothing left to interrupt.
        guard (try? await task.value) == nil else { return }
        #expect(out.fingerprint() == before)
        let again = try await Self.export(archive, to: out, cache: cache)
        #expect(again.changed > 0)
        #expect(out.exists("2030/new/index.html"))
    }
}
