import Foundation
import Testing

@testable import TalkArchive

@Suite("A check of fixity") struct FixityTests {
    let key: TalkKey = "2024/limpets"
    let now: Timestamp = "2024-06-01T08:00:00Z"

    /// One deck put there by hand, one uploaded, and a picture.
    private func sample() throws -> SampleFolder {
        let folder = try SampleFolder.small()
        try folder.write("2024/shore.jpg", "picture")
        try folder.write(
            "2024/edition.yaml", SampleFolder.edition + "\ngallery:\n  pictures: [{file: shore.jpg, caption: Shore}]\n")
        try DeckStoreTests.upload(SampleFolder.pdf("two"), to: key, in: DeckStore(folder.archive), at: now)
        return folder
    }

    private func states(_ folder: SampleFolder) throws -> [FixityFinding.State] {
        try FixityCheck(folder.archive).run().files.map(\.state)
    }

    private var uploaded: String { "2024/limpets/slides-\(ContentHash(of: SampleFolder.pdf("two")).prefix).pdf" }

    @Test("finds all files as they were recorded, and tells which are there by hand")
    func clean() throws {
        let folder = try sample()
        var told: [FixityCheck.Progress] = []
        let report = try FixityCheck(folder.archive).run { told.append($0) }
        #expect(!report.isDamaged && report.problems.isEmpty && report.damagedLines.isEmpty)
        #expect(report.eventCount == 1)
        #expect(report.files.map(\.file) == [uploaded, "2024/limpets/slides.pdf", "2024/shore.jpg"])
        #expect(report.files.map(\.state) == [.intact, .unlogged, .unlogged])
        #expect(report.files.compactMap(\.diagnostic).isEmpty)
        #expect(told.map(\.files) == [0, 1, 2, 3])
        #expect(told.last.map { $0.bytes == $0.byteCount && $0.bytes == 49 } == true)
        #expect(!folder.exists(".rockpool/audit-pending"))
    }

    @Test("notices one changed byte, in a deck of the log as in one of talk.md alone")
    func changed() throws {
        let folder = try sample()
        for (file, index) in [(uploaded, 0), ("2024/limpets/slides.pdf", 1)] {
            let before = try folder.data(file)
            var bytes = before
            bytes[bytes.count - 3] ^= 1
            try folder.write(file, bytes)
            let report = try FixityCheck(folder.archive).run()
            #expect(report.isDamaged)
            #expect(report.files[index].state == .changed)
            #expect(report.files[index].diagnostic?.solution.contains("\(ContentHash(of: before))") == true)
            try folder.write(file, before)
            #expect(try !FixityCheck(folder.archive).run().isDamaged)
        }
    }

    @Test("notices that a deck, or a whole talk, is gone")
    func missing() throws {
        let folder = try sample()
        try FileManager.default.removeItem(at: folder.url.appending(path: uploaded))
        #expect(try states(folder) == [.missing, .unlogged, .unlogged])
        try FileManager.default.removeItem(at: folder.url.appending(path: "2024/limpets"))
        let report = try FixityCheck(folder.archive).run()
        #expect(report.files.map(\.state) == [.missing, .unlogged])
        #expect(report.isDamaged)
    }

    @Test("a deck exchanged by hand in talk.md too is a warning, until a person records it")
    func replaced() throws {
        let folder = try sample()
        let other = SampleFolder.pdf("other")
        try folder.write(uploaded, other)
        let old = ContentHash(of: SampleFolder.pdf("two")).description
        try folder.write(
            "2024/limpets/talk.md",
            folder.text("2024/limpets/talk.md").replacingOccurrences(of: old, with: "\(ContentHash(of: other))"))
        let report = try FixityCheck(folder.archive).run()
        #expect(report.files.map(\.state) == [.replaced, .unlogged, .unlogged])
        #expect(report.files[0].diagnostic?.severity == .warning)
        #expect(try FixityCheck(folder.archive).record(report, by: "Bo", at: now) == 3)
        #expect(try states(folder) == [.intact, .intact, .intact])
        let events = try AuditLogTests.events(folder).dropFirst()
        #expect(events.map(\.what) == [.recorded, .recorded, .recorded])
        #expect(events.map(\.talk) == [key, key, nil])
        #expect(try FixityCheck(folder.archive).record(FixityCheck(folder.archive).run(), at: now) == 0)
    }

    @Test("what was recorded is protected from then on; what was removed on purpose can be recorded too")
    func recorded() throws {
        let folder = try sample()
        let check = FixityCheck(folder.archive)
        try check.record(check.run(), at: now)
        try folder.write("2024/shore.jpg", "Picture")
        #expect(try states(folder) == [.intact, .intact, .changed])
        try folder.write("2024/shore.jpg", "picture")
        try FileManager.default.removeItem(at: folder.url.appending(path: uploaded))
        // As long as talk.md lists it, nobody can mean that.
        #expect(try check.record(check.run(), at: now) == 0)
        try folder.write("2024/limpets/talk.md", SampleFolder.talk)
        #expect(try states(folder) == [.missing, .intact, .intact])
        #expect(try check.record(check.run(), at: now) == 1)
        #expect(try states(folder) == [.intact, .intact])
    }

    @Test("metadata that cannot be read is an error, and lines that are none are told")
    func unreadable() throws {
        let folder = try sample()
        try folder.write("audit.log", folder.text("audit.log") + "{\n")
        try folder.write("2024/limpets/talk.md", "---\ntitle: [\n---\n")
        let report = try FixityCheck(folder.archive).run()
        #expect(report.problems.map(\.identifier) == ["yaml-syntax"])
        #expect(report.damagedLines == [2])
        #expect(report.isDamaged)
        try FileManager.default.removeItem(at: folder.url.appending(path: "2024/shore.jpg"))
        #expect(try FixityCheck(folder.archive).run().problems.map(\.identifier).contains("picture-missing"))
    }
}
