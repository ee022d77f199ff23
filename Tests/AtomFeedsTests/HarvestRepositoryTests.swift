// swift-format-ignore-file: NeverForceUnwrap
// Values for tests: what cannot be made here is a mistake of the test itself.

import AtomFeeds
import Foundation
import LibXML
import TalkArchive
import Testing

@Suite("OAI-PMH: what a repository answers")
struct HarvestRepositoryTests {
    private static let old: Talk = {
        var talk = Fixtures.talk("2021/seq-file", title: "Iterators for seq_file")
        talk.updated = Fixtures.time("2021-10-01T23:59:59Z")
        return talk
    }()
    private static let archive = Fixtures.archive(talks: [Fixtures.fullTalk, old])
    private static let repository = HarvestRepository(archive: withdrawing("2021/gone"))
    /// The archive, and what is left of a talk.
    private static func withdrawing(_ key: String) -> Archive {
        var editions = archive.editions
        editions[1].withdrawals = [
            Withdrawal(
                key: TalkKey(key)!, title: "Gone", at: Fixtures.time("2023-01-01T00:00:00Z"), reason: "by its speaker")
        ]
        return Archive(settings: archive.settings, editions: editions)
    }

    private static let id = "oai:kangrejos.com:2022/rust-gcc"

    @Test(
        "every answer is valid by the protocol's schemas and repeats the request",
        arguments: [
            ("verb=Identify", [String]()),
            ("verb=ListMetadataFormats", []), ("verb=ListMetadataFormats&identifier=\(id)", []), ("verb=ListSets", []),
            ("verb=ListIdentifiers&metadataPrefix=oai_dc", []),
            ("verb=ListRecords&metadataPrefix=oai_dc", []),
            ("verb=ListRecords&metadataPrefix=oai_dc&set=2022&from=2022-09-08&until=2022-09-08", []),
            ("verb=GetRecord&metadataPrefix=oai_dc&identifier=\(id)", []),
            ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kangrejos.com:2021/gone", []),
            ("", ["badVerb"]), ("verb=", ["badVerb"]), ("verb=identify", ["badVerb"]), ("verb=Nothing", ["badVerb"]),
            ("verb=Identify&verb=Identify", ["badVerb"]), ("metadataPrefix=oai_dc", ["badVerb"]),
            ("verb=Identify&set=2022", ["badArgument"]), ("verb=ListSets&junk=1", ["badArgument"]),
            ("verb=Identify&&=", ["badArgument"]), ("verb=ListSets&resumptionToken=1", ["badResumptionToken"]),
            ("verb=ListRecords", ["badArgument"]), ("verb=GetRecord", ["badArgument", "badArgument"]),
            ("verb=GetRecord&identifier=\(id)", ["badArgument"]),
            ("verb=GetRecord&metadataPrefix=oai_dc", ["badArgument"]),
            ("verb=GetRecord&metadataPrefix=oai_dc&identifier=a%zz", ["badArgument"]),
            ("verb=GetRecord&metadataPrefix=oai_dc&identifier=a b", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=a/b", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&set=", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&set=a::b", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2022", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2022-02-30", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2022-09-07T10:00Z", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2022-09-07T10:00:00", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2022-09-07T10:00:00.5Z", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2022-09-07T12:00:00+02:00", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2022-09-08&until=2022-09-07", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2022-09-08&until=2022-09-09T00:00:00Z", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2999-01-01", ["noRecordsMatch"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01", ["noRecordsMatch"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&set=2099", ["noRecordsMatch"]),
            ("verb=ListRecords&metadataPrefix=oai_dc&set=a:b", ["noRecordsMatch"]),
            ("verb=ListIdentifiers&metadataPrefix=marc21", ["cannotDisseminateFormat"]),
            ("verb=GetRecord&metadataPrefix=marc21&identifier=\(id)", ["cannotDisseminateFormat"]),
            ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:other.example:2022/rust-gcc", ["idDoesNotExist"]),
            ("verb=GetRecord&metadataPrefix=oai_dc&identifier=\(id)x", ["idDoesNotExist"]),
            ("verb=GetRecord&metadataPrefix=oai_dc&identifier=http://%5B", ["idDoesNotExist"]),
            ("verb=ListMetadataFormats&identifier=urn:x", ["idDoesNotExist"]),
            ("verb=ListMetadataFormats&identifier=oai:kangrejos.com:2021/gone", ["noMetadataFormats"]),
            ("verb=ListRecords&resumptionToken=", ["badResumptionToken"]),
            ("verb=ListRecords&resumptionToken=1.2.3", ["badResumptionToken"]),
            ("verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", ["badArgument"]),
            ("verb=ListRecords&metadataPrefix=marc21&set=2099", ["cannotDisseminateFormat"]),
        ])
    func valid(query: String, errors: [String]) throws {
        let answer = try OAIAnswer(Self.repository, query)
        #expect(try OAISchema.problems(in: answer.tree) == [])
        #expect(try answer.errors == errors)
        #expect(try answer.strings("//o:request") == ["https://rockpool.example/oai"])
        let isAtFault = errors.contains("badVerb") || errors.contains("badArgument")
        #expect(try answer.strings("//o:request/@*").count == (isAtFault ? 0 : OAISchema.arguments(query).count))
    }

    @Test("it says who it is, how fine its times are, and what becomes of withdrawn talks")
    func identify() throws {
        let answer = try OAIAnswer(Self.repository, "verb=Identify")
        func text(_ name: String) throws -> [String] { try answer.strings("//o:Identify/o:\(name)") }
        #expect(try text("repositoryName") == ["Kangrejos"])
        #expect(try text("baseURL") == ["https://rockpool.example/oai"])
        #expect(try text("earliestDatestamp") == ["2021-10-01T23:59:59Z"])
        #expect(try text("deletedRecord") == ["transient"])
        #expect(try text("granularity") == ["YYYY-MM-DDThh:mm:ssZ"])
        #expect(try text("adminEmail") == ["noreply@kangrejos.com"])
        #expect(try answer.strings("//i:sampleIdentifier") == [Self.id])
        var settings = Fixtures.settings(authority: "ana@localhost,2021")
        let local = try OAIAnswer(
            HarvestRepository(archive: Fixtures.archive(talks: [], settings: settings)), "verb=Identify")
        #expect(try OAISchema.problems(in: local.tree) == [])
        #expect(try local.strings("//o:adminEmail") == ["noreply@localhost.invalid"])
        #expect(try local.strings("//o:earliestDatestamp") == ["2021-01-01T00:00:00Z"])
        settings.contact = "archive@kangrejos.example"
        let named = HarvestRepository(archive: Fixtures.archive(talks: [], settings: settings))
        #expect(try OAIAnswer(named, "verb=Identify").strings("//o:adminEmail") == ["archive@kangrejos.example"])
    }

    @Test("a talk's record says in Dublin Core what the archive knows")
    func record() throws {
        let answer = try OAIAnswer(Self.repository, "verb=GetRecord&metadataPrefix=oai_dc&identifier=\(Self.id)")
        func values(_ name: String) throws -> [String] { try answer.strings("//dc:\(name)") }
        #expect(try answer.strings("//o:header/*") == [Self.id, "2022-09-08T10:00:00Z", "2022"])
        #expect(try values("title") == ["GCC & Rust: <two> ways"])
        #expect(try values("creator") == ["Ana Díaz", "Bo \"B\" O'Neil"])
        #expect(try values("subject") == ["gcc", "toolchain"])
        #expect(try values("description").first?.hasPrefix("A front end and a rustc back end") == true)
        #expect(try values("description").last?.contains("sample") == true)
        #expect(try values("publisher") == ["Kangrejos"])
        #expect(try values("date") == ["2022-09-07"])
        #expect(try values("type") == ["info:eu-repo/semantics/conferenceObject", "Text"])
        #expect(try values("format") == ["application/pdf"])
        let page = "https://rockpool.example/2022/rust-gcc/"
        #expect(try values("identifier") == [page, page + "slides.pdf"])
        #expect(try values("source") == ["Kangrejos 2022, 2022-09-07"])
        #expect(try values("language") == ["en"])
        #expect(
            try values("relation") == [
                "https://rockpool.example/2022/", "https://slides.example/gcc.pdf?a=1&b=2",
                "https://news.example/1?x=1&y=2",
            ])
    }

    @Test("a session without slides is an event, and has neither format nor PDF")
    func withoutSlides() throws {
        let answer = try OAIAnswer(
            Self.repository, "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:kangrejos.com:2021/seq-file")
        #expect(try answer.strings("//dc:type").last == "Event")
        #expect(try answer.strings("//dc:format") == [])
        #expect(try answer.strings("//dc:identifier") == ["https://rockpool.example/2021/seq-file/"])
    }

    @Test("a withdrawn talk is a deleted record in lists and alone, until it is back")
    func deleted() throws {
        let query = "verb=ListRecords&metadataPrefix=oai_dc&from=2022-12-31"
        let answer = try OAIAnswer(Self.repository, query)
        #expect(
            try answer.strings("//o:header[@status='deleted']/*") == [
                "oai:kangrejos.com:2021/gone", "2023-01-01T00:00:00Z", "2021",
            ])
        #expect(try answer.strings("//o:metadata") == [])
        let back = HarvestRepository(archive: Self.withdrawing("2021/seq-file"))
        #expect(try OAIAnswer(back, query).errors == ["noRecordsMatch"])
        #expect(try OAIAnswer(back, "verb=ListIdentifiers&metadataPrefix=oai_dc").identifiers.count == 2)
    }

    @Test(
        "from and until take in their own second or day",
        arguments: [
            ("from=2021-10-01", 2), ("from=2021-10-02", 1), ("until=2021-10-01", 1), ("until=2021-09-30", 0),
            ("from=2021-10-01T23:59:59Z&until=2021-10-01T23:59:59Z", 1), ("from=2021-10-01&until=2021-10-01", 1),
            ("from=2021-10-02T00:00:00Z", 1), ("until=2021-10-01T23:59:58Z", 0), ("set=2022", 1),
            ("set=2022&until=2021-12-31", 0),
        ])
    func selective(arguments: String, count: Int) throws {
        let repository = HarvestRepository(archive: Self.archive)
        let answer = try OAIAnswer(repository, "verb=ListIdentifiers&metadataPrefix=oai_dc&\(arguments)")
        #expect(try answer.identifiers.count == count)
    }

    @Test("editions are sets, with their names and what is known of them")
    func sets() throws {
        let answer = try OAIAnswer(Self.repository, "verb=ListSets")
        #expect(try answer.strings("//o:setSpec") == ["2022", "2021"])
        #expect(try answer.strings("//o:setName") == ["Kangrejos 2022", "Kangrejos 2021"])
        let empty = HarvestRepository(archive: Fixtures.archive(talks: []))
        #expect(try OAIAnswer(empty, "verb=ListSets").errors == ["noSetHierarchy"])
        #expect(try OAIAnswer(empty, "verb=ListRecords&metadataPrefix=oai_dc").errors == ["noRecordsMatch"])
    }

    @Test("whatever is in titles and names, all answers are valid", arguments: 1...20)
    func odd(seed: UInt64) throws {
        let repository = HarvestRepository(archive: RandomArchive.make(seed: seed).archive)
        for query in ["verb=Identify", "verb=ListSets", "verb=ListRecords&metadataPrefix=oai_dc"] {
            #expect(try OAISchema.problems(in: OAIAnswer(repository, query).tree) == [], "seed \(seed)")
        }
    }

    @Test("odd arguments are repeated only where XML and the schema can hold them", arguments: Fixtures.oddTexts)
    func oddArguments(text: String) throws {
        for name in ["verb", "identifier", "metadataPrefix", "set", "from", "resumptionToken", text] {
            for verb in ["Identify", "ListRecords", "GetRecord"] {
                var arguments = [("verb", verb), (name, text)].map { (name: $0.0, value: $0.1) }
                if verb == "ListRecords", name == "set" || name == "from" {
                    arguments.append(("metadataPrefix", "oai_dc"))
                }
                if verb == "GetRecord", name == "identifier" { arguments.append(("metadataPrefix", "oai_dc")) }
                let response = Self.repository.response(to: arguments)
                #expect(!response.errors.isEmpty)
                let tree = try XMLTree(parsing: response.xml(at: Fixtures.time("2026-11-23T12:00:00Z")))
                #expect(try OAISchema.problems(in: tree) == [], "\(verb) \(name)")
            }
        }
    }
}
