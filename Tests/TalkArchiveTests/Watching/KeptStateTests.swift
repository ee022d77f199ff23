import Foundation
import Testing

@testable import TalkArchive

/// An archive's folder that is read again after each edit, as a server does.
private struct Watched {
    let folder: SampleFolder
    var memory = ArchiveMemory()
    var inWork = FilesInWork()

    init(_ folder: SampleFolder) { self.folder = folder }

    mutating func load() -> LoadedArchive { folder.archive.load(remembering: &memory, inWork: inWork) }

    mutating func edit(_ path: String, _ text: String) throws -> LoadedArchive {
        try folder.write(path, text)
        return load()
    }
}

@Suite("Broken edits") struct BrokenEditTests {
    private static let path = "2024/limpets/talk.md"

    private static func watched(_ talk: String = SampleFolder.talk) throws -> Watched {
        let folder = try SampleFolder.small()
        try folder.write(path, talk)
        var watched = Watched(folder)
        _ = watched.load()
        return watched
    }

    @Test(
        "leave the talk as it was, and are told with file and line",
        arguments: [
            ("---\ntitle: A: b\nspeakers: [Ada Low]\n---\n", "yaml-syntax", 2),
            ("---\nspeakers: [Ada Low]\n---\nHow they hold.\n", "missing-key", 2),
            ("", "no-front-matter", 1), ("---\ntitle: Limp", "no-front-matter", 1),
            ("---\ntitle: A\ntitle: B\n---\n", "duplicate-key", 3),
            ("---\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\n---\n", "yaml-syntax", 3),
        ])
    func kept(_ text: String, _ identifier: String, _ line: Int) throws {
        var watched = try Self.watched()
        let before = watched.load().archive
        let after = try watched.edit(Self.path, text)
        #expect(after.archive == before)
        let problems = after.diagnostics.map { "\($0.file):\($0.line ?? 0) \($0.identifier)" }
        #expect(problems == ["\(Self.path):0 kept", "\(Self.path):\(line) \(identifier)"])
        #expect(after.diagnostics[0].summary == "The last edit cannot be used: the talk is shown as before.")
        #expect(watched.load().archive == before, "and stays so")
        let mended = try watched.edit(Self.path, "---\ntitle: Whelks\nspeakers: [Ada Low]\n---\n")
        #expect(mended.archive?.talks.map(\.title) == ["Whelks"])
        #expect(mended.diagnostics.isEmpty)
    }

    @Test(
        "that may have been meant to hide the talk hide it",
        arguments: [
            "visibility: hidden\nplace: a: b", "visibility hidden", "visiblity: hiden\nx: y: z", "  embargo 2031\n : x",
            "{visibility: hidden", "tags: [a, hidden: true", "Private\nx: : y", "- draft: yes\n",
            "\tvisibility: hidden",
            "# hidden\nx: y: z", "\"embargo\": 2031\nx: y: z", "<<<<<<< HEAD\nvisibility: hidden\n=======",
        ])
    func hidden(_ lines: String) throws {
        var watched = try Self.watched()
        let text = "---\ntitle: Limpets\nspeakers: [Ada Low]\n\(lines)\n---\nHow they hold.\n"
        let after = try watched.edit(Self.path, text)
        #expect(after.archive?.talks.map(\.visibility) == [.hidden])
        #expect(after.diagnostics.contains { $0.summary.hasPrefix("Only organizers see the talk") })
        let again = try watched.edit(Self.path, "---\ntitle: Limpets\nx: y: z\n---\n")
        #expect(again.archive?.talks.map(\.visibility) == [.hidden], "until it is mended")
        #expect(try watched.edit(Self.path, SampleFolder.talk).archive?.talks.map(\.visibility) == [.public])
    }

    @Test("leave the talk to be seen when the words that hide stood there before, or mean nothing of the kind")
    func unchangedHints() throws {
        let good =
            "---\ntitle: Limpets\nvisibility: public\ndecks:\n  - file: slides.pdf\n---\nHidden: how they hold.\n"
        var watched = try Self.watched(good)
        let after = try watched.edit(Self.path, good.replacing("title: Limpets", with: "title: Limpets: a tale"))
        #expect(after.archive?.talks.map(\.visibility) == [.public])
        #expect(after.archive?.talks.map(\.title) == ["Limpets"])
        let fenceless = try watched.edit(Self.path, good.replacing("---\n", with: ""))
        #expect(fenceless.archive?.talks.map(\.visibility) == [.public])
        let moved = try watched.edit(Self.path, "---\nvisibility: hidden\ntitle: Limpets: a tale\n---\n")
        #expect(moved.archive?.talks.map(\.visibility) == [.hidden])
    }

    @Test("never show what was hidden or embargoed", arguments: ["visibility: hidden", "embargo: 2999-01-01"])
    func neverWider(_ line: String) throws {
        let good = "---\ntitle: Limpets\n\(line)\n---\n"
        var watched = try Self.watched(good)
        let before = watched.load().archive?.talks.map(\.visibility)
        for text in ["", "---\ntitle: Limpets\nx: y: z\n---\n", good + "\u{0}", "---\ntitle: [\n\(line)\n---\n"] {
            #expect(try watched.edit(Self.path, text).archive?.talks.map(\.visibility) == before)
        }
    }

    @Test("hide the talk when nobody can tell what they say")
    func unreadable() throws {
        var watched = try Self.watched()
        let large = try watched.edit(Self.path, SampleFolder.talk + String(repeating: "x", count: 1 << 20))
        #expect(large.archive?.talks.map(\.visibility) == [.hidden])
    }

    @Test("of bytes that are no text are judged by what can be read")
    func notText() throws {
        var watched = try Self.watched()
        try watched.folder.write(Self.path, Data("---\ntitle: \u{FF}\n---\n".utf8.dropLast(9)) + [0xFF, 0x0A])
        #expect(watched.load().archive?.talks.map(\.visibility) == [.public])
        try watched.folder.write(Self.path, Data("---\ntitle: a\nvisibility: hidden".utf8) + [0xFF, 0x0A])
        #expect(watched.load().archive?.talks.map(\.visibility) == [.hidden])
    }

    @Test("of an edition or the archive leave them as they were")
    func upper() throws {
        var watched = try Self.watched()
        let before = watched.load().archive
        #expect(try watched.edit("2024/edition.yaml", "name: A: b").archive == before)
        let both = try watched.edit("archive.yaml", "name: Tidal\n")
        #expect(both.archive == before)
        let kept = both.diagnostics.filter { $0.identifier == "kept" }
        #expect(kept.map(\.file) == ["2024/edition.yaml", "archive.yaml"])
        try FileManager.default.removeItem(at: watched.folder.url.appending(path: "archive.yaml"))
        #expect(watched.load().archive == before)
        _ = try watched.edit("archive.yaml", SampleFolder.settings)
        #expect(try watched.edit("2024/edition.yaml", SampleFolder.edition).diagnostics.isEmpty)
    }

    @Test("keep nothing that was removed")
    func removed() throws {
        var watched = try Self.watched()
        _ = try watched.edit(Self.path, "broken")
        try FileManager.default.removeItem(at: watched.folder.url.appending(path: Self.path))
        #expect(watched.load().archive?.talks == [])
        #expect(try watched.edit(Self.path, "broken").archive?.talks == [])
        _ = try watched.edit(Self.path, SampleFolder.talk)
        try FileManager.default.removeItem(at: watched.folder.url.appending(path: "2024"))
        #expect(watched.load().archive?.editions == [])
    }

    @Test("are nothing to a reading that remembers nothing")
    func fresh() throws {
        let folder = try SampleFolder.small()
        try folder.write(Self.path, "broken")
        var watched = Watched(folder)
        let loaded = watched.load()
        #expect(loaded.archive?.talks == [])
        #expect(loaded.diagnostics == folder.load().diagnostics)
    }

    @Test("a text that somebody is writing is read when it is closed")
    func inWork() throws {
        var watched = try Self.watched()
        let before = watched.load().archive
        watched.inWork.paths = [Self.path, "2024/edition.yaml", "archive.yaml"]
        _ = try watched.edit("2024/edition.yaml", "name: Ti")
        _ = try watched.edit("archive.yaml", "name: Ti")
        let half = try watched.edit(Self.path, "---\ntitle: Half\n---\n")
        #expect(half.archive == before)
        #expect(half.diagnostics.map(\.identifier) == ["in-work", "in-work", "in-work"])
        #expect(half.readAgainAfter != nil)
        #expect(try watched.edit(Self.path, "---\ntitle: A\nvisibility: hid").archive?.talks[0].visibility == .hidden)
        watched.memory.arrival.limit = .zero
        watched.inWork.paths = [Self.path]
        _ = try watched.edit("2024/edition.yaml", SampleFolder.edition)
        _ = try watched.edit("archive.yaml", SampleFolder.settings)
        let taken = try watched.edit(Self.path, "---\ntitle: Whole\n---\n")
        #expect(taken.archive?.talks.map(\.title) == ["Whole"])
    }
}

@Suite("Decks that arrive") struct ArrivingDeckTests {
    private static let path = "2024/limpets/slides.pdf"

    private static func hashes(_ loaded: LoadedArchive) -> [ContentHash] {
        loaded.archive?.talks.flatMap(\.decks).map(\.hash) ?? []
    }

    @Test("half a PDF leaves the deck before it, but not as that file")
    func half() throws {
        var watched = Watched(try SampleFolder.small())
        let before = watched.load()
        let whole = SampleFolder.pdf(String(repeating: "two", count: 100))
        try watched.folder.write(Self.path, whole.prefix(whole.count / 2))
        let half = watched.load()
        #expect(half.archive == before.archive)
        #expect(half.diagnostics.map(\.identifier) == ["deck-arriving"])
        let stamp = try #require(FileStamp(of: watched.folder.url.appending(path: Self.path)))
        #expect(half.deckFiles[Self.path]?.stamp != stamp)
        #expect(half.readAgainAfter != nil)
        try watched.folder.write(Self.path, whole)
        let after = watched.load()
        #expect(Self.hashes(after) == [ContentHash(of: whole)])
        #expect(after.diagnostics.isEmpty && after.readAgainAfter == nil)
        let end = try #require(FileStamp(of: watched.folder.url.appending(path: Self.path)))
        #expect(after.deckFiles[Self.path]?.stamp == end)
    }

    @Test("a PDF that is being written is waited for, though it has an end mark already")
    func open() throws {
        var watched = Watched(try SampleFolder.small())
        let before = watched.load().archive
        watched.inWork.paths = [Self.path]
        try watched.folder.write(Self.path, SampleFolder.pdf("two"))
        #expect(watched.load().archive == before)
        watched.inWork.paths = []
        #expect(Self.hashes(watched.load()) == [ContentHash(of: SampleFolder.pdf("two"))])
    }

    @Test("a PDF without an end mark is taken when nothing has been written for long")
    func endless() throws {
        var watched = Watched(try SampleFolder.small())
        _ = watched.load()
        let endless = Data("%PDF-1.7 without an end".utf8)
        try watched.folder.write(Self.path, endless)
        #expect(watched.load().diagnostics.map(\.identifier) == ["deck-arriving"])
        watched.memory.arrival.limit = .zero
        #expect(Self.hashes(watched.load()) == [ContentHash(of: endless)])
    }

    @Test("a file that is the one that talk.md records is all there")
    func recorded() throws {
        var watched = Watched(try SampleFolder.small())
        let endless = Data("%PDF-1.7 without an end".utf8)
        let hash = ContentHash(of: endless)
        try watched.folder.write("2024/limpets/new.pdf", endless)
        let entry = "  - {file: new.pdf, sha256: \(hash), bytes: \(endless.count)}\n  - {file: slides.pdf}"
        try watched.folder.write("2024/limpets/talk.md", "---\ntitle: A\nspeakers: B\ndecks:\n\(entry)\n---\n")
        #expect(Self.hashes(watched.load()).first == hash)
    }

    @Test("a new PDF beside one that is shown changes nothing before it is there")
    func another() throws {
        let folder = try SampleFolder.small()
        try FileManager.default.moveItem(
            at: folder.url.appending(path: Self.path), to: folder.url.appending(path: "2024/limpets/tale.pdf"))
        var watched = Watched(folder)
        let before = watched.load().archive
        try folder.write(Self.path, Data("%PDF-1.7".utf8))
        #expect(watched.load().archive == before)
        try folder.write(Self.path, SampleFolder.pdf("two"))
        #expect(watched.load().archive?.talks[0].currentDeck?.file == "slides.pdf")
    }

    @Test("two PDFs of which none is named leave the one that was shown, and the error is told")
    func ambiguous() throws {
        let folder = try SampleFolder.small()
        try FileManager.default.moveItem(
            at: folder.url.appending(path: Self.path), to: folder.url.appending(path: "2024/limpets/tale.pdf"))
        var watched = Watched(folder)
        let before = watched.load().archive
        try folder.write("2024/limpets/a.pdf", SampleFolder.pdf("two"))
        let after = watched.load()
        #expect(after.archive == before)
        #expect(after.diagnostics.contains { $0.identifier == "deck-ambiguous" })
    }

    @Test("something else under the deck's name leaves its slides, and the error is told")
    func notPDF() throws {
        var watched = Watched(try SampleFolder.small())
        let before = watched.load().archive
        try watched.folder.write(Self.path, "<html>404</html> %%EOF")
        let after = watched.load()
        #expect(after.archive == before)
        #expect(after.diagnostics.map(\.identifier) == ["kept", "deck-not-pdf"])
        try FileManager.default.removeItem(at: watched.folder.url.appending(path: Self.path))
        #expect(Self.hashes(watched.load()).isEmpty)
    }

    @Test("where nobody tells when writing ends, a PDF has to be quiet for a moment")
    func untold() throws {
        var watched = Watched(try SampleFolder.small())
        watched.inWork.areTold = false
        #expect(Self.hashes(watched.load()).isEmpty)
        watched.memory.arrival.quiet = .zero
        #expect(Self.hashes(watched.load()).count == 1)
    }
}
