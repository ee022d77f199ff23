import Foundation
import TalkArchive
import Testing

@testable import ArchiveImport

@Suite("Programme pages")
struct ProgrammePageTests {
    private static let workshop = """
        <!doctype html>
        <!-- saved from url=(0027)https://tidal.example/2031/ -->
        <html><head><meta charset=utf-8><title>Tidal 2031 | The workshop</title></head><body>
        <nav><h3>Menu</h3><ul><li><a href="/2030">2030</a></li></ul></nav>
        <h1>Tidal</h1><h2>The Workshop on Tides</h2><p>2 May 2031, Kiel, Germany</p>
        <h2>About</h2><p>An informal meeting of people who like water.</p>
        <h2>Sponsors</h2><h3>Shore Labs</h3><p>Gold</p>
        <h2>Sessions</h2>
        <h3>Limpets: how they hold</h3>
        <p>Ada Low — <a href="limpets_1: how (1).pdf">Slides</a></p>
        <p>They hold by <code>grip_all()</code>, as <a href="https://docs.example/a_b">the book</a> says.</p>
        <p>Twice.</p>
        <h3>Rust Reefs</h3>
        <p>Bo Tide and <a href="https://cy.example">Cy Deep</a> (Shore Labs) — Slides, <a href="https://youtu.be/x1">Video</a></p>
        <h3>Lunch</h3>
        <h3>Closing discussion</h3><p>Everyone.</p>
        <h2>Gallery</h2><p>Soon.</p>
        <h2>Previous editions</h2><ul><li><a href="/2030">2030</a></li></ul>
        <footer><h3>Contact</h3><p>Eve Foam</p></footer></body></html>
        """

    @Test("a workshop's page in the usual shape is read whole")
    func usualShape() throws {
        let folder = try ImportFolder(["page.html": Self.workshop])
        let reading = try folder.read("page.html")
        #expect(reading.form == .page)
        #expect(reading.edition.name == "Tidal")
        #expect(reading.edition.days == CalendarDate("2031-05-02")!...CalendarDate("2031-05-02")!)
        #expect(reading.edition.place == "Kiel, Germany")
        #expect(
            reading.talks.map(\.told) == [
                "Limpets: how they hold | Ada Low | https://tidal.example/2031/limpets_1:%20how%20(1).pdf",
                "Rust Reefs | Bo Tide, Cy Deep | video https://youtu.be/x1 website https://cy.example",
                "Closing discussion | ",
            ])
        #expect(
            reading.talks[0].text
                == "They hold by `grip_all()`, as [the book](https://docs.example/a_b) says.\n\nTwice.")
        #expect(reading.talks.map(\.kind) == [.talk, .talk, .discussion])
        #expect(reading.talks[1].problems.map(\.identifier).sorted() == ["affiliation", "slides-without-link"])
        #expect(reading.talks[0].line == 9)
        #expect(reading.leftOut.map(\.text) == ["Lunch"])
    }

    /// Pages as workshops write them; after `=>` the talks that are in them.
    private static let shapes: [(name: String, page: String, talks: [String])] = [
        (
            "a definition list",
            "<dl><dt>Limpets hold<dd>Ada Low, Bo Tide<dd>How.<dd><a href='https://x.example/l.pdf'>slides</a>"
                + "<dt>Waves and wind<dd>Speaker: Cy Deep</dl>",
            ["Limpets hold | Ada Low, Bo Tide | https://x.example/l.pdf", "Waves and wind | Cy Deep"]
        ),
        (
            "a table with headings",
            "<table><tr><th>Time<th>Title<th>Speaker<th>Material<tr><td>09:30<td>The sea<td>Ada Low<td>"
                + "<a href='https://x.example/s.pdf'>PDF</a> <a href='https://github.com/a/s'>code</a>"
                + "<tr><td>10:30<td colspan=3>Coffee break<tr><td>11:00<td>Sand &lt;T&gt;<td>Bo Tide<br>dune42<td></table>",
            ["The sea | Ada Low | https://x.example/s.pdf | code https://github.com/a/s", "Sand <T> | Bo Tide, dune42"]
        ),
        (
            "a table of times and cells",
            "<table><tr><td>09:30</td><td><b>The sea</b><br>Ada Low<br><a href=https://x.example/s.pdf>slides</a></td></tr>"
                + "<tr><td>10:00</td><td>Lunch</td></tr><tr><td>10:30</td><td><b>Sand</b><br>Bo Tide</td></tr></table>",
            ["The sea | Ada Low | https://x.example/s.pdf", "Sand | Bo Tide"]
        ),
        (
            "a table without headings",
            "<table><tr><td>Ada Low<td>The wide sea<td>9:30<tr><td>Bo Tide<td>All the sand<td>10:30</table>",
            ["The wide sea | Ada Low", "All the sand | Bo Tide"]
        ),
        (
            "list items",
            "<h2>Talks</h2><ul><li><strong>The sea</strong> — Ada Low [<a href=https://x.example/a.pdf>slides</a>]</li>"
                + "<li><a href='https://x.example/b.pdf'>Sand and stones</a>, Bo Tide and Cy Deep</li>"
                + "<li>09:30 Foam for everyone (Émile van der Strand)</li></ul><h2>Sponsors</h2><ul><li>Shore</li></ul>",
            [
                "The sea | Ada Low | https://x.example/a.pdf",
                "Sand and stones | Bo Tide, Cy Deep | https://x.example/b.pdf",
                "Foam for everyone | Émile van der Strand",
            ]
        ),
        (
            "speakers before their titles",
            "<ul><li>Ada Low: The sea is wide<li>Bo Tide and Cy Deep: Sand in the machine<li>Dora Reef: #[no_mangle]</ul>",
            ["The sea is wide | Ada Low", "Sand in the machine | Bo Tide, Cy Deep", "#[no_mangle] | Dora Reef"]
        ),
        (
            "bold speakers, slanted titles, sessions between",
            "<p><b>09:00 - 10:00 Session 1: Foundations</b></p><p><b>Ada Low</b>, <i>Verified Limpets</i> "
                + "<a href='https://x.example/a.pdf'>[slides]</a></p><p><b>Bo Tide and Cy Deep</b>, <i>Waves as Monads</i></p>"
                + "<p>10:00 - 10:30 Coffee</p><p><b>10:30 Session 2: Tools</b></p><p><b>Dora Reef</b>, <i>Creusot for Crabs</i></p>"
                + "<h3>Program Committee</h3><ul><li>Eve Foam (Uni A)<li>Gil Sand (Uni B)</ul>",
            [
                "Verified Limpets | Ada Low | https://x.example/a.pdf", "Waves as Monads | Bo Tide, Cy Deep",
                "Creusot for Crabs | Dora Reef",
            ]
        ),
        (
            "lines that begin with a time",
            "<p>09:00 Registration</p><p>09:30 Limpets hold on — Ada Low</p><p>10:00 Coffee</p>"
                + "<p>10:30 Waves and wind — Bo Tide &amp; Cy Deep</p>",
            ["Limpets hold on | Ada Low", "Waves and wind | Bo Tide, Cy Deep"]
        ),
        (
            "bold lines",
            "<p><b>The sea</b></p><p>by Ada Low</p><p>Wide.</p><p><b>Sand</b></p><p>by Bo Tide</p><p>Fine.</p>",
            ["The sea | Ada Low", "Sand | Bo Tide"]
        ),
        (
            "classes",
            "<div class=talk><div class=talk-title>The sea</div><div class=who>Ada Low</div><div>Wide.</div></div>"
                + "<div class=talk><div class=talk-title>Sand</div><div class=who>Bo Tide</div><div>Fine.</div></div>",
            ["The sea | Ada Low", "Sand | Bo Tide"]
        ),
        (
            "paragraphs with line breaks",
            "<p>The sea is wide<br>Ada Low<br>It is really wide.</p><p>Sand is fine<br>Bo Tide<br>And yellow.</p>",
            ["The sea is wide | Ada Low", "Sand is fine | Bo Tide"]
        ),
        (
            "headings of speakers and talks",
            "<h3>The sea</h3><h4>Ada Low</h4><p>Wide.</p><h3>Sand</h3><h4>Bo Tide</h4><p>Fine.</p>",
            ["The sea | Ada Low", "Sand | Bo Tide"]
        ),
    ]

    @Test("talks are found however the page marks them", arguments: shapes.indices)
    func shape(index: Int) throws {
        let shape = Self.shapes[index]
        let folder = try ImportFolder(["page.html": "<h1>Small Waters</h1>" + shape.page])
        #expect(try folder.read("page.html").talks.map(\.told) == shape.talks, "\(shape.name)")
    }

    @Test("days come from headings, rows, weekdays and numbers")
    func days() throws {
        let folder = try ImportFolder([
            "a.html": """
            <h1>Tidal</h1><p>2–4 May 2031, online</p><h2>Friday</h2><h3>The sea</h3><p>Ada Low</p>
            <h2>Day 2</h2><h3>Sand</h3><p>Bo Tide</p><h2>Sunday, 4 May</h2><h3>Foam</h3><p>Cy Deep</p>
            """,
            "b.html": """
            <table><tr><td colspan=2>Friday, 2 May 2031</td></tr><tr><td>9:00</td><td><b>The sea</b><br>Ada Low</td></tr>
            <tr><td colspan=2>Saturday, 3 May 2031</td></tr><tr><td>9:00</td><td><b>Sand</b><br>Bo Tide</td></tr></table>
            """,
        ])
        #expect(
            try folder.read("a.html").talks.map { $0.date?.description } == ["2031-05-02", "2031-05-03", "2031-05-04"])
        #expect(try folder.read("b.html").talks.map { $0.date?.description } == ["2031-05-02", "2031-05-03"])
    }

    @Test("a schedule beside the list of talks adds what it knows")
    func scheduleBesideTalks() throws {
        let folder = try ImportFolder([
            "a.html": """
            <h2>Friday, 2 May 2031</h2><table><tr><th>Time<th>Talk<th>Speaker<tr><td>9:00<td>The sea<td>Ada Low
            <tr><td>10:00<td>Sand<td>Bo Tide<tr><td>11:00<td>Wrap up<td></table>
            <h2>Abstracts</h2><h3>The sea</h3><p>Ada Low</p><p>Wide.</p><h3>Sand</h3><p>Bo Tide</p><p>Fine.</p>
            """
        ])
        let reading = try folder.read("a.html")
        #expect(reading.talks.map(\.title) == ["The sea", "Sand"])
        #expect(reading.talks.map { $0.date?.description } == ["2031-05-02", "2031-05-02"])
        #expect(reading.talks.map(\.text) == ["Wide.", "Fine."])
    }

    @Test("relative links need the page's address; a PDF beside the page is taken as it is")
    func relativeLinks() throws {
        let page = """
            <h3>The sea</h3><p>Ada Low — <a href="talks/the%20sea.pdf">Slides</a></p>
            <h3>Sand</h3><p>Bo Tide — <a href="sand.pdf">Slides</a></p>
            <h3>Foam</h3><p>Cy Deep — <a href="../secret.pdf">Slides</a></p>
            <h3>Mist</h3><p>Dora Reef — <a href="mist.pdf">Slides</a></p>
            """
        let folder = try ImportFolder([
            "saved/page.html": page, "saved/talks/the sea.pdf": "%PDF-1.7 sea", "secret.pdf": "%PDF-1.7 secret",
            "saved/mist.pdf": "no pdf at all",
        ])
        let alone = try folder.read("saved/page.html")
        #expect(alone.talks.map { $0.slidesFile?.lastPathComponent } == ["the sea.pdf", nil, nil, nil])
        #expect(
            alone.talks.map { $0.problems.map(\.identifier) } == [
                [], ["relative-link"], ["relative-link"], ["relative-link"],
            ])
        let known = try folder.read("saved/page.html", pageURL: "https://tidal.example/2031/programme")
        #expect(
            known.talks.map { $0.slides?.absoluteString } == [
                "https://tidal.example/2031/talks/the%20sea.pdf", "https://tidal.example/2031/sand.pdf",
                "https://tidal.example/secret.pdf", "https://tidal.example/2031/mist.pdf",
            ])
    }

    @Test("links that nobody should follow lead nowhere")
    func hostileLinks() throws {
        let folder = try ImportFolder([
            "a.html": """
            <h3>The sea</h3><p>Ada Low — <a href="javascript:alert(1)">Slides</a>, <a href="file:///etc/passwd">Video</a>,
            <a href="https://u:p@x.example/">Code</a></p><p>See <a href="javascript:alert(2)">this</a>.</p>
            <h3>Sand</h3><p>Bo Tide — <a href="http://x.example/s.pdf">Slides</a></p>
            """
        ])
        let talks = try folder.read("a.html").talks
        #expect(talks[0].slides == nil && talks[0].links.isEmpty)
        #expect(talks[0].text == "See this.")
        #expect(talks[0].problems.count == 3)
        #expect(talks[1].slides == nil)
        #expect(talks[1].links == [Link(title: "Slides", url: URL(string: "http://x.example/s.pdf")!, kind: .website)])
        #expect(talks[1].problems.map(\.identifier) == ["slides-not-https"])
    }

    @Test(
        "the encoding is what the page says, or what its bytes are",
        arguments: [("iso-8859-1", false), ("windows-1252", false), ("", false), ("utf-8", true)])
    func encodings(label: String, isUTF8: Bool) throws {
        let folder = try ImportFolder()
        let meta = label.isEmpty ? "" : "<meta charset=\(label)>"
        let page = "<html><head>\(meta)</head><body><h3>“Élan” – vital</h3><p>Émile Ström</p></body></html>"
        try folder.write("a.html", try #require(page.data(using: isUTF8 ? .utf8 : .windowsCP1252)))
        #expect(try folder.read("a.html").talks.map(\.told) == ["“Élan” – vital | Émile Ström"])
    }

    @Test("a page without a talk says so, and one with two readings tells which was taken")
    func unclear() throws {
        let folder = try ImportFolder([
            "a.html": "<h1>Hello</h1><p>Nothing is here but words.</p>",
            "b.html": """
            <h3>The sea</h3><p>Ada Low</p><h3>Sand</h3><p>Bo Tide</p><h3>Foam</h3><p>Cy Deep</p>
            <table><tr><th>Title<th>Speaker<tr><td>One more<td>Dora Reef<tr><td>And another<td>Eve Foam</table>
            """,
        ])
        #expect(throws: ImportError.noTalks(path: "a.html", form: .page)) { try folder.read("a.html") }
        let reading = try folder.read("b.html")
        #expect(reading.talks.count == 3)
        #expect(reading.leftOut.map(\.reason) == ["only in the table", "only in the table"])
    }
}
