import ArchiveServer
import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("Uploads by programs")
struct UploadAPITests {
    /// A server that refuses without changing anything; tests of accepted uploads start their own.
    private static let shared = Task {
        let archive = try Tidepool.archive()
        let tokens = (good: try archive.token("Ada"), revoked: try archive.token("Bo"))
        try archive.revoke(tokens.revoked)
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount) {
            $0.limits.deckBytes = 20_000
            $0.limits.signInTriesPerMinute = 1000
        }
        return (server: server, tokens: tokens)
    }

    @Test(
        "an accepted deck is in the answer, on the page, in search, feed and files, and the former stays as a version")
    func accepted() async throws {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        let feedBefore = try await server.get("/2031/feed.atom")
        let deck = TestPDF([["Newest grip"], ["freshword"], []])
        let reply = try await server.upload(deck.data, to: "2031/limpets", token: token, query: "?note=Mended%20typos")
        #expect(reply.status == 201)
        #expect(reply.mediaType == "application/json")
        #expect(reply["Location"] == "\(TestArchive.baseURL)/2031/limpets/")
        let report = try #require(try JSONSerialization.jsonObject(with: reply.data) as? [String: Any])
        #expect(report["outcome"] as? String == "added")
        #expect(report["sha256"] as? String == deck.hash)
        #expect(report["bytes"] as? Int == deck.data.count)
        #expect(report["pages"] as? Int == 3)
        #expect(report["talk"] as? String == "2031/limpets")
        #expect((report["warnings"] as? [String])?.contains { $0.contains("3") } == true, "page 3 has no text")

        #expect(try await server.get("/2031/limpets/slides.pdf").data == deck.data)
        #expect(try await server.get("/files/\(deck.hash).pdf").data == deck.data)
        for former in [Tidepool.limpets, Tidepool.formerLimpets] {
            #expect(try await server.get("/files/\(former.hash).pdf").data == former.data)
        }
        let page = try await server.get("/2031/limpets/")
        #expect(page.text.contains("Mended typos"))
        #expect(page.text.contains("/files/\(Tidepool.limpets.hash).pdf"))
        #expect(page.text.contains("/files/\(Tidepool.formerLimpets.hash).pdf"))
        #expect(try await server.get("/2031/limpets/slides/2").text.contains("freshword"))
        #expect(try await server.get("/search?q=freshword").text.contains("/2031/limpets/slides/2"))
        #expect(try await !server.get("/search?q=mucus").text.contains("/2031/limpets/slides"))
        let feed = try await server.get("/2031/feed.atom", [("If-None-Match", feedBefore.entityTag)])
        #expect(feed.status == 200)
        #expect(feed.text.contains(deck.hash) || feed.text.contains("length=\"\(deck.data.count)\""))
        #expect(try await server.get("/files/\(deck.hash)/2-small.webp").mediaType == "image/webp")

        let again = try await server.upload(deck.data, to: "2031/limpets", token: token)
        #expect(again.status == 200)
        #expect(again.text.contains("\"outcome\":\"unchanged\""))
        let back = try await server.upload(Tidepool.limpets.data, to: "2031/limpets", token: token, framing: .chunked)
        #expect(back.status == 200)
        #expect(back.text.contains("\"outcome\":\"restored\""))
        #expect(try await server.get("/search?q=mucus").text.contains("/2031/limpets/slides/2"))
        #expect(archive.load().problems == [])
        await server.stop()
    }

    @Test("a talk without slides gets its first")
    func first() async throws {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        let deck = TestPDF([["firstword"]])
        #expect(try await server.upload(deck.data, to: "2031/no-slides", token: token).status == 201)
        #expect(try await server.get("/2031/no-slides/slides/1").text.contains("firstword"))
        await server.stop()

        // The same after a restart, and no work is left undone in the folder.
        let again = try await TestServer.start(archive, slides: Tidepool.slideCount + 1)
        #expect(try await again.get("/2031/no-slides/slides.pdf").data == deck.data)
        #expect(try await again.get("/search?q=firstword").text.contains("/2031/no-slides/slides/1"))
        await again.stop()
    }

    private static let pdf = TestPDF([["refused"]])

    struct Refusal: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var status: Int
        var talk = "2031/limpets"
        var token: Token = .good
        var deck = UploadAPITests.pdf.data
        var framing = TestClient.Framing.length

        enum Token: Sendable { case good, revoked, missing, text(String) }
    }

    private static let refusals = [
        Refusal(testDescription: "no token", status: 401, token: .missing),
        Refusal(
            testDescription: "a wrong token", status: 401,
            token: .text("rp_abcdefgh_" + String(repeating: "A", count: 43))),
        Refusal(testDescription: "no form of a token", status: 401, token: .text("x")),
        Refusal(testDescription: "a revoked token", status: 401, token: .revoked),
        Refusal(testDescription: "an unknown talk", status: 404, talk: "2031/nothing"),
        Refusal(testDescription: "an unknown edition", status: 404, talk: "2029/limpets"),
        Refusal(testDescription: "a talk that cannot be", status: 404, talk: "2031/..%2F..%2Fetc"),
        Refusal(testDescription: "no PDF", status: 415, deck: Data("PK just a zip file, or so it says".utf8)),
        Refusal(testDescription: "HTML", status: 415, deck: Data("<!doctype html><p>a page</p>".utf8)),
        Refusal(
            testDescription: "HTML that calls itself PDF", status: 422, deck: Data("<!doctype html><p>%PDF-1.7".utf8)),
        Refusal(testDescription: "nothing", status: 415, deck: Data()),
        Refusal(testDescription: "five bytes", status: 415, deck: Data("%PDF".utf8)),
        Refusal(testDescription: "a sealed PDF", status: 422, deck: TestPDF.encrypted),
        Refusal(testDescription: "a PDF cut off", status: 422, deck: TestPDF.truncated),
        Refusal(testDescription: "a header alone", status: 422, deck: Data("%PDF-1.7\n".utf8)),
        Refusal(testDescription: "a page bomb", status: 422, deck: TestPDF.pageBomb(pages: 2_100)),
        Refusal(testDescription: "too large, and says so", status: 413, deck: pdf.padded(to: 20_001)),
        Refusal(testDescription: "too large, streamed", status: 413, deck: pdf.padded(to: 500_000), framing: .chunked),
    ]

    @Test("what is refused gets a clear answer and changes nothing", arguments: refusals)
    func refused(refusal: Refusal) async throws {
        let (server, tokens) = try await Self.shared.value
        let before = server.archive.folder.fingerprint()
        let token: String? =
            switch refusal.token {
            case .good: tokens.good
            case .revoked: tokens.revoked
            case .missing: nil
            case .text(let text): text
            }
        let reply = try await server.upload(refusal.deck, to: refusal.talk, token: token, framing: refusal.framing)
        #expect(reply.status == refusal.status)
        #expect(reply.mediaType == "application/problem+json")
        let problem = try #require(try JSONSerialization.jsonObject(with: reply.data) as? [String: Any])
        #expect(problem["status"] as? Int == refusal.status)
        let detail = try #require(problem["detail"] as? String)
        #expect(detail.count > 20)
        #expect(!detail.contains("/tmp"), "the answer tells how the disk is laid out")
        if refusal.status == 401 { #expect(reply["WWW-Authenticate"]?.hasPrefix("Bearer") == true) }
        _ = try await eventually("the refused file is gone") {
            server.archive.folder.fingerprint().filter { !$0.key.hasPrefix(".rockpool/") }
                == before.filter { !$0.key.hasPrefix(".rockpool/") } && Self.leftOvers(server).isEmpty ? true : nil
        }
        #expect(try await server.get("/2031/limpets/slides.pdf").data == Tidepool.limpets.data)
    }

    @Test("a page bomb does not keep others from being served and accepted")
    func hostile() async throws {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        async let bomb = server.upload(TestPDF.pageBomb(pages: 100_000), to: "2031/limpets", token: token)
        async let honest = server.upload(TestPDF([["honest"]]).data, to: "2031/odd", token: token)
        #expect(try await server.get("/2031/limpets/").status == 200)
        #expect(try await honest.status == 201)
        #expect(try await (400..<500).contains(bomb.status))
        await server.stop()
    }

    @Test("uploads at the same time: every accepted deck is current or a version, whole")
    func together() async throws {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        let decks = (0..<10).map { TestPDF([["together \($0)"]]) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, deck) in decks.enumerated() {
                group.addTask {
                    let talk = number < 6 ? "2031/limpets" : "2030/wave-\(number)"
                    let status = try await server.upload(deck.data, to: talk, token: token).status
                    #expect(status == 201)
                }
            }
            try await group.waitForAll()
        }
        for deck in decks { #expect(try await server.get("/files/\(deck.hash).pdf").data == deck.data) }
        let (talks, problems) = archive.load()
        #expect(problems == [])
        let limpets = try #require(talks.first { $0.key.description == "2031/limpets" })
        #expect(limpets.decks.count == 8)
        #expect(Set(limpets.decks.map(\.hash.description)).isSuperset(of: decks.prefix(6).map(\.hash)))
        #expect(try await server.get("/2031/limpets/slides.pdf").entityTag == "\"\(limpets.decks[0].hash)\"")
        #expect(Self.leftOvers(server).isEmpty)
        await server.stop()
    }

    @Test("a token is in no log and in no address")
    func secrets() async throws {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: Tidepool.slideCount)
        _ = try await server.upload(TestPDF([["logged"]]).data, to: "2031/odd", token: token)
        _ = try await server.upload(Data("no PDF".utf8), to: "2031/odd", token: token)
        let organizer = try await Organizer.signIn(server, token: token)
        let reply = try await organizer.upload(TestPDF([["logged, too"]]).data, to: "2031/odd")
        #expect(reply.status == 200)
        let secret = try #require(token.split(separator: "_", maxSplits: 2).last)
        for line in server.log.lines {
            #expect(!line.contains(secret), "\(line)")
            #expect(!line.contains(organizer.cookie), "\(line)")
        }
        #expect(server.log.lines.contains { $0.contains("slides accepted") && $0.contains("Ada") })
        let desk = try await organizer.get("/organize/")
        #expect(!desk.text.contains(secret) && !desk.text.contains(organizer.cookie))
        await server.stop()
    }

    @Test("too many wrong tokens have to wait, right ones never do")
    func pace() async throws {
        let archive = try Tidepool.archive()
        let token = try archive.token()
        let server = try await TestServer.start(archive) { $0.limits.signInTriesPerMinute = 3 }
        for _ in 0..<3 {
            #expect(try await server.upload(Self.pdf.data, to: "2031/odd", token: "wrong").status == 401)
        }
        let reply = try await server.upload(Self.pdf.data, to: "2031/odd", token: "wrong")
        #expect(reply.status == 429)
        #expect(reply["Retry-After"].flatMap { Int($0) }.map { (1...60).contains($0) } == true)
        #expect(try await Organizer.post(server, "/organize/sign-in", [("token", "wrong")]).status == 429)
        // Behind a proxy all have one address: a stranger's guesses must not keep organizers out.
        #expect(try await Organizer.post(server, "/organize/sign-in", [("token", token)]).status == 303)
        #expect(try await server.get("/2031/odd/").status == 200)
        await server.stop()
    }

    @Test(
        "the body of a refused upload is not read for ever",
        arguments: [
            "PUT /api/v1/editions/2031/talks/limpets/slides", "POST /organize/upload", "POST /organize/sign-in",
            "POST /nothing",
            "POST /",
        ])
    func endless(request: String) async throws {
        let (server, _) = try await Self.shared.value
        let taken = try await server.client.bytesTakenAfterRefusal(
            "\(request) HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n",
            piece: Array("2000\r\n".utf8) + [UInt8](repeating: 0x41, count: 0x2000) + Array("\r\n".utf8),
            limit: 64 << 20)
        #expect(taken != nil, "the server reads on")
    }

    /// Unfinished files.
    private static func leftOvers(_ server: TestServer) -> [String] {
        server.archive.folder.fingerprint().keys.filter { $0.contains("incoming-") || $0.contains("text-") }
    }
}
