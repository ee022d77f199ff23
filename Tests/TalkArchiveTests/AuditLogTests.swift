import Foundation
import SeededRandom
import Testing

@testable import TalkArchive

@Suite("The audit log") struct AuditLogTests {
    let key: TalkKey = "2024/limpets"
    let now: Timestamp = "2024-06-01T08:00:00Z"

    static func lines(_ archive: ArchiveFolder) throws -> [AuditLog.Line] {
        var lines: [AuditLog.Line] = []
        try AuditLog(archive).read { lines.append($0) }
        return lines
    }

    static func events(_ folder: SampleFolder) throws -> [AuditEvent] {
        try lines(folder.archive).compactMap { if case .event(let event) = $0 { event } else { nil } }
    }

    @Test("tells of decks added, fetched and restored, by whom, and from which to which")
    func decks() throws {
        let folder = try SampleFolder.small()
        let store = DeckStore(folder.archive)
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: store, at: now)
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: store, at: now)
        let incoming = try store.beginUpload()
        try incoming.write(SampleFolder.pdf("three"))
        _ = try store.commit(incoming, to: key, origin: .original, by: "command line (bo)", at: now)
        try DeckStoreTests.upload(SampleFolder.pdf("one"), to: key, in: store, at: now)
        let hashes = ["one", "two", "three"].map { ContentHash(of: SampleFolder.pdf($0)) }
        #expect(
            try Self.events(folder) == [
                AuditEvent(
                    .deckAdded, by: "Ana", at: now, talk: key, file: "\(key)/slides-\(hashes[1].prefix).pdf",
                    old: hashes[0], new: hashes[1]),
                AuditEvent(
                    .deckFetched, by: "command line (bo)", at: now, talk: key,
                    file: "\(key)/slides-\(hashes[2].prefix).pdf", old: hashes[1], new: hashes[2]),
                AuditEvent(
                    .deckRestored, by: "Ana", at: now, talk: key, file: "\(key)/slides.pdf", old: hashes[2],
                    new: hashes[0]),
            ])
        #expect(
            try folder.text("audit.log").hasPrefix(
                #"{"time":"2024-06-01T08:00:00Z","who":"Ana","what":"deck-added","talk":"2024/limpets","file":"2024/"#))
        #expect(folder.load().diagnostics.isEmpty)
    }

    @Test("tells of tokens without their secrets or hashes")
    func tokens() throws {
        let folder = try SampleFolder.small()
        let tokens = AccessTokens(folder.archive)
        let made = try tokens.create(name: "Ana", by: "Bo", at: now)
        try tokens.revoke(made.token.id, by: "Bo", at: now)
        try tokens.revoke(made.token.id, by: "Bo", at: now)
        #expect(
            try Self.events(folder)
                == [.tokenCreated, .tokenRevoked].map { what in
                    AuditEvent(what, by: "Bo", at: now, file: "tokens.yaml", about: "Ana (\(made.token.id))")
                })
        let log = try folder.text("audit.log")
        #expect(!log.contains(made.text.suffix(43)) && !log.contains(made.token.secretHash.description))
    }

    @Test("tells of what was imported, with the slides")
    func imported() throws {
        let folder = try SampleFolder.small()
        try folder.write("whelks.pdf", SampleFolder.pdf("whelks"))
        let additions = ArchiveAdditions(folder.archive, by: "Bo")
        let id = try #require(EditionID("2025"))
        let day = try #require(CalendarDate("2025-05-02"))
        let edition = Edition(id: id, name: "T", starts: day, ends: day, published: now)
        #expect(try additions.add(edition))
        let talk = Talk(key: "2025/whelks", title: "Whelks", published: now, updated: now)
        #expect(try additions.add(talk, slides: folder.url.appending(path: "whelks.pdf")))
        var fuller = talk
        fuller.date = day
        #expect(try !additions.fillIn(fuller).isEmpty)
        let events = try Self.events(folder)
        try #require(events.count == 4)
        #expect(events.allSatisfy { $0.what == .imported && $0.who == "Bo" })
        #expect(
            events.map(\.file) == [
                "2025/edition.yaml", "2025/whelks/talk.md", "2025/whelks/slides.pdf", "2025/whelks/talk.md",
            ])
        #expect(events.map(\.talk) == [nil] + Array(repeating: "2025/whelks", count: 3))
        #expect(events[2].new == ContentHash(of: SampleFolder.pdf("whelks")))
        #expect(events[3].old == events[1].new)
        #expect(events[3].new == ContentHash(of: try folder.data("2025/whelks/talk.md")))
    }

    @Test("a change that fails is not told")
    func failed() throws {
        let folder = try SampleFolder.small()
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: DeckStore(folder.archive), at: now)
        let before = try folder.data("audit.log")
        let file = folder.url.appending(path: "2024/limpets/talk.md")
        var store = DeckStore(folder.archive)
        store.afterStep = { step throws(SystemFailure) in
            if step == .textWritten { try? Data(SampleFolder.talk.utf8).write(to: file) }
        }
        let changing = store
        #expect(throws: DeckStoreError.changedMeanwhile(file: "2024/limpets/talk.md")) {
            try DeckStoreTests.upload(SampleFolder.pdf("three"), to: key, in: changing, at: now)
        }
        #expect(try folder.data("audit.log") == before)
        #expect(!folder.exists(".rockpool/audit-pending"))
    }

    @Test("a change whose folder could not be synchronized is told, since it has happened")
    func lateFailure() throws {
        let folder = try SampleFolder.small()
        var store = DeckStore(folder.archive)
        store.afterStep = { step throws(SystemFailure) in
            if step == .textPlaced { throw SystemFailure("fsync", "x", code: EIO) }
        }
        let failing = store
        #expect(throws: DeckStoreError.self) {
            try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: failing, at: now)
        }
        #expect(try Self.events(folder).map(\.what) == [.deckAdded])
    }

    @Test("while the log cannot be written nothing is changed, and an accepted change is told later")
    func unwritableLog() throws {
        let folder = try SampleFolder.small()
        try folder.write("audit.log/x", "")
        let store = DeckStore(folder.archive)
        // The first was accepted before anything could be known, and lies announced on the disk.
        #expect(try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: store, at: now).outcome == .added)
        #expect(folder.exists(".rockpool/audit-pending"))
        let text = try folder.text("2024/limpets/talk.md")
        #expect(throws: DeckStoreError.self) {
            try DeckStoreTests.upload(SampleFolder.pdf("three"), to: key, in: store, at: now)
        }
        #expect(try folder.text("2024/limpets/talk.md") == text)
        try FileManager.default.removeItem(at: folder.url.appending(path: "audit.log"))
        try store.recover()
        #expect(try Self.events(folder).map(\.new) == [ContentHash(of: SampleFolder.pdf("two"))])
        #expect(!folder.exists(".rockpool/audit-pending"))
    }

    @Test("a link in the log's place is not followed")
    func link() throws {
        let folder = try SampleFolder.small()
        try folder.write("other", "mine\n")
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "audit.log"), withDestinationURL: folder.url.appending(path: "other"))
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: DeckStore(folder.archive), at: now)
        #expect(try folder.text("other") == "mine\n")
    }

    @Test(
        "a line that a crash cut off is closed by the next, and told as damaged",
        arguments: [1, 40, 200], [true, false])
    func torn(length: Int, isPending: Bool) throws {
        let folder = try SampleFolder.small()
        let copy = try SampleFolder()
        let root = folder.url
        let copied = copy.url.appending(path: "a")
        var store = DeckStore(folder.archive)
        store.afterStep = { step throws(SystemFailure) in
            if step == .logWritten { try? FileManager.default.copyItem(at: root, to: copied) }
        }
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: store, at: now)
        let whole = try Data(contentsOf: copied.appending(path: "audit.log"))
        try whole.prefix(length).write(to: copied.appending(path: "audit.log"))
        if !isPending { try FileManager.default.removeItem(at: copied.appending(path: ".rockpool/audit-pending")) }
        let archive = ArchiveFolder(root: copied)
        try DeckStoreTests.upload(SampleFolder.pdf("three"), to: key, in: DeckStore(archive), at: now)
        let lines = try Self.lines(archive)
        #expect(lines.count == (isPending ? 3 : 2))
        #expect(lines.first == .damaged(line: 1))
        let left = try Data(contentsOf: copied.appending(path: "audit.log"))
        #expect(left.starts(with: whole.prefix(length) + Data("\n".utf8) + (isPending ? whole : Data())))
    }

    @Test("what was changed again by hand before the log could be completed is told as uncertain")
    func uncertain() throws {
        let folder = try SampleFolder.small()
        var store = DeckStore(folder.archive)
        let copy = try SampleFolder()
        let (root, copied) = (folder.url, copy.url.appending(path: "a"))
        store.afterStep = { step throws(SystemFailure) in
            if step == .textPlaced { try? FileManager.default.copyItem(at: root, to: copied) }
        }
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: store, at: now)
        let archive = ArchiveFolder(root: copied)
        let file = copied.appending(path: "2024/limpets/talk.md")
        try (Data(contentsOf: file) + Data("\nBy hand.\n".utf8)).write(to: file)
        try DeckStore(archive).recover()
        guard case .event(let event) = try #require(Self.lines(archive).first) else { throw CancellationError() }
        #expect(event.isUncertain && event.what == .deckAdded)
    }

    @Test("an event comes back from its line, and no name breaks the line", arguments: 0..<200)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func text() -> String {
            let odd: [Unicode.Scalar] = [
                "\n", "\r", "\"", "\\", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}", "\u{202E}", "\u{FEFF}",
                "\u{1F41A}", "\u{E0001}", "é", "{", "}", ",", ":", " ", "a",
            ]
            let count = Int.random(in: 0...12, using: &random)
            return String(String.UnicodeScalarView((0..<count).compactMap { _ in odd.randomElement(using: &random) }))
        }
        let hash = Bool.random(using: &random) ? ContentHash(of: Data([1])) : nil
        let event = AuditEvent(
            AuditEvent.Action(rawValue: text()), by: text(), at: now, talk: hash == nil ? nil : key, file: text(),
            old: nil, new: hash, about: text(), isUncertain: Bool.random(using: &random))
        #expect(AuditEvent(line: Data(event.line.utf8)) == event, "seed \(seed): \(event.line)")
        let isPrintable = event.line.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && !$0.properties.isPatternWhitespace || $0 == " "
        }
        #expect(isPrintable, "seed \(seed): \(event.line)")
    }

    @Test("lines that are no events are told with their number, and the others are read")
    func damaged() throws {
        let folder = try SampleFolder.small()
        let event = AuditEvent(.recorded, by: "Ana", at: now, file: "x.pdf")
        let bad = event.line.replacingOccurrences(of: "2024-", with: "24-")
        let wrong = #"{"time":"2024-06-01T08:00:00Z","who":"a","what":"b","new":"c"}"#
        let long = String(repeating: "x", count: 70_000)
        try folder.write(
            "audit.log", [event.line + "\r", "", bad, wrong, "<<<<<<< ours", long, event.line].joined(separator: "\n"))
        #expect(
            try Self.lines(folder.archive)
                == [.event(event)] + (3...6).map { .damaged(line: $0) } + [.event(event)])
        try folder.write("audit.log", Data([0xFF, 0x0A, 0x0A]))
        #expect(try Self.lines(folder.archive) == [.damaged(line: 1)])
    }
}
