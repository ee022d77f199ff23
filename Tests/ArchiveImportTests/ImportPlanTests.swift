import Foundation
import SeededRandom
import TalkArchive
import Testing

@testable import ArchiveImport

@Suite("Plans of imports")
struct ImportPlanTests {
    private static let page = """
        <h1>Tidal 2031</h1><h3>The sea</h3><p>Ada Low — <a href="https://x.example/s.pdf">Slides</a></p><p>Wide.</p>
        <h3>Sand</h3><p>Bo Tide</p><p>Fine.</p><h3>Lightning talks</h3><p>Cy Deep</p><h3>Lightning talks</h3><p>Dora Reef</p>
        """

    @Test("a second import changes nothing")
    func twice() throws {
        let folder = try ImportFolder(["page.html": Self.page])
        #expect(try folder.run("page.html") == [.added, .added, .added, .added])
        #expect(folder.problems() == [])
        #expect(
            folder.talks().map(\.key.slug.description) == ["the-sea", "sand", "lightning-talks", "lightning-talks-2"])
        #expect(folder.talks().map(\.order) == [1, 2, 3, 4])
        let before = folder.contents()
        #expect(try folder.run("page.html") == [.unchanged, .unchanged, .unchanged, .unchanged])
        #expect(try folder.run("page.html", isUpdate: true) == [.unchanged, .unchanged, .unchanged, .unchanged])
        #expect(folder.contents() == before)
    }

    @Test("an import that was cut off anywhere is finished by the next, with the same names and order")
    func cutOff() throws {
        let whole = try ImportFolder(["page.html": Self.page])
        try whole.run("page.html")
        for missing in [["the-sea"], ["sand", "lightning-talks"], ["lightning-talks-2"], ["lightning-talks"]] {
            let folder = try ImportFolder(["page.html": Self.page])
            try folder.run("page.html")
            for slug in missing {
                try FileManager.default.removeItem(at: folder.archive.root.appending(path: "2031/\(slug)"))
            }
            // What a process that was killed left behind.
            try folder.write("Archive/.rockpool/import-cafe/talk.md", "half")
            try folder.run("page.html")
            // The audit log tells the detour.
            let isTold: (String) -> Bool = { $0 != "audit.log" }
            #expect(
                folder.contents().filter { isTold($0.key) } == whole.contents().filter { isTold($0.key) },
                "\(missing)")
            #expect(folder.problems() == [])
        }
    }

    @Test("what a person wrote stays; --update adds only keys that are missing")
    func update() throws {
        let folder = try ImportFolder(["page.html": Self.page])
        let mine = "---\n# by hand\ntitle: \"The Sea\"   # mine\nspeakers: [Somebody Else]\n---\n"
        try folder.write("Archive/2031/edition.yaml", "name: Mine\nstarts: 2031-05-02\n")
        try folder.write("Archive/2031/ocean/talk.md", mine)
        #expect(try folder.run("page.html") == [.unchanged, .added, .added, .added])
        #expect(try folder.text("Archive/2031/ocean/talk.md") == mine)
        #expect(try folder.text("Archive/2031/edition.yaml") == "name: Mine\nstarts: 2031-05-02\n")
        let plan = try folder.plan("page.html", isUpdate: true)
        #expect(
            plan.entries.map(\.action) == [
                .fillIn(["order", "original_slides", "the text"]), .exists, .exists, .exists,
            ])
        #expect(try folder.run("page.html", isUpdate: true)[0] == .filledIn(["order", "original_slides", "the text"]))
        #expect(
            try folder.text("Archive/2031/ocean/talk.md") == """
                ---
                # by hand
                title: "The Sea"   # mine
                speakers: [Somebody Else]
                order: 1
                updated: 2031-06-01T10:00:00Z
                original_slides: "https://x.example/s.pdf"
                text: abstract
                ---
                Wide.

                """)
        #expect(folder.problems() == [])
        let after = folder.contents()
        #expect(try folder.run("page.html", isUpdate: true)[0] == .unchanged)
        #expect(folder.contents() == after)
    }

    @Test("the same address means the same talk, and what is in the way is told")
    func sameAddress() throws {
        let folder = try ImportFolder(["page.html": "<h3>Rust: GCC!</h3><p>Ada Low</p><h3>Sand</h3><p>Bo Tide</p>"])
        try folder.write("Archive/2031/edition.yaml", "name: Mine\nstarts: 2031-05-02\n")
        try folder.write("Archive/2031/rust-gcc/talk.md", "---\ntitle: All about Rust GCC\nspeakers: [Ada Low]\n---\n")
        try folder.write("Archive/2031/sand/notes.txt", "mine")
        let plan = try folder.plan("page.html")
        #expect(plan.entries.map(\.action) == [.exists, .exists])
        #expect(plan.entries.map { $0.problems.map(\.identifier) } == [["same-address"], ["folder-in-the-way"]])
    }

    @Test("slides beside the page become the talk's slides")
    func slides() throws {
        let folder = try ImportFolder([
            "saved/page.html": "<h3>The sea</h3><p>Ada Low — <a href='sea.pdf'>Slides</a></p>",
            "saved/sea.pdf": "%PDF-1.7 sea",
        ])
        #expect(try folder.run("saved/page.html") == [.added])
        #expect(try folder.text("Archive/2031/the-sea/slides.pdf") == "%PDF-1.7 sea")
        #expect(folder.talks().first?.decks.map(\.file) == ["slides.pdf"])
        #expect(folder.problems() == [])
    }

    @Test("an edition without known days is not made")
    func unknownDays() throws {
        let folder = try ImportFolder(["page.html": "<h3>The sea</h3><p>Ada Low</p>"])
        #expect(throws: ImportError.unknownDays(edition: "2031")) {
            try folder.plan("page.html", details: EditionDetails())
        }
        let plan = try folder.plan("page.html", details: EditionDetails(starts: CalendarDate("2031-03-04")))
        #expect(plan.newEdition?.ends.description == "2031-03-04")
    }

    @Test("a damaged archive or edition is to be mended first")
    func damaged() throws {
        let folder = try ImportFolder(["page.html": Self.page, "Archive/2031/edition.yaml": "name: Mine\n"])
        #expect(throws: ImportError.self) { try folder.plan("page.html") }
        #expect(folder.contents()["2031/the-sea/talk.md"] == nil)
        try folder.write("Archive/archive.yaml", "name: Tidal\n")
        #expect(throws: ImportError.self) { try folder.plan("page.html", to: "2032") }
    }

    private static let titles = [
        "<&>\"'", "title: [no] {yes} # &anchor *alias !tag | > %", "- item", "---", "...", "yes", "null", "~", "2031",
        "'", "\"",
        "\\", "\u{1}\u{7}bell\u{0}", "\u{202E}turned", "\u{FEFF}mark", "😀", "😀😀", "?!?", "   ", "\n\t", "中文标题",
        "Привет, мир",
        "Ünïcödé ßtraße", "feed", "slides", "gallery", "a\u{2028}b", "C++", "C#", "same", "Same", "same!", "e\u{301}",
        "é",
        String(repeating: "long ", count: 2000), String(repeating: "x", count: 10_000), "@at", "`tick`", "%percent",
        "a: b", "a #b",
        "\u{85}next", "<script>alert(1)</script>", "../../etc/passwd", "con", "{{mustache}}",
        "\u{1F468}\u{200D}\u{1F469}",
    ]

    @Test("no title, however odd, breaks the archive")
    func hostileTitles() throws {
        var xml =
            "<schedule><conference><title>T</title><start>2031-05-02</start></conference><day date='2031-05-02'><room>"
        for title in Self.titles {
            let text = title.unicodeScalars.filter { $0.value >= 32 || $0 == "\n" || $0 == "\t" }.map {
                "&#\($0.value);"
            }.joined()
            xml +=
                "<event><title>\(text)</title><abstract>\(text)</abstract><persons><person>\(text)</person></persons></event>"
        }
        let folder = try ImportFolder(["s.xml": xml + "</room></day></schedule>"])
        let outcomes = try folder.run("s.xml")
        #expect(outcomes.allSatisfy { $0 == .added }, "\(outcomes)")
        #expect(outcomes.count == Self.titles.count - 2)
        #expect(folder.problems() == [])
        let talks = folder.talks()
        #expect(talks.count == outcomes.count)
        #expect(talks.allSatisfy { $0.key.slug.description.count <= 64 && $0.title.count <= 300 })
        for slug in [
            "same", "same-2", "same-3", "feed-talk", "slides-talk", "gallery-talk", "zhong-wen-biao-ti", "privet-mir",
            "c",
        ] {
            #expect(talks.contains { $0.key.slug.description == slug }, "\(slug)")
        }
        let before = folder.contents()
        #expect(try folder.run("s.xml").allSatisfy { $0 == .unchanged })
        #expect(folder.contents() == before)
    }

    @Test("random pages give clean archives, twice the same, or no talk at all")
    func randomPages() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("random pages from seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "<h1>", "<h2>", "<h3>", "</h3>", "<p>", "</p>", "<li>", "<ul>", "</ul>", "<table>", "<tr>", "<td>",
            "</table>", "<dl>",
            "<dt>", "<dd>", "<b>", "</b>", "<br>", "<pre>", "</pre>", "<a href='x.pdf'>Slides</a>",
            "<a href='https://y.example/a.pdf'>PDF</a>",
            "<a href='https://youtu.be/1'>Video</a>", "Ada Low", "Bo Tide and Cy Deep", "The wide sea", "Lunch",
            "Closing discussion",
            "2 May 2031", "09:30", " — ", ": ", ", ", "(", ")", "Speaker: ", "by ", "Sand &amp; <i>foam</i>",
            "&lt;P&gt;", "\u{1}", "é",
            "A sentence that ends.", "<nav>", "</nav>", "<img alt=x>", "<!-- c -->", "---", "#", "*", "[", "](", "`",
        ]
        for round in 0..<150 {
            let count = Int.random(in: 1...60, using: &generator)
            let page = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let isText = round % 3 == 0
            let folder = try ImportFolder([
                "page": isText ? page.replacing("<br>", with: "\n").replacing("<p>", with: "\n\n") : page
            ])
            do {
                try folder.run("page")
            } catch is ImportError {
                continue
            }
            #expect(folder.problems() == [], "seed \(seed), round \(round): \(page)")
            let before = folder.contents()
            #expect(try folder.run("page").allSatisfy { $0 == .unchanged }, "seed \(seed), round \(round): \(page)")
            #expect(folder.contents() == before)
        }
    }
}
