import ArchiveServer
import Foundation
import LibXML
import TestSupport
import Testing

@Suite("Harvesting")
struct HarvestingTests {
    private static let form = ("Content-Type", "application/x-www-form-urlencoded")
    private static let names = [
        "o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/",
    ]

    private func strings(_ path: String, in reply: TestReply) throws -> [String] {
        try XMLTree(parsing: reply.body).strings(at: path, namespaces: Self.names)
    }

    @Test("the same is answered by GET and by POST")
    func methods() async throws {
        let server = try await Tidepool.server.value
        let query = "verb=ListIdentifiers&metadataPrefix=oai_dc&set=2030"
        let replies = [
            try await server.get("/oai?\(query)"),
            try await server.client.send("POST", "/oai", [Self.form], body: Array(query.utf8)),
            try await server.client.send(
                "POST", "/oai", [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
                body: Array(query.utf8), framing: .chunked),
        ]
        for reply in replies {
            #expect(reply.status == 200)
            #expect(reply["Content-Type"] == "text/xml; charset=utf-8")
            #expect(try strings("//o:header", in: reply).count == 13)
            #expect(try strings("//o:request", in: reply) == ["\(TestArchive.baseURL)/oai"])
        }
    }

    @Test("an answer has the time at which it was made, so nothing keeps it")
    func notKept() async throws {
        let reply = try await Tidepool.server.value.get("/oai?verb=Identify", [("If-None-Match", "*")])
        #expect(reply.status == 200)
        #expect(reply["ETag"] == nil && reply["Last-Modified"] == nil)
        #expect(reply["Cache-Control"]?.contains("no-store") == true)
        #expect(try strings("//o:responseDate", in: reply).first?.hasSuffix("Z") == true)
    }

    @Test("errors of the protocol are answers as any; nothing at all is asked without a verb")
    func errors() async throws {
        let server = try await Tidepool.server.value
        for query in ["", "?", "?verb", "?verb=Identify&verb=Identify", "?verb=%00%FF%3C&%3E"] {
            let reply = try await server.get("/oai\(query)")
            #expect(reply.status == 200, "\(query)")
            #expect(try strings("//o:error/@code", in: reply) == ["badVerb"], "\(query)")
        }
        let twice = try await server.client.send(
            "POST", "/oai?verb=Identify", [Self.form], body: Array("verb=ListSets".utf8))
        #expect(try strings("//o:error/@code", in: twice) == ["badVerb"])
    }

    @Test("a body that is too long or no form is refused")
    func refused() async throws {
        let server = try await Tidepool.server.value
        let long = Array(repeating: UInt8(ascii: "a"), count: 70_000)
        #expect(try await server.client.send("POST", "/oai", [Self.form], body: long).status == 413)
        #expect(try await server.client.send("POST", "/oai", [("Content-Type", "text/xml")], body: [60]).status == 415)
        let many = Array(String(repeating: "a=b&", count: 2000).utf8)
        #expect(try await server.client.send("POST", "/oai", [Self.form], body: many).status == 400)
        #expect(try await server.client.send("PUT", "/oai", [Self.form], body: [60]).status == 405)
    }

    @Test("talks come with their slides' PDF, and nobody hears of hidden ones")
    func records() async throws {
        let server = try await Tidepool.server.value
        let reply = try await server.get("/oai?verb=ListRecords&metadataPrefix=oai_dc")
        for word in [Tidepool.hiddenWord, Tidepool.embargoedWord, "covert", "2031/later"] {
            #expect(!reply.text.contains(word))
            let asked = try await server.get(
                "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:tidepool.example:2031/\(word)")
            #expect(try strings("//o:error/@code", in: asked) == ["idDoesNotExist"])
        }
        #expect(try strings("//dc:identifier", in: reply).contains("\(TestArchive.baseURL)/2031/limpets/slides.pdf"))
        #expect(try strings("//dc:title", in: reply).contains(Tidepool.oddTitle))
    }

    @Test("lists come in parts of the configured size, and a withdrawn talk as a deleted record")
    func parts() async throws {
        let archive = try TestArchive("contact: archive@tidepool.example")
        try archive.edition("2031")
        for number in 1...5 {
            try archive.talk("2031/wave-\(number)", "title: Wave \(number)\nupdated: 2031-06-0\(number)T10:00:00Z")
        }
        try archive.talk(
            "2031/gone",
            "title: Gone\npublished: 2021-05-01T10:00:00Z\nvisibility: withdrawn\nwithdrawn: 2021-06-01T10:00:00Z\nwithdrawal_reason: asked for"
        )
        let server = try await TestServer.start(archive) { $0.limits.harvestedRecords = 2 }
        var reply = try await server.get("/oai?verb=ListRecords&metadataPrefix=oai_dc")
        var found = try strings("//o:header/o:identifier", in: reply)
        #expect(
            try strings("//o:header[@status='deleted']/o:identifier", in: reply) == ["oai:tidepool.example:2031/gone"])
        while let token = try strings("//o:resumptionToken", in: reply).first, !token.isEmpty {
            reply = try await server.get("/oai?verb=ListRecords&resumptionToken=\(token)")
            found += try strings("//o:header/o:identifier", in: reply)
        }
        #expect(found == (["gone"] + (1...5).map { "wave-\($0)" }).map { "oai:tidepool.example:2031/\($0)" })
        let identity = try await server.get("/oai?verb=Identify")
        #expect(try strings("//o:adminEmail", in: identity) == ["archive@tidepool.example"])
        await server.stop()
    }
}
