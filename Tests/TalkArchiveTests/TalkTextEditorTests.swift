import Foundation
import SeededRandom
import Testing

@testable import TalkArchive

@Suite struct TalkTextEditorTests {
    let new = DeclaredDeck(
        file: "new.pdf", hash: ContentHash(of: Data("new".utf8)), byteCount: 7,
        added: Timestamp("2024-06-01T00:00:00Z"),
        origin: .upload, note: "it's: \"new\" # really", line: 0)
    let updated: Timestamp = "2024-06-01T08:00:00Z"

    private func edited(_ text: String, _ decks: [DeclaredDeck]) -> String? {
        try? TalkTextEditor(text, limits: ArchiveLimits())?.text(decks: decks, updated: updated)
    }

    private func listed(_ file: String) -> DeclaredDeck { DeclaredDeck(file: file, line: 0) }

    @Test("only the list of decks and the time of the update change")
    func byExample() {
        let text = """
            ---
            # Ask Ada about the second part
            speakers: [Ada Low]   # she/her
            title: 'Limpets'
            updated: 2024-05-03   # by hand
            decks:   # newest first
              # the one she showed
              - file: shown.pdf   # exported twice
                note: |
                  one
                  # two

              # from the mail of March
              - {file: draft.pdf}

            # the rest is boring
            order: 3
            ---
            Text.
            """
        let wanted = """
            ---
            # Ask Ada about the second part
            speakers: [Ada Low]   # she/her
            title: 'Limpets'
            updated: 2024-06-01T08:00:00Z   # by hand
            decks:   # newest first
              - file: new.pdf
                sha256: \(ContentHash(of: Data("new".utf8)))
                bytes: 7
                added: 2024-06-01T00:00:00Z
                origin: upload
                note: "it's: \\"new\\" # really"
              # from the mail of March
              - {file: draft.pdf}
              # the one she showed
              - file: shown.pdf   # exported twice
                note: |
                  one
                  # two


            # the rest is boring
            order: 3
            ---
            Text.
            """
        // The empty line above a comment goes with the entry below it.
        let result = edited(text, [new, listed("draft.pdf"), listed("shown.pdf")])
        #expect(result.map(Self.withoutEmptyLines) == Self.withoutEmptyLines(wanted))
        #expect(result?.components(separatedBy: "\n").count == wanted.components(separatedBy: "\n").count)
    }

    @Test("entries that cannot be read stay at the end of the list")
    func unreadableEntries() throws {
        let text = "---\ntitle: A\ndecks:\n  - fil: a.pdf\n  - file: b.pdf\n  - file: b.pdf\n---\n"
        let result = try #require(edited(text, [new, listed("b.pdf")]))
        let files = result.components(separatedBy: "\n").filter { $0.contains(".pdf") }
        #expect(files == ["  - file: new.pdf", "  - file: b.pdf", "  - fil: a.pdf", "  - file: b.pdf"])
    }

    @Test(
        "metadata that is not written as one key to a line is left alone",
        arguments: [
            "---\n{title: A, decks: []}\n---\n", "---\n? title\n: A\n---\n", "---\n  title: A\n---\n", "title: A\n",
        ])
    func refused(_ text: String) {
        #expect(edited(text, [new]) == nil)
    }

    @Test("every other line of any file stays, in its order", arguments: 0..<300)
    func law(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = SampleText(&random)
        let decks = [new] + sample.files.shuffled(using: &random).map(listed)
        let result = try #require(edited(sample.text, decks), "seed \(seed)\n\(sample.text)")
        let note = Comment(rawValue: "seed \(seed)\n--- before\n\(sample.text)\n--- after\n\(result)")
        #expect(Self.others(result) == Self.others(sample.text), note)
        // And what the new text says is what was wanted.
        let before = try #require(Self.read(sample.text), note)
        let after = try #require(Self.read(result), note)
        var expected = before.talk
        expected.updated = updated
        #expect(after.talk == expected, note)
        #expect(after.decks?.map(\.file) == decks.map(\.file), note)
        #expect(after.decks?.first.map { $0.hash == new.hash && $0.note == new.note } == true, note)
        for deck in before.decks ?? [] {
            let kept = after.decks?.first { $0.file == deck.file }
            #expect(kept?.note == deck.note && kept?.origin == deck.origin && kept?.added == deck.added, note)
        }
    }

    private static func read(_ text: String) -> TalkDraft? {
        var report = FileReport(file: "talk.md")
        let draft = TalkReader.read(
            text, key: "2024/limpets", edition: nil, limits: ArchiveLimits(), report: &report)
        return report.diagnostics.contains { $0.severity == .error } ? nil : draft
    }

    /// All lines but those of the list, of the time, and empty ones inside the metadata.
    private static func others(_ text: String) -> [String] {
        var isInList = false
        var fences = 0
        return FrontMatter.lines(of: text).filter { line in
            if line.hasPrefix("---") { fences += 1 }
            if fences > 1 { return true }
            if line.hasPrefix("decks:") { isInList = true } else if line.first?.isLetter == true { isInList = false }
            let isIndented = line.hasPrefix(" ") || line.hasPrefix("- ")
            return !(isInList && (isIndented || line.hasPrefix("decks:"))) && !line.hasPrefix("updated:")
                && !line.allSatisfy(\.isWhitespace)
        }
    }

    private static func withoutEmptyLines(_ text: String) -> [String] {
        text.components(separatedBy: "\n").filter { !$0.isEmpty }
    }
}

/// A hand-written `talk.md` as people write them, made from a seed.
struct SampleText {
    let text: String
    let files: [String]

    init(_ random: inout SeededGenerator) {
        let end = Bool.random(using: &random) ? "\n" : "\r\n"
        let files = (0..<Int.random(in: 0...3, using: &random)).map { "deck \($0).pdf" }
        var keys = [
            ["title: Limpets   # a working title"], ["speakers:", "  - Ada Low", "  # and friends", "  - 'Bea: Ono'"],
            ["order: 4"], ["tags: [rocks,", "  tides]"], ["published: 2024-05-02"], ["# a remark", "text: summary"],
            ["", "# another", "links: []"],
        ].filter { $0[0].hasPrefix("title") || Bool.random(using: &random) }
        if Bool.random(using: &random) { keys.append(["updated: \"2024-05-04\"  # then"]) }
        if !files.isEmpty || Bool.random(using: &random) { keys.append(Self.list(files, &random)) }
        keys.shuffle(using: &random)
        let body = ["", "decks: are below", "---", "  - file: x.pdf", "updated: never"]
        let lines = ["---"] + keys.flatMap { $0 } + ["---"] + body
        text = lines.joined(separator: end) + (Bool.random(using: &random) ? end : "")
        self.files = files
    }

    private static func list(_ files: [String], _ random: inout SeededGenerator) -> [String] {
        if files.isEmpty { return ["decks: []"] }
        if Int.random(in: 0..<6, using: &random) == 0 {
            return ["decks: [" + files.map { "{file: \($0)}" }.joined(separator: ", ") + "]"]
        }
        let margin = String(repeating: " ", count: Int.random(in: 0...4, using: &random))
        return ["decks:"]
            + files.flatMap { file in
                var lines = ["\(margin)- file: \(file)"]
                if Bool.random(using: &random) { lines.append("\(margin)  origin: sample  # \(file)") }
                if Bool.random(using: &random) {
                    lines += ["\(margin)  note: >", "\(margin)     # no remark", "\(margin)     x"]
                }
                if Bool.random(using: &random) {
                    lines.append("\(margin)  added: 2024-05-0\(Int.random(in: 1...9, using: &random))")
                }
                if Bool.random(using: &random), !margin.isEmpty { lines.insert("\(margin)# about \(file)", at: 0) }
                return lines
            }
    }
}
