import Testing

@testable import TalkArchive

@Suite("What an edition lets speakers do") struct EditionRulesTests {
    let now: Timestamp = "2024-06-01T08:00:00Z"

    private func edition(_ lines: String) throws -> Edition {
        let folder = try SampleFolder.small()
        try folder.write("2024/edition.yaml", SampleFolder.edition + "\n" + lines)
        return try #require(folder.load().archive?.editions.first)
    }

    @Test(
        "asks for approval unless it is written clearly that it does not",
        arguments: [
            ("", true), ("approval: true", true), ("approval: false", false), ("approval: no", true),
            ("approval: flase", true), ("approval:", true), ("approval: [false]", true), ("aproval: false", true),
        ])
    func approval(lines: String, expected: Bool) throws {
        #expect(try edition(lines).approval == expected)
    }

    @Test(
        "ends with its freeze, and at once when that cannot be read",
        arguments: [
            ("", false), ("freeze: 2024-06-02", false), ("freeze: 2024-06-01", true),
            ("freeze: 2024-06-01T10:00:00+02:00", true), ("freeze: 2024-06-01T08:00:01Z", false),
            ("freeze: 2024-13-01", true), ("freeze: soon", true), ("freeze:", true), ("freeze: [2030-01-01]", true),
            ("freese: 2030-01-01", true), ("frozen: 2030-01-01", true),
        ])
    func freeze(lines: String, expected: Bool) throws {
        #expect(try edition(lines).isFrozen(at: now) == expected)
    }

    @Test("is nothing that everyone is told, and no copy takes it along")
    func isPrivate() throws {
        let folder = try SampleFolder.small()
        let plain = try #require(folder.load().archive?.visibleToEveryone(at: now))
        try folder.write("2024/edition.yaml", SampleFolder.edition + "\napproval: false\nfreeze: 2024-05-30\n")
        let archive = try #require(folder.load().archive)
        #expect(archive.visibleToEveryone(at: now) == plain)
        let copied = SourceDocument.text(of: archive.editions[0])
        #expect(!copied.contains("approval") && !copied.contains("freeze"))
    }

    @Test("is set by organizers in words that stay readable")
    func editing() throws {
        let folder = try SampleFolder.small()
        let id = try #require(EditionID("2024"))
        let editor = ArchiveEditor(folder.archive, by: "Ana")
        let seen = ArchiveEditor.revision(of: SampleFolder.edition)
        let receipt = try editor.changeEdition(
            id, ["approval": .text("false"), "freeze": .text("2024-06-01")], seen: seen, at: now)
        let lines = try folder.text("2024/edition.yaml").split(separator: "\n").map(String.init)
        #expect(lines.dropFirst(3) == ["approval: false", "freeze: 2024-06-01"])
        #expect(throws: ArchiveEditError.self) {
            try editor.changeEdition(id, ["freeze": .text("soon")], seen: receipt.revision, at: now)
        }
    }
}
