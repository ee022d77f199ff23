// swift-format-ignore-file: NeverForceUnwrap
// Values for tests: what cannot be made here is a mistake of the test itself.

import ArchiveMirror
import Foundation
import TalkArchive
import Testing

@Suite("Sources that lie")
struct HostileSourceTests {
    @Test("bytes with another hash are not taken, and everything else is")
    func wrongBytes() async throws {
        let copying = try Copying(.small())
        let deck = try #require(copying.source.folder.load().archive?.talk(TalkKey("2023/waves")!)?.currentDeck)
        copying.source.with { $0.lies[SiteAddress.file(deck.hash).path] = Data("%PDF-1.7\nother\n%%EOF\n".utf8) }
        let summary = try await copying.run()
        #expect(summary.problems.map(\.file) == ["2023/waves/deck 0.pdf"])
        let reason = try #require(summary.problems.first?.reason)
        #expect(reason.contains("\(deck.hash)"))
        #expect(reason.contains("\(ContentHash(of: Data("%PDF-1.7\nother\n%%EOF\n".utf8)))"))
        #expect(!copying.folder.exists("2023/waves"))
        #expect(copying.folder.exists("2024/limpets/deck 1.pdf"))
        copying.source.with { $0.lies = [:] }
        #expect(try await copying.run().problems.isEmpty)
        copying.expectSame()
    }

    @Test("a talk whose new deck cannot be had stays as it was")
    func stays() async throws {
        let copying = try Copying(.small())
        try await copying.run()
        let before = try copying.folder.text("2023/waves/talk.md")
        try copying.source.folder.talk("2023/waves", "title: Waves\nspeakers: [Ada Low]", decks: ["new waves"])
        let deck = try #require(copying.source.folder.load().archive?.talk(TalkKey("2023/waves")!)?.currentDeck)
        copying.source.with { $0.lies[SiteAddress.file(deck.hash).path] = Data("bad".utf8) }
        #expect(try await copying.run().problems.count == 1)
        #expect(try copying.folder.text("2023/waves/talk.md") == before)
        #expect(try copying.folder.text("2023/waves/deck 0.pdf").contains("waves"))
    }

    /// Texts of talks that would lead out of the folder, or are too much.
    @Test(
        "names that no archive can have lead nowhere",
        arguments: [
            "../../evil.pdf", "/tmp/evil.pdf", ".evil.pdf", "a/../../evil.pdf", "evil.md", "a\\b.pdf", "evil\\0.pdf",
        ])
    func names(name: String) async throws {
        let copying = try Copying(.small())
        let bytes = Data("%PDF-1.7\nevil\n%%EOF\n".utf8)
        let text = """
            ---
            title: Waves
            decks: [{file: "\(name.replacing("\\", with: "\\\\"))", sha256: \(ContentHash(of: bytes)), bytes: \(bytes.count)}]
            ---
            """
        try await copying.lie("/2023/waves/talk.md", text, in: "/2023/feed.atom")
        copying.source.with { $0.lies["/files/\(ContentHash(of: bytes)).pdf"] = bytes }
        let summary = try await copying.run()
        #expect(summary.problems.map(\.file) == ["2023/waves/talk.md"])
        #expect(copying.folder.files().keys.allSatisfy { !$0.contains("evil") })
    }

    @Test(
        "a feed that leads elsewhere, or says too little, is not followed",
        arguments: [
            ("https://tidal.example/sub/2023/waves/talk.md", "https://evil.example/2023/waves/talk.md"),
            ("https://tidal.example/sub/2023/waves/talk.md", "https://tidal.example/sub/../2023/waves/talk.md"),
            ("https://tidal.example/sub/2023/waves/talk.md", "https://tidal.example/sub/2023/../waves/talk.md"),
            ("https://tidal.example/sub/2023/waves/talk.md", "https://tidal.example/sub/2024/waves/talk.md"),
            ("https://tidal.example/sub/2023/waves/talk.md", "https://tidal.example/sub/2023/waves/talk.md?x=1"),
            ("https://tidal.example/sub/2023/edition.yaml", "file:///etc/passwd"),
            ("sha-256:", "md5:"), ("fh:complete", "fh:archive"), ("<feed", "<rss"), ("</feed>", ""),
            ("/2023/feed.atom", "/2022/feed.atom"),
        ])
    func links(old: String, new: String) async throws {
        let copying = try Copying(.small())
        let feed = try await copying.feed("/2023/feed.atom")
        #expect(feed.contains(old))
        copying.source.with { $0.lies["/2023/feed.atom"] = Data(feed.replacing(old, with: new).utf8) }
        let summary = try await copying.run()
        #expect(summary.problems.map(\.file) == ["2023"])
        #expect(!copying.folder.exists("2023"))
        #expect(copying.folder.exists("2024/pool/talk.md"))
        #expect(copying.source.takeRequests().allSatisfy { !$0.contains("evil") && !$0.contains("..") })
    }

    @Test("what is larger than the limits is not fetched")
    func limits() async throws {
        let copying = try Copying(.small())
        let summary = try await copying.run(limits: { $0.archive.deckBytes = 10 })
        #expect(summary.problems.map(\.file) == ["2023/waves/deck 0.pdf", "2024/limpets/deck 0.pdf"])
        #expect(!copying.source.takeRequests().contains { $0.hasPrefix("/files/") })
        await #expect(throws: MirrorError.self) { try await copying.run(limits: { $0.feedBytes = 10 }) }
    }

    @Test("a folder that is no copy of this archive is not touched")
    func folders() async throws {
        let copying = try Copying(.small())
        try copying.folder.write("archive.yaml", "name: Mine\n")
        await #expect(throws: MirrorError.self) { try await copying.run() }
        #expect(copying.folder.files().count == 1)
        let other = try Copying(.small())
        try await other.run()
        let files = other.folder.files()
        try other.source.folder.write(
            "archive.yaml", "name: Other\nbase_url: \(SourceArchive.base)\ntag_authority: other.example,2020\n")
        await #expect(throws: MirrorError.self) { try await other.run() }
        #expect(other.folder.files() == files)
    }

    @Test("a link that somebody made in the copy leads nothing out of it")
    func symbolicLink() async throws {
        let copying = try Copying(.small())
        let elsewhere = try Folder()
        try await copying.run()
        try copying.folder.remove("2023/waves")
        try FileManager.default.createSymbolicLink(
            at: copying.folder.url.appending(path: "2023/waves"), withDestinationURL: elsewhere.url)
        let summary = try await copying.run()
        #expect(summary.problems.map(\.file) == ["2023/waves/talk.md"])
        #expect(elsewhere.files().isEmpty)
    }
}

extension Copying {
    func feed(_ path: String) async throws -> String {
        guard case .document(let data, _) = try await source.document(path, unless: nil, limit: .max) else { return "" }
        return String(decoding: data, as: UTF8.self)
    }

    /// The source gives another text for a talk, with its hash in the feed.
    func lie(_ path: String, _ text: String, in feedPath: String) async throws {
        guard case .document(let truth, _) = try await source.document(path, unless: nil, limit: .max) else { return }
        let lied = try await feed(feedPath).replacing(
            "\(ContentHash(of: truth))", with: "\(ContentHash(of: Data(text.utf8)))")
        source.with { state in
            state.lies[path] = Data(text.utf8)
            state.lies[feedPath] = Data(lied.utf8)
        }
    }
}
