import Foundation
import Testing

@testable import TalkArchive

@Suite("An older version") struct DeckRestoringTests {
    let key: TalkKey = "2024/limpets"
    let now: Timestamp = "2024-06-01T08:00:00Z"
    let one = ContentHash(of: SampleFolder.pdf("one"))
    let two = ContentHash(of: SampleFolder.pdf("two"))

    @Test("becomes current again without its bytes, and the log tells by whom")
    func restored() throws {
        let folder = try SampleFolder.small()
        let store = DeckStore(folder.archive)
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: store, at: now)
        let files = Set(folder.contents().keys)
        let later: Timestamp = "2024-07-01T00:00:00Z"
        #expect(try store.restore(one, in: key, by: "Bo", at: later).outcome == .restored)
        let talk = try #require(folder.talk("2024/limpets"))
        #expect(talk.decks.map(\.hash) == [one, two] && talk.updated == later)
        #expect(Set(folder.contents().keys) == files)
        #expect(
            try AuditLogTests.events(folder).last
                == AuditEvent(
                    .deckRestored, by: "Bo", at: later, talk: key, file: "2024/limpets/slides.pdf", old: two, new: one))
        let before = folder.contents()
        #expect(try store.restore(one, in: key, by: "Bo", at: later).outcome == .unchanged)
        #expect(folder.contents() == before)
    }

    @Test("that is not there cannot be restored")
    func unknown() throws {
        let folder = try SampleFolder.small()
        let store = DeckStore(folder.archive)
        #expect(throws: DeckStoreError.unknownVersion(two)) { try store.restore(two, in: key, by: "Bo", at: now) }
        #expect(throws: DeckStoreError.unknownTalk("2024/whelks")) {
            try store.restore(one, in: "2024/whelks", by: "Bo", at: now)
        }
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: store, at: now)
        try FileManager.default.removeItem(at: folder.url.appending(path: "2024/limpets/slides.pdf"))
        #expect(throws: DeckStoreError.unknownVersion(one)) { try store.restore(one, in: key, by: "Bo", at: now) }
    }

    @Test("stays old when the disk fails", arguments: [DeckStore.Step.changeAnnounced, .textWritten])
    func failure(step: DeckStore.Step) throws {
        let folder = try SampleFolder.small()
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: DeckStore(folder.archive), at: now)
        let before = folder.contents()
        var store = DeckStore(folder.archive)
        store.afterStep = { reached throws(SystemFailure) in
            if reached == step { throw SystemFailure("write", "x", code: ENOSPC) }
        }
        let failing = store
        #expect(throws: DeckStoreError.diskFull) { try failing.restore(one, in: key, by: "Bo", at: now) }
        #expect(folder.contents() == before)
    }
}
