import Foundation
import SeededRandom
import Testing

@testable import TalkArchive

@Suite("Reading again") struct IncrementalReadingTests {
    @Test("finds what a first reading would find, whatever was edited", arguments: 1...12 as ClosedRange<UInt64>)
    func sameAsFresh(seed: UInt64) throws {
        var edits = Edits(folder: try SampleFolder.small(), random: SeededGenerator(seed: seed))
        var memory = ArchiveMemory()
        memory.hashes.settlingTime = .seconds(-1)
        for step in 1...60 {
            for _ in 0..<Int.random(in: 1...4, using: &edits.random) { try edits.next() }
            let again = edits.folder.archive.load(remembering: &memory, inWork: FilesInWork())
            let fresh = edits.folder.load()
            let place = Comment(rawValue: "seed \(seed), step \(step): \(edits.log.suffix(4))")
            try compare(again, fresh, place)
        }
    }

    /// What was broken is as it was; all else has to be as in a fresh reading.
    private func compare(_ again: LoadedArchive, _ fresh: LoadedArchive, _ place: Comment) throws {
        let kept = Set(again.diagnostics.lazy.filter { $0.identifier == "kept" }.map(\.file))
        if kept.isEmpty {
            #expect(again.archive == fresh.archive, place)
            #expect(again.diagnostics == fresh.diagnostics, place)
            return
        }
        func isComparable(_ problem: Diagnostic) -> Bool {
            let overall = ["duplicate-order", "speaker-spelling", "date-outside-edition"]
            return !kept.contains(problem.file) && !overall.contains(problem.identifier)
        }
        #expect(again.diagnostics.filter(isComparable) == fresh.diagnostics.filter(isComparable), place)
        func isComparable(_ talk: Talk) -> Bool {
            !kept.contains("\(talk.key)/talk.md") && !kept.contains("\(talk.key.edition)/edition.yaml")
        }
        let found = (again.archive?.talks ?? []).filter(isComparable)
        // Without its settings nothing of an archive is served that remembers nothing.
        guard let expected = fresh.archive?.talks.filter(isComparable) else { return }
        #expect(found.sorted { $0.key < $1.key } == expected.sorted { $0.key < $1.key }, place)
    }

    @Test("a settled text is not read again, one that was touched is, and gives the same")
    func remembered() throws {
        let folder = try SampleFolder.small()
        var memory = ArchiveMemory()
        memory.hashes.settlingTime = .seconds(-1)
        let first = folder.archive.load(remembering: &memory, inWork: FilesInWork())
        let known = try #require(memory.known.texts["2024/limpets/talk.md"])
        // A false title with a true stamp shows whether the file was read.
        var lie = try #require(known.draft)
        lie.talk.title = "Lie"
        memory.known.texts["2024/limpets/talk.md"] = ArchiveMemory.TalkText(
            stamp: known.stamp, context: known.context, draft: lie, diagnostics: [])
        let second = folder.archive.load(remembering: &memory, inWork: FilesInWork())
        #expect(second.archive?.talks.map(\.title) == ["Lie"])
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1)],
            ofItemAtPath: folder.url.appending(path: "2024/limpets/talk.md").path)
        let third = folder.archive.load(remembering: &memory, inWork: FilesInWork())
        #expect(third.archive == first.archive)
    }

    @Test("a text that was changed just now is read each time")
    func unsettled() throws {
        let folder = try SampleFolder.small()
        var memory = ArchiveMemory()
        _ = folder.archive.load(remembering: &memory, inWork: FilesInWork())
        #expect(memory.known.texts.isEmpty)
    }
}

/// Random changes of an archive's folder, as people and git make them.
private struct Edits {
    let folder: SampleFolder
    var random: SeededGenerator
    var log: [String] = []

    mutating func next() throws {
        let edition = pick(["2023", "2024", "2025"])
        let talk = "\(edition)/\(pick(["limpets", "whelks", "Bad Name", "kelp"]))"
        switch Int.random(in: 0..<14, using: &random) {
        case 0...3: try write("\(talk)/talk.md", talkText())
        case 4: try write("\(edition)/edition.yaml", "name: E\nstarts: \(edition)-05-0\(pick(["1", "2", "x"]))\n")
        case 5:
            try write("archive.yaml", SampleFolder.settings + pick(["", "\nlinks: 3", "\ntagline: b", "\na: b: c"]))
        case 6, 7: try write("\(talk)/\(deckName())", SampleFolder.pdfText(pick(["one", "two", "three"])))
        case 8: try remove("\(talk)/\(pick(["talk.md", "slides.pdf", "a.pdf"]))")
        case 9: try remove(pick([talk, edition]))
        case 10: try move(talk, to: "\(pick(["2023", "2024"]))/\(pick(["limpets", "moved"]))")
        case 11: try move("\(talk)/slides.pdf", to: "\(talk)/\(deckName())")
        case 12: try write("\(talk)/slides.pdf", "no PDF %%EOF")
        default: try touch("\(talk)/talk.md")
        }
    }

    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }

    private mutating func deckName() -> String { pick(["slides.pdf", "a.pdf", "b.pdf", ".hidden.pdf"]) }

    private mutating func talkText() -> String {
        let lines = [
            "title: \(pick(["Limpets", "Whelks", "Kelp"]))", "speakers: [\(pick(["Ada Low", "ada low", "Bo"]))]",
            pick(["order: 1", "order: 2", "date: 2024-05-02", "visibility: hidden", "embargo: 2999-01-01", "kind: x"]),
            pick(["", "", "decks: [{file: a.pdf}, {file: slides.pdf}]", "a: b: c", "speker: x"]),
        ]
        return "---\n\(lines.joined(separator: "\n"))\n---\n\(pick(["", "Text.", "Other text."]))\n"
    }

    private mutating func write(_ path: String, _ text: String) throws {
        log.append("write \(path)")
        try folder.write(path, text)
    }

    private mutating func remove(_ path: String) throws {
        guard folder.exists(path) else { return }
        log.append("remove \(path)")
        try FileManager.default.removeItem(at: folder.url.appending(path: path))
    }

    private mutating func move(_ path: String, to target: String) throws {
        guard folder.exists(path), !folder.exists(target) else { return }
        log.append("move \(path) to \(target)")
        let end = folder.url.appending(path: target)
        try FileManager.default.createDirectory(
            at: end.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.moveItem(at: folder.url.appending(path: path), to: end)
    }

    private mutating func touch(_ path: String) throws {
        guard folder.exists(path) else { return }
        log.append("touch \(path)")
        try FileManager.default.setAttributes(
            [.modificationDate: Date()], ofItemAtPath: folder.url.appending(path: path).path)
    }
}

extension SampleFolder {
    fileprivate static func pdfText(_ content: String) -> String { String(decoding: pdf(content), as: UTF8.self) }
}
