import Foundation
import SeededRandom
import Testing

@testable import TalkArchive

@Suite("An organizer's edit") struct ArchiveEditorTests {
    let key: TalkKey = "2024/limpets"
    let now: Timestamp = "2024-06-01T08:00:00Z"

    static let handWritten = """
        ---
        # Ask Ada about the second part
        title: 'Limpets'      # working title
        speakers:
          - Ada Low   # chair
          - Bo
        tags: [grip,'slow']

        updated: 2024-05-03   # by hand
        links:
          # from the mail
          - title: Paper
            url: https://a.example/#x
        # the rest
        visibility: hidden
        ---

        How they **hold**.

        """

    private func folder(_ talk: String = handWritten, end: String = "\n") throws -> SampleFolder {
        let folder = try SampleFolder.small()
        try folder.write("2024/limpets/talk.md", talk.replacingOccurrences(of: "\n", with: end))
        return folder
    }

    private func seen(_ folder: SampleFolder, _ file: String = "2024/limpets/talk.md") throws -> ContentHash {
        ArchiveEditor.revision(of: try folder.text(file))
    }

    /// Lines that are only in one of the two, as `git diff` counts them.
    private static func difference(_ old: String, _ new: String) -> (gone: [String], new: [String]) {
        let (before, after) = (FrontMatter.lines(of: old), FrontMatter.lines(of: new))
        let changes = after.difference(from: before)
        return (
            changes.removals.map { if case .remove(_, let line, _) = $0 { line } else { "" } },
            changes.insertions.map { if case .insert(_, let line, _) = $0 { line } else { "" } }
        )
    }

    @Test("of a talk changes a few lines of a hand-written file", arguments: ["\n", "\r\n"])
    func smallDiff(end: String) throws {
        let folder = try folder(end: end)
        let old = try folder.text("2024/limpets/talk.md")
        let editor = ArchiveEditor(folder.archive, by: "Ana")
        let receipt = try editor.changeTalk(
            key,
            [
                "title": .text("Limpets: how they \"hold\""), "speakers": .list(["Bo", "Ada Low"]),
                "tags": .list(["slow", "grip", "sea"]), "visibility": nil, "date": .text("2024-05-02"),
                "links": .groups([[.init("title", "Paper"), .init("url", "https://b.example/"), .init("kind", "")]]),
            ], body: "How they **hold**.\r\n\r\nAnd let go.", seen: try seen(folder), at: now)
        let new = try folder.text("2024/limpets/talk.md")
        #expect(receipt.isChanged && receipt.revision == ArchiveEditor.revision(of: new))
        let change = Self.difference(old, new)
        #expect(
            Set(change.gone.map { $0.trimmingCharacters(in: .newlines) }) == [
                "title: 'Limpets'      # working title", "  - Ada Low   # chair", "tags: [grip,'slow']",
                "updated: 2024-05-03   # by hand", "    url: https://a.example/#x", "visibility: hidden",
            ])
        #expect(
            Set(change.new.map { $0.trimmingCharacters(in: .newlines) }) == [
                "title: \"Limpets: how they \\\"hold\\\"\"      # working title", "  - Ada Low   # chair",
                "date: 2024-05-02",
                "tags: ['slow',grip,sea]", "updated: 2024-06-01T08:00:00Z   # by hand",
                "    url: \"https://b.example/\"", "", "And let go.",
            ])
        #expect(FrontMatter.lines(of: new).allSatisfy { $0.hasSuffix(end) })
        let talk = try #require(folder.talk("2024/limpets"))
        #expect(talk.title == "Limpets: how they \"hold\"" && talk.visibility == .public && talk.updated == now)
        let event = try #require(AuditLogTests.events(folder).first)
        #expect(event.what == .talkChanged && event.who == "Ana" && event.talk == key)
        #expect(event.old == ArchiveEditor.revision(of: old) && event.new == receipt.revision)
    }

    @Test("that says what is there already changes no byte")
    func nothing() throws {
        let folder = try folder()
        let before = folder.contents()
        let receipt = try ArchiveEditor(folder.archive, by: "Ana").changeTalk(
            key, ["title": .text("Limpets "), "tags": .list(["grip", "slow"]), "order": .text(""), "embargo": nil],
            body: "How they **hold**.\r\n", seen: try seen(folder), at: now)
        #expect(!receipt.isChanged)
        #expect(folder.contents().filter { !$0.key.hasPrefix(".rockpool") } == before)
    }

    @Test("of what somebody else changed meanwhile is a conflict with the text of now")
    func conflict() throws {
        let folder = try folder()
        let editor = ArchiveEditor(folder.archive, by: "Ana")
        let revision = try seen(folder)
        try editor.changeTalk(key, ["title": .text("One")], seen: revision, at: now)
        let current = try folder.text("2024/limpets/talk.md")
        #expect(
            throws: ArchiveEditError.conflict(
                file: "2024/limpets/talk.md", text: current, revision: ArchiveEditor.revision(of: current))
        ) { try editor.changeTalk(key, ["title": .text("Two")], seen: revision, at: now) }
        #expect(try folder.text("2024/limpets/talk.md") == current)
        #expect(try AuditLogTests.events(folder).count == 1)
    }

    @Test("by many at once loses none: of each revision one wins")
    func parallel() async throws {
        let folder = try folder()
        let archive = folder.archive
        let revision = try seen(folder)
        let won = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<12 {
                group.addTask {
                    let editor = ArchiveEditor(archive, by: "\(number)")
                    let receipt = try? editor.changeTalk(
                        key, ["title": .text("Title \(number)")], seen: revision, at: now)
                    return receipt != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(won == 1)
        #expect(try AuditLogTests.events(folder).count == 1)
    }

    @Test(
        "that the reader refuses tells the field, and changes nothing",
        arguments: [
            ("title", FieldValue.text(" "), "missing-key"), ("date", .text("2024-13-40"), "bad-date"),
            ("order", .text("third"), "bad-value"), ("tags", .list(["ok", "Not OK"]), "bad-tag"),
            ("original_slides", .text("javascript:x"), "bad-url"), ("visibility", .text("hiden"), "bad-value"),
            ("links", .groups([[.init("title", "T"), .init("url", "x: y")]]), "bad-url"),
            ("withdrawal_reason", .text("a # b"), "withdrawal-time"), ("decks", .text("x"), "unknown-key"),
        ])
    func invalid(key field: String, value: FieldValue, identifier: String) throws {
        let folder = try folder(SampleFolder.talk)
        let before = folder.contents()
        let error = #expect(throws: ArchiveEditError.self) {
            try ArchiveEditor(folder.archive, by: "Ana").changeTalk(
                key, [field: value], seen: try seen(folder), at: now)
        }
        guard case .invalid(let problems)? = error else { throw try #require(error) }
        #expect(problems.map(\.key) == [field])
        #expect(problems.map(\.diagnostic.identifier) == [identifier])
        #expect(folder.contents().filter { !$0.key.hasPrefix(".rockpool") } == before)
    }

    @Test("an error that was there before keeps nobody from changing something else, and is told")
    func oldErrors() throws {
        let folder = try folder("---\ntitle: A\nspeakers: [B]\nspeeker: C\n---\n")
        let receipt = try ArchiveEditor(folder.archive, by: "Ana").changeTalk(
            key, ["title": .text("B")], seen: try seen(folder), at: now)
        #expect(receipt.warnings.map(\.key) == ["speeker"])
        #expect(try folder.text("2024/limpets/talk.md").contains("title: B\n"))
    }

    @Test("of who may see a talk is told as such, and an order moves no 'updated'")
    func kinds() throws {
        let folder = try folder(SampleFolder.talk)
        let editor = ArchiveEditor(folder.archive, by: "Ana")
        try editor.changeTalk(
            key, ["embargo": .text("2031-01-01T00:00:00Z")], seen: try seen(folder), at: now)
        let updated = folder.talk("2024/limpets")?.updated
        try editor.changeTalk(key, ["order": .text("3")], seen: try seen(folder), at: "2024-07-01T00:00:00Z")
        #expect(folder.talk("2024/limpets")?.updated == updated)
        let receipt = try editor.changeTalk(
            key, ["date": .text("2023-01-01")], seen: try seen(folder), at: "2024-01-01T00:00:00Z")
        #expect(receipt.warnings.map(\.key) == ["date"])
        #expect(folder.talk("2024/limpets")?.updated == Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + 1))
        #expect(try AuditLogTests.events(folder).map(\.what) == [.visibilityChanged, .orderChanged, .talkChanged])
    }

    @Test("makes an edition and talks with any title, whole or not at all")
    func create() throws {
        let folder = try SampleFolder(["archive.yaml": SampleFolder.settings])
        let editor = ArchiveEditor(folder.archive, by: "Ana")
        let id = EditionID(unchecked: "2025")
        let edition: [String: FieldValue?] = [
            "name": .text("Tidal 2025"), "starts": .text("2025-05-02"), "ends": .text("2025-05-03"),
            "about": .text("One.\r\n\r\nTwo: three."), "online": .text("true"), "place": .text(""),
        ]
        #expect(throws: ArchiveEditError.self) { try editor.createTalk("2025/a", ["title": .text("A")], at: now) }
        try editor.createEdition(id, edition, at: now)
        #expect(throws: ArchiveEditError.exists("2025")) { try editor.createEdition(id, edition, at: now) }
        for (number, title) in ["null", "\"#1\": 'x'", "Zoë & 🐚\u{202E}", "---", "- a\n- b", "[x]"].enumerated() {
            let key = try #require(TalkKey("2025/talk-\(number)"))
            try editor.createTalk(
                key, ["title": .text(title), "speakers": .list(["O'Hara, J.", "Zoë"])],
                body: "---\ntitle: not me\n", at: now)
            #expect(folder.talk("2025/talk-\(number)")?.title == title)
            #expect(folder.talk("2025/talk-\(number)")?.text.hasPrefix("---\ntitle: not me") == true)
        }
        let error = #expect(throws: ArchiveEditError.self) { try editor.createTalk("2025/b", [:], at: now) }
        guard case .invalid(let problems)? = error else { throw try #require(error) }
        #expect(problems.map(\.key) == ["title"])
        #expect(!folder.exists("2025/b"))
        let loaded = folder.load()
        #expect(loaded.diagnostics.isEmpty, "\(loaded.diagnostics)")
        #expect(loaded.archive?.editions.first?.about == "One.\n\nTwo: three.")
        #expect(
            try AuditLogTests.events(folder).map(\.what) == [.editionCreated] + Array(repeating: .talkCreated, count: 6)
        )
    }

    @Test("of an edition or the settings keeps their comments")
    func edition() throws {
        let folder = try folder()
        let text = "# Rooms are booked\n" + SampleFolder.edition + "  # two days\n"
        try folder.write("2024/edition.yaml", text)
        let editor = ArchiveEditor(folder.archive, by: "Ana")
        let id = EditionID(unchecked: "2024")
        try editor.changeEdition(
            id, ["ends": .text("2024-05-04"), "place": .text("Whitby, England")],
            seen: try seen(folder, "2024/edition.yaml"), at: now)
        #expect(
            try folder.text("2024/edition.yaml")
                == text.replacingOccurrences(
                    of: "ends: 2024-05-03  # two days\n",
                    with: "ends: 2024-05-04  # two days\nplace: \"Whitby, England\"\n"))
        let error = #expect(throws: ArchiveEditError.self) {
            try editor.changeEdition(
                id, ["ends": .text("2024-01-04")], seen: try seen(folder, "2024/edition.yaml"), at: now)
        }
        guard case .invalid(let problems)? = error else { throw try #require(error) }
        #expect(problems.map(\.key) == ["ends"])
        try editor.changeSettings(
            ["tagline": .text("By the sea")], seen: try seen(folder, "archive.yaml"), at: now)
        #expect(
            try folder.text("archive.yaml")
                == SampleFolder.settings.replacingOccurrences(of: "Tidal\n", with: "Tidal\ntagline: By the sea\n"))
    }

    @Test("of the order touches as few talks as possible")
    func reorder() throws {
        let folder = try SampleFolder([
            "archive.yaml": SampleFolder.settings, "2024/edition.yaml": SampleFolder.edition,
        ])
        let keys = ["a", "b", "c", "d"].map { TalkKey("2024/\($0)")! }
        for (index, key) in keys.enumerated() {
            try folder.write("\(key)/talk.md", "---\ntitle: \(key.slug)\nspeakers: [A]\norder: \(index + 1) # x\n---\n")
        }
        let seen = try Dictionary(uniqueKeysWithValues: keys.map { ($0, try self.seen(folder, "\($0)/talk.md")) })
        let editor = ArchiveEditor(folder.archive, by: "Ana")
        let wanted = [keys[0], keys[2], keys[3], keys[1]]
        let receipts = try editor.reorder(wanted, seen: seen, at: now)
        #expect(folder.load().archive?.talks.map(\.key) == wanted)
        #expect(receipts.values.count { $0.isChanged } < 4)
        let left = folder.contents()
        #expect(throws: ArchiveEditError.self) { try editor.reorder(keys, seen: seen, at: now) }
        #expect(folder.contents() == left)
    }

    @Test("numbers for an order ascend, and leave as many as can be left", arguments: 0..<300)
    func numbers(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let old = (0..<Int.random(in: 0...7, using: &random)).map { _ in
            Bool.random(using: &random) || Bool.random(using: &random) ? Int.random(in: 1...12, using: &random) : nil
        }
        let numbers = ProgrammeOrder.numbers(for: old)
        #expect(numbers.count == old.count)
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 } && (numbers.first ?? 1) >= 1)
        let kept = zip(old, numbers).count { $0 == $1 }
        // By trying each choice of numbers to keep.
        var best = 0
        for choice in 0..<(1 << old.count) {
            var last = 0
            var isPossible = true
            for index in old.indices {
                if choice >> index & 1 == 1 {
                    guard let number = old[index], number > last else {
                        isPossible = false
                        break
                    }
                    last = number
                } else {
                    last += 1
                }
            }
            if isPossible { best = max(best, choice.nonzeroBitCount) }
        }
        #expect(kept >= best, "seed \(seed): \(old) \(numbers)")
    }
}
