import Foundation
import Synchronization
import Testing

@testable import TalkArchive

@Suite struct DeckStoreTests {
    let key: TalkKey = "2024/limpets"
    let now: Timestamp = "2024-06-01T08:00:00Z"

    /// Hands bytes in as a server does, in pieces.
    @discardableResult
    static func upload(
        _ data: Data, to key: TalkKey, in store: DeckStore, note: String = "", at now: Timestamp
    ) throws -> DeckCommit {
        let incoming = try store.beginUpload()
        for start in stride(from: 0, to: data.count, by: 7) { try incoming.write(data[start...].prefix(7)) }
        return try store.commit(incoming, to: key, origin: .upload, note: note, by: "Ana", at: now)
    }

    @Test("an accepted deck is current, and the hand-made one stays as a version")
    func added() throws {
        let folder = try SampleFolder.small()
        let before = try #require(folder.talk("2024/limpets"))
        let bytes = SampleFolder.pdf("two")
        let result = try Self.upload(bytes, to: key, in: DeckStore(folder.archive), note: "two\nlines", at: now)
        #expect(result.outcome == .added)
        let loaded = folder.load()
        #expect(loaded.diagnostics.isEmpty, "\(loaded.diagnostics)")
        let talk = try #require(loaded.archive?.talk(key))
        let hash = ContentHash(of: bytes)
        #expect(
            talk.decks == [
                Deck(
                    file: "slides-\(hash.prefix).pdf", hash: hash, byteCount: bytes.count, added: now,
                    origin: .upload, note: "two lines"),
                before.decks[0],
            ])
        #expect(result.deck == talk.decks[0])
        #expect(talk.updated == now)
        #expect(talk.published == before.published)
        #expect(try folder.data("2024/limpets/slides.pdf") == SampleFolder.pdf("one"))
        #expect(try folder.data("2024/limpets/slides-\(hash.prefix).pdf") == bytes)
    }

    @Test("the current deck again changes no byte of the archive")
    func unchanged() throws {
        let folder = try SampleFolder.small()
        let store = DeckStore(folder.archive)
        try Self.upload(SampleFolder.pdf("two"), to: key, in: store, at: now)
        let before = folder.contents()
        let result = try Self.upload(
            SampleFolder.pdf("two"), to: key, in: store, note: "again", at: "2025-01-01T00:00:00Z")
        #expect(result.outcome == .unchanged)
        #expect(folder.contents() == before)
    }

    @Test("an older version handed in again becomes current, and no file is made")
    func restored() throws {
        let folder = try SampleFolder.small()
        let store = DeckStore(folder.archive)
        try Self.upload(SampleFolder.pdf("two"), to: key, in: store, at: now)
        let files = Set(folder.contents().keys)
        let later: Timestamp = "2024-07-01T00:00:00Z"
        let result = try Self.upload(SampleFolder.pdf("one"), to: key, in: store, at: later)
        #expect(result.outcome == .restored)
        let talk = try #require(folder.talk("2024/limpets"))
        #expect(talk.decks.map(\.hash) == ["one", "two"].map { ContentHash(of: SampleFolder.pdf($0)) })
        #expect(talk.updated == later)
        #expect(Set(folder.contents().keys) == files)
    }

    @Test("a clock that is behind does not hide the change from feeds")
    func clockBehind() throws {
        let folder = try SampleFolder.small()
        try Self.upload(SampleFolder.pdf("two"), to: key, in: DeckStore(folder.archive), at: now)
        try Self.upload(
            SampleFolder.pdf("three"), to: key, in: DeckStore(folder.archive), at: "2020-01-01T00:00:00Z")
        #expect(folder.talk("2024/limpets")?.updated == Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + 1))
    }

    @Test("bad input gets its own error and changes nothing")
    func refused() throws {
        let folder = try SampleFolder.small()
        var limits = ArchiveLimits()
        limits.deckBytes = 5000
        let store = DeckStore(ArchiveFolder(root: folder.url, limits: limits))
        try Self.upload(SampleFolder.pdf("one"), to: key, in: store, at: now)
        let before = folder.contents()
        let attempts: [(Data, String, DeckStoreError)] = [
            (Data(), "2024/limpets", .notPDF(.empty)), (Data("hello".utf8), "2024/limpets", .notPDF(nil)),
            (Data("PK\u{3}\u{4}[Content_Types].xml ppt/slides".utf8), "2024/limpets", .notPDF(.powerPoint)),
            (Data(repeating: 32, count: 1024) + SampleFolder.pdf("late"), "2024/limpets", .notPDF(nil)),
            (SampleFolder.pdf("x") + Data(repeating: 32, count: 5000), "2024/limpets", .tooLarge(limit: 5000)),
            (SampleFolder.pdf("x"), "2024/whelks", .unknownTalk("2024/whelks")),
            (SampleFolder.pdf("x"), "2025/limpets", .unknownTalk("2025/limpets")),
        ]
        for (data, key, expected) in attempts {
            #expect(throws: expected) { try Self.upload(data, to: TalkKey(key)!, in: store, at: now) }
            #expect(folder.contents() == before)
            #expect(!expected.description.isEmpty)
        }
    }

    @Test("a PDF that is not at the very beginning of the bytes is one, as readers see it")
    func lateSignature() throws {
        let folder = try SampleFolder.small()
        let data = Data(repeating: 32, count: 1000) + SampleFolder.pdf("late")
        #expect(try Self.upload(data, to: key, in: DeckStore(folder.archive), at: now).outcome == .added)
    }

    @Test(
        "a failure of the disk at any step leaves the old state",
        arguments: DeckStore.Step.allCases.prefix(5), [ENOSPC, EROFS, EMFILE, EIO])
    func failure(step: DeckStore.Step, code: Int32) throws {
        let folder = try SampleFolder.small()
        try Self.upload(SampleFolder.pdf("two"), to: key, in: DeckStore(folder.archive), at: now)
        let before = folder.contents()
        var store = DeckStore(folder.archive)
        store.afterStep = { reached throws(SystemFailure) in
            if reached == step { throw SystemFailure("write", "x", code: code) }
        }
        let failing = store
        #expect(throws: DeckStoreError(SystemFailure("write", "x", code: code))) {
            try Self.upload(SampleFolder.pdf("three"), to: key, in: failing, at: now)
        }
        #expect(folder.contents() == before)
    }

    @Test("a change by hand between reading and writing is noticed and kept")
    func changedMeanwhile() throws {
        let folder = try SampleFolder.small()
        let edited = SampleFolder.talk + "\nAnd let go.\n"
        let file = folder.url.appending(path: "2024/limpets/talk.md")
        var store = DeckStore(folder.archive)
        store.afterStep = { step throws(SystemFailure) in
            if step == .textWritten { try? Data(edited.utf8).write(to: file) }
        }
        let changing = store
        #expect(throws: DeckStoreError.changedMeanwhile(file: "2024/limpets/talk.md")) {
            try Self.upload(SampleFolder.pdf("two"), to: key, in: changing, at: now)
        }
        #expect(try folder.text("2024/limpets/talk.md") == edited)
        #expect(folder.talk("2024/limpets")?.decks.map(\.file) == ["slides.pdf"])
        #expect(folder.load().diagnostics.isEmpty)
    }

    @Test("a talk whose file cannot be read is not changed")
    func damaged() throws {
        let folder = try SampleFolder.small()
        try folder.write("2024/limpets/talk.md", "---\ntitle: [\n---\n")
        let before = folder.contents()
        let error = #expect(throws: DeckStoreError.self) {
            try Self.upload(SampleFolder.pdf("two"), to: key, in: DeckStore(folder.archive), at: now)
        }
        guard case .damaged(let file, let problems) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(file == "2024/limpets/talk.md")
        #expect(problems.map(\.identifier) == ["yaml-syntax"])
        #expect(folder.contents().filter { !$0.key.hasPrefix(".rockpool") } == before)
    }

    @Test("uploads from many threads to one talk all stay, one after the other")
    func parallel() async throws {
        let folder = try SampleFolder.small()
        let store = DeckStore(folder.archive)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<24 {
                group.addTask {
                    try Self.upload(SampleFolder.pdf("deck \(number)"), to: key, in: store, at: now)
                }
            }
            try await group.waitForAll()
        }
        let loaded = folder.load()
        #expect(loaded.diagnostics.isEmpty, "\(loaded.diagnostics)")
        let decks = try #require(loaded.archive?.talk(key)).decks
        let expected = (0..<24).map { ContentHash(of: SampleFolder.pdf("deck \($0)")) }
        #expect(Set(decks.dropLast().map(\.hash)) == Set(expected))
        #expect(decks.last?.hash == ContentHash(of: SampleFolder.pdf("one")))
    }

    @Test("another process that keeps the lock is waited for, but not for ever")
    func busy() throws {
        let folder = try SampleFolder.small()
        var limits = ArchiveLimits()
        limits.lockWait = .milliseconds(30)
        let store = DeckStore(ArchiveFolder(root: folder.url, limits: limits))
        let work = WorkFolder(in: try FolderListing(root: folder.archive.path))
        try work.locked(waiting: .zero) {
            #expect(throws: DeckStoreError.busy) { try store.beginUpload() }
        }
        _ = try store.beginUpload()
    }

    @Test("recovery removes what a crash left, and no upload that is still running")
    func recovery() throws {
        let folder = try SampleFolder.small()
        let store = DeckStore(folder.archive)
        #expect(try store.recover() == [])
        let running = try store.beginUpload()
        try running.write(SampleFolder.pdf("two"))
        #expect(try running.seal() == ContentHash(of: SampleFolder.pdf("two")))
        #expect(try Data(contentsOf: running.location) == SampleFolder.pdf("two"))
        try folder.write(".rockpool/incoming-1.pdf", "%PDF-")
        try folder.write(".rockpool/text-2.tmp", "---")
        #expect(try store.recover() == ["incoming-1.pdf", "text-2.tmp"])
        #expect(try store.commit(running, to: key, origin: .original, by: "Ana", at: now).outcome == .added)
        #expect(folder.load().diagnostics.isEmpty)
    }

    @Test("an upload that is given up leaves nothing")
    func givenUp() throws {
        let folder = try SampleFolder.small()
        let store = DeckStore(folder.archive)
        do {
            let incoming = try store.beginUpload()
            try incoming.write(SampleFolder.pdf("two"))
            #expect(incoming.byteCount == SampleFolder.pdf("two").count)
        }
        #expect(
            Set(folder.contents().keys.filter { $0.hasPrefix(".rockpool/") }) == [
                ".rockpool/.gitignore", ".rockpool/lock",
            ])
    }
}
