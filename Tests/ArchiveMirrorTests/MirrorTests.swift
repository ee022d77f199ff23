// swift-format-ignore-file: NeverForceUnwrap
// Values for tests: what cannot be made here is a mistake of the test itself.

import ArchiveMirror
import Foundation
import SeededRandom
import Synchronization
import TalkArchive
import Testing

/// A copy of a source, and the runs that make it.
struct Copying {
    let source: SourceArchive
    let folder: Folder

    init(_ source: SourceArchive) throws {
        self.source = source
        folder = try Folder()
    }

    @discardableResult
    func run(
        _ options: (inout Mirror.Options) -> Void = { _ in }, limits: (inout MirrorLimits) -> Void = { _ in },
        telling: @escaping @Sendable (MirrorEvent) -> Void = { _ in }
    ) async throws -> MirrorSummary {
        var chosen = Mirror.Options()
        options(&chosen)
        var bounds = MirrorLimits()
        limits(&bounds)
        let mirror = Mirror(of: source, in: ArchiveFolder(root: folder.url), limits: bounds, options: chosen)
        return try await mirror.run(from: SourceArchive.base, telling: telling)
    }

    /// The copy shows everyone the same as its source, and has no file more.
    func expectSame(_ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
        let (copy, problems) = folder.load()
        #expect(
            copy.map(Self.plain) == source.folder.load().archive.map(Self.plain), comment,
            sourceLocation: sourceLocation)
        #expect(problems == [], comment, sourceLocation: sourceLocation)
        for (path, data) in folder.files() where path.hasSuffix(".pdf") || path.hasSuffix(".jpg") {
            #expect(source.folder.files()[path] == data, "\(path)", sourceLocation: sourceLocation)
        }
    }

    /// That an embargo ended is known to the source alone; what is left of a talk has no place in the programme.
    private static func plain(_ archive: Archive) -> Archive {
        Archive(
            settings: archive.settings,
            editions: archive.editions.map { edition in
                var plain = edition
                for index in plain.talks.indices { plain.talks[index].visibility = .public }
                plain.withdrawals.sort { $0.key < $1.key }
                return plain
            })
    }
}

@Suite("Copies of an archive")
struct MirrorTests {
    @Test("a copy shows everyone the same as its source, whatever is in it", arguments: UInt64(1)...30)
    func same(seed: UInt64) async throws {
        let copying = try Copying(.random(seed: seed))
        let summary = try await copying.run()
        #expect(summary.problems.isEmpty, "seed \(seed)")
        copying.expectSame("seed \(seed)")
        let files = copying.folder.files()
        _ = copying.source.takeRequests()
        let second = try await copying.run()
        let editions = copying.source.folder.load().archive?.editions ?? []
        #expect(copying.source.takeRequests().count == 1 + editions.count, "seed \(seed)")
        #expect(second.fetched == 0 && second.removed == 0 && second.problems.isEmpty)
        #expect(second.talks == summary.talks && second.decks == summary.decks && second.byteCount == summary.byteCount)
        #expect(copying.folder.files() == files)
    }

    @Test("a run that stops at any request goes on later, and fetches nothing twice", arguments: UInt64(1)...4)
    func interruption(seed: UInt64) async throws {
        let source = try SourceArchive.random(seed: seed)
        let whole = try Copying(source)
        try await whole.run()
        let all = source.takeRequests()
        for stop in 0..<all.count {
            let copying = try Copying(source)
            source.with { $0.failsFrom = stop }
            let first = try await copying.run(limits: { $0.connections = 1 })
            #expect(!first.isComplete)
            let asked = Set(source.takeRequests().prefix(stop).filter { $0.hasPrefix("/files/") })
            source.with { $0.failsFrom = .max }
            let second = try await copying.run()
            #expect(second.isComplete && second.problems.isEmpty, "seed \(seed), stopped at \(stop)")
            copying.expectSame("seed \(seed), stopped at \(stop)")
            let again = source.takeRequests().filter(asked.contains)
            // The same bytes can belong to several talks.
            #expect(
                Set(all.filter { $0.hasPrefix("/files/") }).count < all.count { $0.hasPrefix("/files/") } || again == []
            )
            #expect(copying.folder.files() == whole.folder.files())
        }
    }

    @Test("a change fetches what changed and nothing else")
    func change() async throws {
        let copying = try Copying(.small())
        try await copying.run()
        try copying.source.folder.talk(
            "2024/limpets", "title: Limpets\nspeakers: [Ada Low]", decks: ["limpets three", "limpets one"])
        _ = copying.source.takeRequests()
        let summary = try await copying.run()
        copying.expectSame()
        let deck = try #require(copying.source.folder.load().archive?.talk(TalkKey("2024/limpets")!)?.currentDeck)
        #expect(
            Set(copying.source.takeRequests()) == [
                "/feed.atom", "/2023/feed.atom", "/2024/feed.atom", "/2024/limpets/talk.md", "/files/\(deck.hash).pdf",
            ])
        #expect(summary.fetched == 2)
    }

    @Test("a corrected text that is no news comes over")
    func correction() async throws {
        let copying = try Copying(.small())
        try await copying.run()
        try copying.source.folder.talk(
            "2023/waves", "title: Waves\nspeakers: [Ada Low]", text: "Mended.", decks: ["waves"])
        let summary = try await copying.run()
        copying.expectSame()
        #expect(summary.fetched == 1)
    }

    @Test("what is gone at the source goes, and an organizer's own file stays")
    func removal() async throws {
        let copying = try Copying(.small())
        try await copying.run()
        try copying.folder.write("2024/limpets/notes.txt", "mine")
        try copying.source.folder.talk("2024/limpets", "title: L\nspeakers: [A]\nvisibility: hidden", decks: [])
        try copying.source.folder.remove("2023")
        let summary = try await copying.run()
        copying.expectSame()
        #expect(summary.removed == 3 + 3)
        #expect(
            Set(copying.folder.files().keys) == [
                "archive.yaml", "2024/edition.yaml", "2024/the pool.jpg", "2024/pool/talk.md", "2024/limpets/notes.txt",
            ])
        #expect(!copying.folder.exists("2023"))
    }

    @Test("a source that lost everything does not empty its copy")
    func emptySource() async throws {
        let copying = try Copying(.small())
        try await copying.run()
        let files = copying.folder.files()
        try copying.source.folder.remove("2023")
        try copying.source.folder.remove("2024")
        await #expect(throws: MirrorError.self) { try await copying.run() }
        #expect(copying.folder.files() == files)
    }

    @Test("what was changed in the copy is left and told, unless it is to be overwritten")
    func localChange() async throws {
        let copying = try Copying(.small())
        try await copying.run()
        try copying.folder.write("2024/pool/talk.md", "---\ntitle: Mine\nspeakers: [Me]\n---\n")
        try copying.folder.remove("2023/waves/deck 0.pdf")
        let kept = try await copying.run()
        #expect(kept.problems.map(\.file) == ["2024/pool/talk.md"])
        #expect(try copying.folder.text("2024/pool/talk.md").contains("Mine"))
        #expect(copying.folder.exists("2023/waves/deck 0.pdf"))
        let overwritten = try await copying.run { $0.overwrites = true }
        #expect(overwritten.problems.isEmpty && overwritten.fetched == 1)
        copying.expectSame()
    }

    @Test("a dry run tells the same and writes nothing")
    func dryRun() async throws {
        let copying = try Copying(.small())
        let told = Mutex<[String]>([])
        let summary = try await copying.run {
            $0.isDryRun = true
        } telling: { event in
            if case .fetched(let path, _) = event { told.withLock { $0.append(path) } }
        }
        #expect(summary.fetched == 10)
        #expect(told.withLock { $0 }.contains("2024/pool/talk.md"))
        #expect(FileManager.default.subpaths(atPath: copying.folder.url.path) == [])
    }

    @Test("a download that broke off is continued")
    func resume() async throws {
        let copying = try Copying(.small())
        copying.source.with { $0.breaksOffAt = 10 }
        let broken = try await copying.run(limits: { $0.failuresInARow = 100 })
        #expect(broken.problems.map(\.file) == ["2023/waves/talk.md", "2024/limpets/talk.md"])
        #expect(!copying.folder.exists("2023/waves"))
        copying.source.with { $0.breaksOffAt = .max }
        _ = copying.source.takeRequests()
        try await copying.run()
        #expect(copying.source.takeRequests().count { $0.hasSuffix(" from 10") } == 2)
        copying.expectSame()
    }
}
