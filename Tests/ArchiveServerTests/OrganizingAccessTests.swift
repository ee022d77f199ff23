import Foundation
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Organizing by programs: who may")
struct OrganizingAccessTests {
    private enum Scope: String, CaseIterable {
        case everything, reading, uploadHere, uploadElsewhere, revoked, none
    }

    /// A server on which nothing is changed, and a token of each scope.
    private static let shared = Task {
        let archive = try Tidepool.archive()
        let tokens = AccessTokens(ArchiveFolder(root: archive.folder.url))
        let now = Timestamp(secondsSinceEpoch: 0)
        let (here, elsewhere) = (try #require(EditionID("2031")), try #require(EditionID("2030")))
        let revoked = try archive.token("Gone")
        try archive.revoke(revoked)
        let texts: [Scope: String] = [
            .everything: try archive.token(), .revoked: revoked,
            .reading: try tokens.create(name: "Reader", scope: .reading, at: now).text,
            .uploadHere: try tokens.create(name: "Here", scope: .upload(here), at: now).text,
            .uploadElsewhere: try tokens.create(name: "Elsewhere", scope: .upload(elsewhere), at: now).text,
        ]
        let folder = ArchiveFolder(root: archive.folder.url)
        let limpets = try #require(TalkKey("2031/limpets"))
        let links = try ["Used", "Taken back"].map { name in
            try TalkLinks(folder).create(
                talk: limpets, name: name, expires: nil, openings: nil, by: "Ada", at: now
            ).link
        }
        let deck = try DeckStore(folder).beginUpload()
        try deck.write(Array(proposedDeck.data))
        let text = try ArchiveEditor(folder, by: "").text(of: "2031/limpets/talk.md")
        _ = try ProposalStore(folder).handIn(
            deck, note: "Newer", ProposedTexts(title: "Proposed", seen: ArchiveEditor.revision(of: text)),
            by: links[0], at: now)
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount) {
            $0.limits.signInTriesPerMinute = 100_000
            $0.limits.uploadsPerMinute = 100_000
        }
        let spare = try tokens.create(name: "Spare", scope: .reading, at: now).token.id
        return (server: server, tokens: texts, links: links.map(\.id), spareToken: spare)
    }

    private static let proposedDeck = TestPDF([["proposedword"]])

    private static func client(_ scope: Scope) async throws -> OrganizingClient {
        let (server, tokens, _, _) = try await shared.value
        return OrganizingClient(server: server, token: tokens[scope])
    }

    /// Who may do what about 2031, by operation.
    private static let allowed: [String: Set<Scope>] = [
        "listOrganizedEditions": [.everything, .reading, .uploadHere, .uploadElsewhere],
        "getSettings": [.everything], "createSettings": [.everything], "changeSettings": [.everything],
        "getOrganizedEdition": [.everything, .reading, .uploadHere],
        "getOrganizedTalk": [.everything, .reading, .uploadHere],
        "getOrder": [.everything, .reading, .uploadHere], "getVersion": [.everything, .reading, .uploadHere],
        "createEdition": [.everything], "changeEdition": [.everything], "createTalk": [.everything],
        "changeTalk": [.everything], "putOrder": [.everything], "listAuditEvents": [.everything],
        "putSlides": [.everything, .uploadHere], "restoreVersion": [.everything, .uploadHere],
        // Each is told what is theirs, which may be nothing.
        "listProposals": [.everything, .reading, .uploadHere, .uploadElsewhere],
        "listLinks": [.everything], "createLink": [.everything], "revokeLink": [.everything],
        "getProposal": [.everything], "getProposedSlides": [.everything], "acceptProposal": [.everything],
        "refuseProposal": [.everything], "listTokens": [.everything], "createToken": [.everything],
        "revokeToken": [.everything],
    ]

    @Test("each operation asks for a token, and for one that allows it", arguments: APIOperation.all.map(\.name))
    func scopes(name: String) async throws {
        let operation = try #require(APIOperation.all.first { $0.name == name })
        let allowed = try #require(Self.allowed[name], "say who may do this")
        let path = operation.path.replacing("{edition}", with: "2031").replacing("{talk}", with: "covert")
            .replacing("{sha256}", with: Tidepool.hiddenDeck.hash)
            .replacing("{proposal}", with: try await Self.shared.value.links[0])
            .replacing("{link}", with: try await Self.shared.value.links[1])
            .replacing("{token}", with: try await Self.shared.value.spareToken)
        for scope in Scope.allCases {
            let client = try await Self.client(scope)
            // What may be done ends at a missing condition, or at bytes that are no PDF and no JSON; what needs neither
            // changes what no other test looks at.
            let reply = try await client.send(
                operation.verb, path, body: operation.isReading ? nil : Array("no PDF".utf8))
            switch scope {
            case .none, .revoked:
                #expect(reply.status == 401, "\(scope)")
                #expect(reply["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
            case let scope where !allowed.contains(scope): #expect(reply.status == 403, "\(scope)")
            case _ where operation.isReading || ["revokeLink", "revokeToken", "restoreVersion"].contains(name):
                #expect(reply.status == 200, "\(scope): \(reply.text)")
            default: #expect([400, 415, 428].contains(reply.status), "\(reply.text)")
            }
            #expect(reply["Access-Control-Allow-Origin"] == nil)
            #expect(reply["Cache-Control"] == "private, no-store")
            if !allowed.contains(scope) {
                #expect(!reply.text.contains(Tidepool.hiddenWord) && !reply.text.contains("Proposed"))
            }
            #expect(
                reply.mediaType == (reply.status == 200 ? operation.answers[0].mediaType : "application/problem+json"))
            let preflight = try await client.server.client.send(
                "OPTIONS", path, [("Origin", "https://x.example"), ("Access-Control-Request-Method", "PUT")])
            if name != "putSlides" { #expect(preflight["Access-Control-Allow-Origin"] == nil) }
        }
        #expect(try await Self.shared.value.server.archive.load().problems == [])
    }

    @Test("a token for one edition sees nothing of the others, and nobody else sees what organizers see")
    func views() async throws {
        let elsewhere = try await Self.client(.uploadElsewhere)
        let list = try await elsewhere.get("/editions")
        #expect(try APIReply(list).editions.list.map(\.id.string) == ["2030"])
        #expect(!list.text.contains(Tidepool.hiddenWord))
        let reading = try await Self.client(.reading)
        #expect(try await reading.get("/editions/2031").text.contains(Tidepool.hiddenWord))
        let path = "\(OrganizingClient.root)/editions/2031/talks/covert/versions/\(Tidepool.hiddenDeck.hash)"
        #expect(try await reading.send("GET", path).data == Tidepool.hiddenDeck.data)
        let other = path.replacing("covert", with: "limpets")
        #expect(try await reading.send("GET", other).status == 404, "the deck of another talk")
        // What one was given is kept for nobody.
        for path in ["/editions", "/editions/2031", "/editions/2031/talks/covert"] {
            let reply = try await reading.server.get(OrganizingClient.root + path)
            #expect(reply.status == 401)
            #expect(!reply.text.contains(Tidepool.hiddenWord))
        }
    }

    @Test("every answer is as the document says, wherever the answers lead")
    func schemas() async throws {
        let client = try await Self.client(.everything)
        let document = try await client.server.get("/api/v1/openapi.json")
        let check = APISchemaCheck(
            document: try #require(JSONSerialization.jsonObject(with: document.data) as? [String: Any]))
        var waiting = ["editions", "links", "proposals", "tokens"].map { "\(OrganizingClient.root)/\($0)" }
        var seen = Set(waiting)
        var met: Set<String> = []
        while let path = waiting.popLast() {
            let reply = try await client.send("GET", path)
            #expect(reply.status == 200, "\(path)")
            let operation = try #require(APIOperation.all.first { Self.fits($0, path) }, "\(path)")
            met.insert(operation.name)
            guard reply.mediaType == "application/json" else { continue }
            let value = try JSONSerialization.jsonObject(with: reply.data)
            let schema = try #require(operation.answers[0].schema)
            let data = try JSONEncoder().encode(schema)
            let faults = check.faults(
                of: value, schema: try #require(JSONSerialization.jsonObject(with: data) as? [String: Any]))
            #expect(faults.isEmpty, "\(path): \(faults.prefix(5))")
            for field in operation.answers[0].headers.keys { #expect(reply[field] != nil, "\(path): \(field)") }
            for link in reply.text.split(separator: "\"") where link.contains(OrganizingClient.root) {
                let path = String(link.dropFirst(TestArchive.baseURL.count))
                if seen.insert(path).inserted { waiting.append(path) }
            }
        }
        #expect(met == Set(APIOperation.all.filter { $0.isReading }.map(\.name)))
    }

    private static func fits(_ operation: APIOperation, _ path: String) -> Bool {
        let parts = path.split(separator: "?")[0].split(separator: "/")
        let template = operation.path.split(separator: "/")
        return operation.isReading && template.count == parts.count
            && zip(template, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    @Test(
        "what cannot be taken is told key by key, and changes nothing",
        arguments: [
            (#"{"fields": {"title": null}}"#, "title"), (#"{"fields": {"titel": "x"}}"#, "titel"),
            (#"{"fields": {"order": "1"}}"#, "order"), (#"{"fields": {"order": 1.5}}"#, "order"),
            (#"{"fields": {"tags": "x"}}"#, "tags"), (#"{"fields": {"tags": [1]}}"#, "tags"),
            (#"{"fields": {"links": [{"name": "x"}]}}"#, "links"), (#"{"fields": {"date": "soon"}}"#, "date"),
            (#"{"fields": {"decks": []}}"#, "decks"), (#"{"fields": {"embargo": "later"}}"#, "embargo"),
            (#"{"fields": {"links": [{"title": "x", "url": "javascript:alert(1)"}]}}"#, "links"),
            (#"{"fields": {"kind": "party"}}"#, "kind"), (#"{"fields": {"visibility": "withdrawn"}}"#, "visibility"),
            (#"{"body": 1}"#, "body"), (#"{"title": "x"}"#, "title"), (#"{"fields": 1}"#, nil), ("[]", nil),
        ])
    func invalid(json: String, key: String?) async throws {
        let client = try await Self.client(.everything)
        let path = "/editions/2031/talks/limpets"
        let seen = try await client.get(path)
        let reply = try await client.patch(path, json, seen: seen)
        #expect(reply.status == 422, "\(reply.text)")
        let problem = try APIReply(reply)
        #expect(problem.type.string?.hasSuffix("#invalid-fields") == true)
        #expect(problem.fields.list.contains { $0.key.string == key && $0.problem.string?.isEmpty == false })
        #expect(try await client.get(path).entityTag == seen.entityTag)
    }

    @Test("conditions, forms and names that are wrong are told")
    func refused() async throws {
        let client = try await Self.client(.everything)
        let talk = "/editions/2031/talks/limpets"
        let seen = try await client.get(talk)
        let ok = #"{"fields": {"title": "x"}}"#
        let tooLong = "{\"body\": \"\(String(repeating: "x", count: 1 << 20))\"}"
        for (method, path, json, fields, status, kind) in [
            ("PATCH", talk, ok, [], 428, "precondition-needed"),
            ("PUT", talk, ok, [], 428, "precondition-needed"),
            ("PUT", talk, ok, [("If-None-Match", "\"x\"")], 428, "precondition-needed"),
            ("PUT", talk, ok, [("If-None-Match", "*")], 412, "exists-already"),
            (
                "PUT", "/editions/2031", #"{"fields": {"name": "x", "starts": "2031-01-01"}}"#,
                [("If-None-Match", "*")], 412, "exists-already"
            ),
            ("PATCH", talk, ok, [("If-Match", "W/" + seen.entityTag)], 412, "changed-since"),
            ("PATCH", talk, "{", [("If-Match", "*")], 400, "bad-request"),
            ("PATCH", talk, "", [("If-Match", "*")], 400, "bad-request"),
            ("PATCH", talk, #"{"body": 1e999}"#, [("If-Match", "*")], 400, "bad-request"),
            ("PATCH", talk, tooLong, [("If-Match", "*")], 413, "too-large"),
            ("PATCH", "/editions/2031/talks/nothing", ok, [("If-Match", "*")], 404, "not-found"),
            ("PATCH", "/editions/..%2F/talks/nothing", ok, [("If-Match", "*")], 404, "not-found"),
            ("PUT", "/editions/2031/talks/feed", ok, [("If-None-Match", "*")], 404, "not-found"),
            ("PUT", "/editions/organize", ok, [("If-None-Match", "*")], 404, "not-found"),
            ("PUT", "/editions/2099/talks/x", ok, [("If-None-Match", "*")], 404, "not-found"),
            ("PUT", "/editions/2099", #"{"fields": {"name": "x"}}"#, [("If-None-Match", "*")], 422, "invalid-fields"),
        ] as [(String, String, String, [(String, String)], Int, String)] {
            let reply = try await client.send(method, path, json: json, fields)
            #expect(reply.status == status, "\(method) \(path) \(json.prefix(50)): \(reply.text)")
            #expect(try APIReply(reply).type.string?.hasSuffix("#\(kind)") == true, "\(reply.text)")
        }
        let form = try await client.send(
            "PATCH", OrganizingClient.root + talk, [("If-Match", "*"), ("Content-Type", "text/plain")],
            body: Array(ok.utf8))
        #expect(form.status == 415 && form["Accept-Patch"] == "application/merge-patch+json")
        for (path, methods) in [
            (talk, "GET, HEAD, PUT, PATCH"), ("/log", "GET, HEAD"), ("/editions/2031/order", "GET, HEAD, PUT"),
        ] {
            let reply = try await client.send("DELETE", path, json: "{}")
            #expect(reply.status == 405 && reply["Allow"] == methods, "\(path) \(reply["Allow"] ?? "")")
        }
        #expect(try await client.get(talk).entityTag == seen.entityTag)
    }
}
