import Foundation
import Synchronization
import Testing

@testable import TalkArchive

/// Copies of the archive's folder as a crash would have left it after each step of a commit.
@Suite("A crash in the middle of an upload") struct CrashTests {
    let key: TalkKey = "2024/limpets"

    @Test(
        "leaves the old state or the new one, and the bytes of both decks",
        arguments: [
            SampleFolder.talk,
            SampleFolder.talk.replacingOccurrences(of: "title", with: "# first\ntitle"),
            "---\ntitle: Limpets\nspeakers: [Ada Low]\ndecks:\n- file: slides.pdf\n  note: x\n---\n",
            "---\ntitle: Limpets\nspeakers: [Ada Low]\ndecks: [{file: slides.pdf}]\nupdated: 2024-05-03\n---\n",
            "---\ntitle: Limpets\nspeakers: [Ada Low]\ndecks: []\n---\n",
        ],
        ["slides.pdf", "Limpets (final).pdf", nil])
    func everyStep(text: String, name: String?) throws {
        let folder = try SampleFolder.small()
        try folder.write("2024/limpets/talk.md", text.replacingOccurrences(of: "slides.pdf", with: name ?? "no.pdf"))
        try FileManager.default.removeItem(at: folder.url.appending(path: "2024/limpets/slides.pdf"))
        if let name { try folder.write("2024/limpets/\(name)", SampleFolder.pdf("one")) }
        let old = try #require(folder.talk("2024/limpets"))
        let crashes = Mutex<[(DeckStore.Step, URL)]>([])
        let copies = FileManager.default.temporaryDirectory.appending(path: "rockpool-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: copies) }
        try FileManager.default.createDirectory(at: copies, withIntermediateDirectories: true)
        var store = DeckStore(folder.archive)
        let root = folder.url
        store.afterStep = { step throws(SystemFailure) in
            let copy = copies.appending(path: step.rawValue, directoryHint: .isDirectory)
            do { try FileManager.default.copyItem(at: root, to: copy) } catch { Issue.record(error) }
            crashes.withLock { $0.append((step, copy)) }
        }
        let now: Timestamp = "2024-06-01T08:00:00Z"
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: store, at: now)
        let new = try #require(folder.talk("2024/limpets"))
        #expect(new.currentDeck?.hash == ContentHash(of: SampleFolder.pdf("two")))
        #expect(new.decks.count == old.decks.count + 1)
        let left = crashes.withLock { $0 }
        #expect(left.map(\.0) == DeckStore.Step.allCases)
        for (step, copy) in left {
            let archive = ArchiveFolder(root: copy)
            let isNew = [.textPlaced, .textFolderSynchronized, .logWritten, .announcementRemoved].contains(step)
            let expected = isNew ? new : old
            #expect(Self.talk(in: archive) == expected, "after \(step)")
            try DeckStore(archive).recover()
            #expect(Self.talk(in: archive) == expected, "after \(step) and recovery")
            let event = AuditEvent(
                .deckAdded, by: "Ana", at: now, talk: key, file: "\(key)/\(new.decks[0].file)",
                old: old.currentDeck?.hash, new: new.decks[0].hash)
            #expect(try AuditLogTests.lines(archive) == (isNew ? [.event(event)] : []), "after \(step) and recovery")
            if let name {
                #expect(try Data(contentsOf: copy.appending(path: "2024/limpets/\(name)")) == SampleFolder.pdf("one"))
            }
            // Handing the deck in again completes what was cut off.
            let again = try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: DeckStore(archive), at: now)
            #expect(again.outcome == (isNew ? .unchanged : .added))
            #expect(Self.talk(in: archive) == new, "after \(step) and a second try")
            #expect(try AuditLogTests.lines(archive) == [.event(event)], "after \(step) and a second try")
            let rest = SampleFolder.contents(of: copy).keys.filter { $0.hasPrefix(".rockpool/") }.sorted()
            #expect(rest == [".rockpool/.gitignore", ".rockpool/lock"])
        }
    }

    private static func talk(in archive: ArchiveFolder) -> Talk? {
        var hashes = FileHashCache()
        return archive.load(hashes: &hashes).archive?.talks.first
    }
}
