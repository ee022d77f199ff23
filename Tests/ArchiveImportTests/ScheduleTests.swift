import Foundation
import TalkArchive
import Testing

@testable import ArchiveImport

@Suite("schedule.xml")
struct ScheduleTests {
    private static let schedule = """
        <?xml version="1.0" encoding="utf-8" ?>
        <!-- A remark before everything. -->
        <schedule>
          <generator name="some" version="1" />
          <version>1.2</version>
          <conference>
            <acronym>tidal31</acronym><title>Tidal Days 2031</title>
            <venue>Shore Hall</venue><city>Kiel</city>
            <start>2031-05-02</start><end>2031-05-03</end><days>2</days>
            <timeslot_duration>00:05</timeslot_duration><base_url>https://media.example</base_url>
          </conference>
          <day index="1" date="2031-05-02" start="2031-05-02T04:00:00+02:00" end="2031-05-03T03:59:00+02:00">
            <room name="Main">
              <event guid="a" id="2">
                <date>2031-05-02T11:00:00+02:00</date><start>11:00</start><duration>00:45</duration><room>Main</room>
                <slug>tidal31-2-pin</slug><url>https://tidal.example/talk/2</url>
                <title>Pin&lt;P&gt; &amp; "friends"</title><subtitle>Not moving</subtitle><track>File Systems</track>
                <type>Talk</type><language>en</language><abstract>A *short* one.</abstract>
                <description>A *short* one.

        - item</description>
                <persons><person id="1">Ada Low</person><person id="2">Bo  Tide</person></persons>
                <links><link href="https://github.com/ada/pin">Repository</link>
                  <link href="https://x.example/paper.pdf">An old diagram</link></links>
                <attachments><attachment href="/media/pin.pdf">Slides (PDF)</attachment></attachments>
              </event>
              <event id="1"><start>09:00</start><title>Opening</title><type>Other</type><persons/></event>
            </room>
            <room name="Side">
              <event id="7"><start>10:00</start><title>Coffee</title></event>
              <event id="8"><start>10:00</start><title>HTML everywhere</title>
                <abstract>&lt;p&gt;An &lt;b&gt;old&lt;/b&gt; text with &lt;a href="https://a.example/"&gt;a link&lt;/a&gt;.&lt;/p&gt;</abstract>
                <persons><person>李小龙</person></persons></event>
              <event id="9"><start>10:30</start><persons><person>Cy Deep</person></persons></event>
            </room>
          </day>
          <day index="2" date="2031-05-03"><room name="Main">
            <event id="11"><start>09:00</start><title>Tide tools BoF</title><type>bof</type>
              <persons><person>Dora Reef</person></persons></event></room></day>
        </schedule>
        """

    @Test("a schedule's events become talks in the order of their time")
    func read() throws {
        let folder = try ImportFolder(["anything.txt": Self.schedule])
        let reading = try folder.read("anything.txt")
        #expect(reading.form == .schedule)
        #expect(reading.edition.name == "Tidal Days 2031")
        #expect(reading.edition.place == "Shore Hall, Kiel")
        #expect(reading.edition.days == CalendarDate("2031-05-02")!...CalendarDate("2031-05-03")!)
        #expect(
            reading.talks.map(\.told) == [
                "Opening | ", "HTML everywhere | 李小龙",
                "Pin<P> & \"friends\" | Ada Low, Bo Tide | https://media.example/media/pin.pdf | "
                    + "code https://github.com/ada/pin website https://x.example/paper.pdf website https://tidal.example/talk/2",
                "Tide tools BoF | Dora Reef",
            ])
        #expect(reading.talks[2].text == "*Not moving*\n\nA *short* one.\n\n- item")
        #expect(reading.talks[1].text == "An **old** text with [a link](https://a.example/).")
        #expect(reading.talks[2].tags.map(\.description) == ["file-systems"])
        #expect(reading.talks.map(\.kind) == [.discussion, .talk, .talk, .discussion])
        #expect(reading.talks.map { $0.date?.description } == ["2031-05-02", "2031-05-02", "2031-05-02", "2031-05-03"])
        #expect(reading.leftOut.map(\.text) == ["Coffee"])
        #expect(reading.problems.map(\.identifier) == ["no-title"])
        #expect(reading.problems.map(\.line) == [34])
    }

    @Test("what is read is written, and the archive has nothing against it")
    func written() throws {
        let folder = try ImportFolder(["s.xml": Self.schedule])
        #expect(try folder.run("s.xml") == [.added, .added, .added, .added])
        #expect(folder.problems() == [])
        #expect(
            folder.talks().map(\.key.slug.description) == [
                "opening", "html-everywhere", "pin-p-friends", "tide-tools-bof",
            ])
    }

    @Test(
        "entities that grow or read files are refused",
        arguments: [
            "<!DOCTYPE schedule [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><schedule><day>&b;</day></schedule>",
            "<!DOCTYPE schedule [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><schedule><conference><title>&x;</title></conference></schedule>",
            "<schedule><day><room><event><title>cut</title>", "<schedule>\u{1}</schedule>",
            String(repeating: "<schedule>", count: 400),
        ])
    func hostile(xml: String) throws {
        let folder = try ImportFolder(["s.xml": xml])
        let error = #expect(throws: ImportError.self) { try folder.read("s.xml") }
        guard case .malformed = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("limits have names")
    func limits() throws {
        let folder = try ImportFolder(["s.xml": Self.schedule])
        var limits = ImportLimits()
        limits.fileBytes = 1000
        #expect(throws: ImportError.tooLarge(path: "s.xml", limit: 1000)) { try folder.read("s.xml", limits: limits) }
        limits = ImportLimits()
        limits.talks = 2
        #expect(throws: ImportError.tooManyTalks(limit: 2)) { try folder.read("s.xml", limits: limits) }
        #expect(throws: ImportError.noTalks(path: "e.xml", form: .schedule)) {
            try folder.write("e.xml", "<schedule><conference/></schedule>")
            _ = try folder.read("e.xml")
        }
    }
}
