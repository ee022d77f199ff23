import Foundation
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Organizing by programs")
struct OrganizingTests {
    private static func start() async throws -> OrganizingClient {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        return OrganizingClient(
            server: try await TestServer.start(archive, slides: Tidepool.slideCount), token: token)
    }

    @Test("an empty folder gets its settings by a program, which changes them by their revision")
    func settings() async throws {
        let archive = try TestArchive(files: [:])
        let server = try await TestServer.start(archive)
        let client = OrganizingClient(server: server, token: try archive.token())
        let wrong = try await client.put("/settings", #"{"fields": {"name": "Tidepool"}}"#)
        #expect(wrong.status == 422 && wrong.text.contains("tag_authority"), "\(wrong.text)")
        let made = try await client.put(
            "/settings",
            #"""
            {"fields": {"name": "Tidepool", "base_url": "https://tidepool.example",
              "tag_authority": "tidepool.example,2030", "redirects": [{"from": "/old", "to": "/speakers/"}]}}
            """#)
        #expect(made.status == 201, "\(made.text)")
        #expect(made["Location"] == "https://tidepool.example/api/v1/organize/settings")
        #expect(try await server.get("/old")["Location"] == "/speakers/")
        #expect(try await client.put("/settings", #"{"fields": {"name": "Other"}}"#).status == 412)
        let changed = try await client.patch("/settings", #"{"fields": {"tagline": "Small waters"}}"#, seen: made)
        #expect(changed.status == 200 && changed.entityTag != made.entityTag, "\(changed.text)")
        #expect(try await server.get("/").text.contains("Small waters"))
        let late = try await client.patch("/settings", #"{"fields": {"tagline": "Large waters"}}"#, seen: made)
        #expect(late.status == 412 && late.text.contains("Small waters"), "\(late.text)")
        await server.stop()
    }

    @Test("an edition with talks is made and changed, and the files stay as people write them")
    func whole() async throws {
        let client = try await Self.start()
        let folder = client.server.archive.folder
        let edition = try await client.put(
            "/editions/2032", #"{"fields": {"name": "Tidepool 2032", "starts": "2032-05-01", "online": true}}"#)
        #expect(edition.status == 201, "\(edition.text)")
        #expect(edition["Location"] == "\(TestArchive.baseURL)/api/v1/organize/editions/2032")
        #expect(edition["Cache-Control"] == "private, no-store")
        let talk = try await client.put(
            "/editions/2032/talks/crabs",
            #"{"fields": {"title": "Crabs", "speakers": ["Ada Low"], "visibility": "hidden"}, "body": "They *pinch*."}"#
        )
        #expect(talk.status == 201, "\(talk.text)")
        #expect(try APIReply(talk).visibility.audience.string == "hidden")
        #expect(try await client.server.get("/2032/crabs/").status == 404)
        #expect(try await client.server.get("/2032/").status == 200)

        let changed = try await client.patch(
            "/editions/2032/talks/crabs",
            #"""
            {"fields": {"visibility": null, "tags": ["claws"], "order": 1,
              "links": [{"title": "Code", "url": "https://example.org/c", "kind": "code"}]}, "body": "They pinch."}
            """#, seen: talk)
        #expect(changed.status == 200, "\(changed.text)")
        let told = try APIReply(changed)
        #expect(told.fields.order.int == 1 && told.fields.visibility.isAbsent)
        #expect(told.fields.links[0].kind.string == "code")
        #expect(told.body.string == "They pinch.")
        #expect(told.missing.list.map(\.string) == ["slides"])
        #expect(changed.entityTag == "\"\(told.revision.string ?? "")\"")
        #expect(try await client.server.get("/2032/crabs/").text.contains("They pinch."))
        let text = try folder.text("2032/crabs/talk.md")
        #expect(text.contains("title: Crabs\n") && text.contains("tags: [claws]\n"), "\(text)")
        #expect(!text.contains("visibility"))
        #expect(ContentHash(of: Data(text.utf8)).description == told.revision.string)

        let renamed = try await client.patch(
            "/editions/2032", #"{"fields": {"name": "Crabs 2032", "online": null}}"#,
            seen: try await client.get("/editions/2032"))
        #expect(renamed.status == 200, "\(renamed.text)")
        #expect(try APIReply(renamed).talks.list.map(\.slug.string) == ["crabs"])
        #expect(try await client.server.get("/2032/").text.contains("Crabs 2032"))
        #expect(client.server.archive.load().problems == [])
        await client.server.stop()
    }

    @Test("the second of two who change the same thing gets both versions, and nothing is lost")
    func conflict() async throws {
        let client = try await Self.start()
        let folder = client.server.archive.folder
        let path = "/editions/2031/talks/limpets"
        let seen = try await client.get(path)
        #expect(try await client.patch(path, #"{"fields": {"title": "First"}}"#, seen: seen).status == 200)
        let late = try await client.patch(path, #"{"fields": {"title": "Second"}}"#, seen: seen)
        #expect(late.status == 412)
        let problem = try APIReply(late)
        #expect(problem.type.string?.hasSuffix("#changed-since") == true)
        #expect(problem.theirs.text.string?.contains("title: First") == true)
        #expect(problem.yours.fields.title.string == "Second")
        #expect(late.entityTag == "\"\(problem.theirs.revision.string ?? "")\"")
        #expect(try await client.patch(path, #"{"fields": {"title": "Both"}}"#, seen: late).status == 200)

        // Changed by hand, which the server may not have seen yet.
        let before = try await client.get(path)
        let text = try folder.text("2031/limpets/talk.md")
        try folder.write("2031/limpets/talk.md", text.replacing("title: Both", with: "title: By hand"))
        #expect(try await client.patch(path, #"{"body": "x"}"#, seen: before).status == 412)
        #expect(try folder.text("2031/limpets/talk.md").contains("title: By hand"))
        let any = try await client.send("PATCH", path, json: #"{"body": "y"}"#, [("If-Match", "*")])
        #expect(any.status == 200)
        #expect(try APIReply(any).fields.title.string == "By hand")
        await client.server.stop()
    }

    @Test("the order of a programme is read and put")
    func order() async throws {
        let client = try await Self.start()
        let path = "/editions/2031/order"
        let seen = try await client.get(path)
        var talks = try APIReply(seen).talks.list.compactMap(\.string)
        #expect(talks.first == "limpets" && talks.count == 6)
        // A changed text is no other order.
        let title = try await client.patch(
            "/editions/2031/talks/odd", #"{"body": "new"}"#, seen: try await client.get("/editions/2031/talks/odd"))
        #expect(title.status == 200)
        talks.reverse()
        let json = "{\"talks\": [\(talks.map { "\"\($0)\"" }.joined(separator: ", "))]}"
        let put = try await client.send("PUT", path, json: json, [("If-Match", seen.entityTag)])
        #expect(put.status == 200, "\(put.text)")
        #expect(try APIReply(put).talks.list.compactMap(\.string) == talks)
        #expect(put.entityTag != seen.entityTag)
        let late = try await client.send("PUT", path, json: json, [("If-Match", seen.entityTag)])
        #expect(late.status == 412)
        #expect(try APIReply(late).theirs.text.string == talks.map { "\($0)\n" }.joined())
        for wrong in [#"{"talks": ["odd"]}"#, #"{"talks": 1}"#, #"{"talks": ["../x"]}"#, #"{}"#] {
            let reply = try await client.send("PUT", path, json: wrong, [("If-Match", put.entityTag)])
            #expect(reply.status == 422, "\(wrong)")
        }
        await client.server.stop()
    }

    @Test("slides are taken on conditions: what the talk has now, and what the bytes are")
    func terms() async throws {
        let client = try await Self.start()
        let path = "/api/v1/editions/2031/talks/limpets/slides"
        let deck = TestPDF([["termsword"]])
        let digest = "sha-256=:\(Data(Self.bytes(of: deck.hash)).base64EncodedString()):"
        let other = "sha-256=:\(Data(Self.bytes(of: Tidepool.limpets.hash)).base64EncodedString()):"
        let before = client.server.archive.folder.fingerprint().filter { !$0.key.hasPrefix(".rockpool/") }
        for (fields, status) in [
            ([("Content-Digest", other)], 400), ([("Repr-Digest", "sha-512=:AA==:, \(other)")], 400),
            ([("Content-Digest", digest), ("Repr-Digest", other)], 400), ([("Content-Digest", "sha-256=x")], 400),
            ([("Content-Digest", "sha-256=;")], 400), ([("Repr-Digest", "sha-256=:AAAA:")], 400),
            ([("If-Match", "\"\(deck.hash)\"")], 412), ([("If-None-Match", "*")], 412),
            ([("If-None-Match", "\"\(Tidepool.limpets.hash)\"")], 412),
        ] {
            let reply = try await client.send("PUT", path, fields, body: Array(deck.data))
            #expect(reply.status == status, "\(fields)")
            #expect(reply.mediaType == "application/problem+json")
            if status == 412 { #expect(reply.entityTag == "\"\(Tidepool.limpets.hash)\"") }
        }
        let after = client.server.archive.folder.fingerprint().filter { !$0.key.hasPrefix(".rockpool/") }
        #expect(before == after)
        let taken = try await client.send(
            "PUT", path,
            [
                ("If-Match", "\"x\", \"\(Tidepool.limpets.hash)\""), ("Content-Digest", "md5=:AAAA:, \(digest);p=1"),
                ("Repr-Digest", digest),
            ], body: Array(deck.data))
        #expect(taken.status == 201, "\(taken.text)")
        let none = "/api/v1/editions/2031/talks/no-slides/slides"
        #expect(try await client.send("PUT", none, [("If-Match", "*")], body: Array(deck.data)).status == 412)
        #expect(try await client.send("PUT", none, [("If-None-Match", "*")], body: Array(deck.data)).status == 201)
        await client.server.stop()
    }

    private static func bytes(of hash: String) -> [UInt8] {
        stride(from: 0, to: 64, by: 2).compactMap { UInt8(hash.dropFirst($0).prefix(2), radix: 16) }
    }

    @Test("the log tells what was done, the newest first, a page at a time")
    func log() async throws {
        let client = try await Self.start()
        for number in 1...3 {
            let path = "/editions/2030/talks/wave-\(number)"
            let reply = try await client.patch(path, #"{"body": "Higher."}"#, seen: try await client.get(path))
            #expect(reply.status == 200)
        }
        let first = try APIReply(try await client.get("/log?per_page=2"))
        #expect(first.events.list.map(\.talk.string) == ["2030/wave-3", "2030/wave-2"])
        #expect(first.events[0].who.string == "Ada" && first.events[0].what.string == "talk-changed")
        #expect(first.paging.total.int == 4, "the token, too")
        let last = try APIReply(try await client.get("/log?per_page=3&page=2"))
        #expect(last.events.list.map(\.what.string) == ["token-created"])
        let own = try APIReply(try await client.get("/log?talk=2030/wave-1"))
        #expect(own.events.list.map(\.talk.string) == ["2030/wave-1"])
        #expect(try await client.get("/log?page=9").status == 200)
        #expect(try await client.get("/log?talk=x").status == 400)
        await client.server.stop()
    }

    @Test("an older version becomes current again")
    func restore() async throws {
        let client = try await Self.start()
        let talk = "/editions/2031/talks/limpets"
        let decks = try APIReply(try await client.get(talk)).decks.list.compactMap(\.sha256.string)
        #expect(decks == [Tidepool.limpets.hash, Tidepool.formerLimpets.hash])
        let restored = try await client.send("POST", "\(OrganizingClient.root)\(talk)/versions/\(decks[1])/restore")
        #expect(restored.status == 200, "\(restored.text)")
        #expect(try APIReply(restored).decks[0].sha256.string == decks[1])
        #expect(try await client.server.get("/2031/limpets/slides.pdf").data == Tidepool.formerLimpets.data)
        let other = String(repeating: "0", count: 64)
        let unknown = try await client.send("POST", "\(OrganizingClient.root)\(talk)/versions/\(other)/restore")
        #expect(unknown.status == 404, "\(unknown.text)")
        await client.server.stop()
    }

    @Test("a link is made, its secret told once, and taken back")
    func links() async throws {
        let client = try await Self.start()
        let path = "\(OrganizingClient.root)/editions/2031/talks/odd/links"
        let json = #"{"name": "Eve", "expires": "2999-01-01T00:00:00Z", "openings": 2}"#
        let made = try await client.send("POST", path, body: Array(json.utf8))
        #expect(made.status == 201, "\(made.text)")
        let link = try APIReply(made)
        let secret = try #require(link.secret.string)
        #expect(link.address.string == "\(TestArchive.baseURL)/hand-in/#\(secret)")
        #expect(link.link.openings.int == 2 && link.link.state.string == "open")
        let list = try await client.get("/links")
        #expect(try APIReply(list).links.list.map(\.name.string) == ["Eve"])
        #expect(!list.text.contains(secret))
        let id = try #require(link.link.id.string)
        let gone = try await client.send("DELETE", "\(OrganizingClient.root)/links/\(id)")
        #expect(try APIReply(gone).state.string == "revoked", "\(gone.text)")
        for (wrong, status) in [
            ("{}", 422), (#"{"name": 1}"#, 422), (#"{"name": "x", "expires": "soon"}"#, 422),
            (#"{"name": "x", "expires": "2001-01-01T00:00:00Z"}"#, 422), (#"{"name": "x", "openings": 0}"#, 422),
        ] {
            #expect(try await client.send("POST", path, body: Array(wrong.utf8)).status == status, "\(wrong)")
        }
        #expect(try await client.send("DELETE", "\(OrganizingClient.root)/links/nothing1").status == 404)
        await client.server.stop()
    }

    @Test("what a speaker handed in is looked at, accepted or refused")
    func proposals() async throws {
        let archive = try Tidepool.archive()
        let folder = ArchiveFolder(root: archive.folder.url)
        let now = Timestamp(secondsSinceEpoch: 1_000_000)
        let ids = try ["2031/odd", "2031/limpets"].map { key in
            let talk = try #require(TalkKey(key))
            let link = try TalkLinks(folder).create(
                talk: talk, name: "Eve", expires: nil, openings: nil, by: "Ada", at: now
            ).link
            let text = try ArchiveEditor(folder, by: "").text(of: "\(key)/talk.md")
            let texts = ProposedTexts(title: "Proposed title", seen: ArchiveEditor.revision(of: text))
            _ = try ProposalStore(folder).handIn(nil, note: "", texts, by: link, at: now)
            return link.id
        }
        let client = OrganizingClient(
            server: try await TestServer.start(archive, slides: Tidepool.slideCount), token: try archive.token())
        #expect(try APIReply(try await client.get("/proposals")).proposals.list.count == 2)
        let first = "/proposals/\(ids[0])"
        let seen = try await client.get(first)
        #expect(try APIReply(seen).title["value"].string == "Proposed title")
        func post(_ path: String, _ json: String, _ tag: String) async throws -> TestReply {
            try await client.send("POST", OrganizingClient.root + path, [("If-Match", tag)], body: Array(json.utf8))
        }
        #expect(try await post("\(first)/accept", "{}", "\"x\"").status == 412)
        #expect(try await client.server.get("/2031/odd/").text.contains("Proposed title") == false)
        let accepted = try await post("\(first)/accept", "{}", seen.entityTag)
        #expect(accepted.status == 200, "\(accepted.text)")
        #expect(try await client.server.get("/2031/odd/").text.contains("Proposed title"))
        #expect(try await post("\(first)/accept", "{}", seen.entityTag).status == 404)

        let second = "/proposals/\(ids[1])"
        let tag = try await client.get(second).entityTag
        #expect(try await post("\(second)/refuse", #"{"reason": ""}"#, tag).status == 422)
        let refused = try await post("\(second)/refuse", #"{"reason": "Too long."}"#, tag)
        #expect(refused.status == 200, "\(refused.text)")
        #expect(try APIReply(refused).refusedBecause.string == "Too long.")
        #expect(try APIReply(try await client.get("/proposals")).proposals.list.isEmpty)
        await client.server.stop()
    }
}
