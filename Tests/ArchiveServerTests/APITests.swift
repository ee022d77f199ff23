import Foundation
import TestSupport
import Testing

/// An answer of the API as values.
@dynamicMemberLookup
struct APIReply {
    let value: Any

    init(_ reply: TestReply) throws { value = try JSONSerialization.jsonObject(with: reply.data) }
    private init(value: Any) { self.value = value }

    subscript(dynamicMember name: String) -> APIReply {
        APIReply(value: (value as? [String: Any])?[name] ?? NSNull())
    }
    subscript(name: String) -> APIReply { self[dynamicMember: name] }
    subscript(index: Int) -> APIReply {
        let list = value as? [Any] ?? []
        return APIReply(value: list.indices.contains(index) ? list[index] : NSNull())
    }
    var list: [APIReply] { (value as? [Any] ?? []).map { APIReply(value: $0) } }
    var string: String? { value as? String }
    var int: Int? { value as? Int }
    var bool: Bool? { value as? Bool }
    var isAbsent: Bool { value is NSNull }
}

@Suite("The API")
struct APITests {
    private func get(_ path: String) async throws -> APIReply {
        let reply = try await Tidepool.server.value.get(path)
        #expect(reply.status == 200, "\(path)")
        return try APIReply(reply)
    }

    @Test("a talk is told with all its facts")
    func talk() async throws {
        let talk = try await get("/api/v1/editions/2031/talks/limpets")
        #expect(talk.key.string == "2031/limpets")
        #expect(talk.title.string == "Limpets and their grip")
        #expect(talk.speakers.list.map(\.name.string) == ["Ada Low", "Bo Ñandú"])
        #expect(talk.speakers[1].url.string == "https://tidepool.example/api/v1/speakers/bo-nandu")
        #expect(talk.date.string == "2031-05-02")
        #expect(talk.tags.list.map(\.string) == ["shells", "grip"])
        #expect(talk.updated.string == "2031-05-09T10:00:00Z")
        #expect(talk.text.markdown.string?.trimmingCharacters(in: .newlines) == "How a limpet **holds** its rock.")
        #expect(
            talk.text.html.string?.trimmingCharacters(in: .whitespacesAndNewlines)
                == "<p>How a limpet <strong>holds</strong> its rock.</p>")
        #expect(talk.links[0].url.string == "https://example.org/code")
        #expect(talk.decks.list.map(\.sha256.string) == [Tidepool.limpets.hash, Tidepool.formerLimpets.hash])
        #expect(talk.decks.list.map(\.origin.string) == ["upload", "sample"])
        #expect(talk.decks[0].bytes.int == Tidepool.limpets.data.count)
        #expect(talk.decks[0].added.string == "2031-05-09T10:00:00Z")
        #expect(talk.decks[0].url.string == "https://tidepool.example/files/\(Tidepool.limpets.hash).pdf")
        #expect(talk.slideCount.int == 3)
        let spoken = try await get("/api/v1/editions/2031/talks/no-slides")
        #expect(spoken.decks.list.isEmpty && spoken.currentDeck.isAbsent && spoken.date.isAbsent)
    }

    @Test("slides have their text, links, size and pictures")
    func slides() async throws {
        let slides = try await get("/api/v1/editions/2031/talks/limpets/slides")
        #expect(slides.state.string == "read")
        #expect(slides.slides.list.count == 3)
        #expect(slides.slides[1].text.string?.contains("suction and mucus") == true)
        #expect(slides.slides[1].links.list.map(\.url.string) == ["https://example.org/limpet"])
        #expect(slides.slides[0].pictures.small.string?.hasSuffix("/1-small.webp") == true)
        let slide = try await get("/api/v1/editions/2031/talks/limpets/slides/2")
        #expect(slide.text.string == slides.slides[1].text.string)
        #expect(slide.page.string == "https://tidepool.example/2031/limpets/slides/2")
        #expect(try await get("/api/v1/editions/2031/talks/no-slides/slides").state.string == "none")
    }

    @Test("talks are listed in pages, which lead to each other in the body and in Link")
    func paging() async throws {
        let server = try await Tidepool.server.value
        var path = "/api/v1/talks?speaker=ada-low&per_page=5"
        var keys: [String] = []
        var pages = 0
        while true {
            let reply = try await server.get(path)
            let page = try APIReply(reply)
            pages += 1
            keys += page.talks.list.compactMap(\.key.string)
            #expect(page.paging.total.int == 14 && page.paging.pages.int == 3)
            #expect(page.paging.page.int == pages)
            #expect(page.paging.previous.isAbsent == (pages == 1))
            guard let next = page.paging.next.string else {
                #expect(reply["Link"]?.contains("rel=\"next\"") == false)
                break
            }
            #expect(reply["Link"]?.contains("<\(next)>; rel=\"next\"") == true)
            path = next.replacing(TestArchive.baseURL, with: "")
        }
        #expect(pages == 3)
        #expect(keys.count == 14 && Set(keys).count == 14)
        #expect(try await get("/api/v1/talks?page=1000000&per_page=200").talks.list.isEmpty)
        #expect(try await get("/api/v1/talks?tag=grip&tag=code").talks.list.count == 2)
        #expect(try await get("/api/v1/talks?edition=1999").paging.pages.int == 0)
    }

    @Test("a search has marks, slides, facets with counts, and tells how it was understood")
    func search() async throws {
        let answer = try await get("/api/v1/search?q=Unsafe+limpets&tag=grip")
        #expect(answer.understood.string == "unsafe limpets")
        #expect(answer.matching.string == "all" && answer.paging.total.int == 1)
        let found = answer.talks[0]
        #expect(found.talk.key.string == "2031/limpets")
        #expect(found.title.runs.list.filter { $0.marked.bool == true }.map(\.text.string) == ["Limpets"])
        #expect(found.slides[0].number.int == 1)
        #expect(
            found.slides[0].snippet.runs.list.contains { $0.marked.bool == true && $0.text.string == "unsafe" })
        #expect(answer.facets.tags["values"].list.first { $0["value"].string == "grip" }?.isChosen.bool == true)
        #expect(answer.facets.speakers["values"].list.map(\.count.int) == [1, 1])
        let near = try await get("/api/v1/search?q=limppets")
        #expect(near.nearWords[0].typed.string == "limppets")
        #expect(try await get("/api/v1/search?q=commonword&sort=newest&per_page=2").talks.list.count == 2)
    }

    @Test(
        "no query is an error",
        arguments: [
            "", "%00", "%22", "((((", "-", "%FF%FE", "a:b:c", "OR", "*", "%F0%9F%A6%80", "title:", "%C2%AD",
            String(repeating: "x", count: 5000), String(repeating: "%28a+OR+", count: 500),
        ])
    func oddQueries(query: String) async throws {
        _ = try await get("/api/v1/search?q=\(query)")
        _ = try await get("/suggest?q=\(query)")
    }

    @Test("nothing hidden, embargoed or foreign is told")
    func hidden() async throws {
        let server = try await Tidepool.server.value
        for path in [
            "/api/v1", "/api/v1/talks?per_page=200", "/api/v1/editions/2031", "/api/v1/speakers", "/api/v1/tags",
            "/api/v1/search", "/api/v1/search?q=\(Tidepool.hiddenWord)", "/api/v1/changes?per_page=200",
            "/suggest?q=zz", "/suggest?q=hidden", "/api/v1/openapi.json",
        ] {
            let text = try await server.get(path).text.replacing("q=\(Tidepool.hiddenWord)", with: "")
                .replacing("\"query\":\"\(Tidepool.hiddenWord)\"", with: "")
                .replacing("\"understood\":\"\(Tidepool.hiddenWord)\"", with: "")
            #expect(!text.contains(Tidepool.hiddenWord) && !text.contains(Tidepool.embargoedWord), "\(path)")
            #expect(!text.contains("covert") && !text.contains("/later"), "\(path)")
        }
        for talk in ["covert", "later"] {
            for ending in ["", "/slides", "/slides/1"] {
                #expect(try await server.get("/api/v1/editions/2031/talks/\(talk)\(ending)").status == 404)
            }
        }
    }

    @Test("a talk that was withdrawn is gone, and the problem says why")
    func withdrawn() async throws {
        let archive = try Tidepool.archive()
        try archive.talk(
            "2031/odd",
            "title: Odd\nvisibility: withdrawn\nwithdrawn: 2025-06-01T00:00:00Z\nwithdrawal_reason: It was wrong.")
        let server = try await TestServer.start(archive)
        for ending in ["", "/slides", "/slides/1"] {
            let reply = try await server.get("/api/v1/editions/2031/talks/odd\(ending)")
            #expect(reply.status == 410)
            let problem = try APIReply(reply)
            #expect(problem.type.string?.hasSuffix("/api/v1/problems#withdrawn") == true)
            #expect(problem.detail.string?.contains("It was wrong.") == true)
        }
        let changes = try APIReply(try await server.get("/api/v1/changes?per_page=200")).changes.list
        #expect(changes.first { $0.key.string == "2031/odd" }?.kind.string == "withdrawn")
        await server.stop()
    }
}
