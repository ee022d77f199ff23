import Foundation
import TestSupport
import Testing

@Suite("Suggestions")
struct SuggestionRouteTests {
    private func suggest(_ typed: String) async throws -> [[String]] {
        let encoded = typed.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let reply = try await Tidepool.server.value.get("/suggest?q=\(encoded)")
        #expect(reply.status == 200)
        #expect(reply["Content-Type"] == "application/x-suggestions+json")
        #expect(reply["Cache-Control"] == "public, max-age=60")
        let answer = try #require(try JSONSerialization.jsonObject(with: reply.data) as? [Any])
        #expect(answer.count == 4)
        #expect(answer.first as? String == typed)
        let lists = answer.dropFirst().compactMap { $0 as? [String] }
        #expect(lists.count == 3 && Set(lists.map(\.count)).count == 1)
        #expect(lists.first?.count ?? 0 <= 10)
        return lists
    }

    @Test("words, speakers and titles are completed, with what they are and where they lead")
    func completions() async throws {
        let words = try await suggest("unsafe suc")
        #expect(words[0] == ["unsafe suction"])
        #expect(words[1] == ["in 1 talk"])
        #expect(words[2] == ["https://tidepool.example/search?q=unsafe%20suction"])
        let speakers = try await suggest("low")
        #expect(speakers[0].first == "Ada Low")
        #expect(speakers[2].first == "https://tidepool.example/speakers/ada-low/")
        #expect(try await suggest("bo n")[0].first == "Bo Ñandú")
        let titles = try await suggest("LIMPETS AND")
        #expect(titles[0].first == "Limpets and their grip")
        #expect(titles[1].first == "A talk of Tidepool 2031")
        #expect(titles[2].first == "https://tidepool.example/2031/limpets/")
        #expect(try await suggest("their gr")[0].contains("Limpets and their grip"))
    }

    @Test("each is suggested once, and no more than a browser shows", arguments: ["w", "a", "wave", "wave 1"])
    func once(typed: String) async throws {
        let names = try await suggest(typed)[0]
        #expect(Set(names).count == names.count)
        #expect(!names.isEmpty)
    }

    @Test("a word in the wrong spelling leads to the right one")
    func spelling() async throws {
        let lists = try await suggest("suctoin")
        #expect(lists[0] == ["suction"])
        #expect(lists[1] == ["Did you mean this?"])
    }

    @Test(
        "for nothing, or far too much, nothing is suggested", arguments: ["", " ", String(repeating: "li", count: 101)])
    func nothing(typed: String) async throws {
        #expect(try await suggest(typed)[0].isEmpty)
    }

    @Test("browsers find the search: each page names the description, and that names the suggestions")
    func discovery() async throws {
        let server = try await Tidepool.server.value
        for path in ["/", "/2031/limpets/", "/search?q=a"] {
            let page = try HTMLPage(await server.get(path))
            #expect(
                try page.strings("//link[@rel='search'][@type='application/opensearchdescription+xml']/@href")
                    == ["/opensearch.xml"])
        }
        let text = try await server.get("/opensearch.xml").text
        #expect(text.contains("template=\"https://tidepool.example/suggest?q={searchTerms}\""))
        let icon = try #require(text.firstMatch(of: /tidepool\.example(\/assets\/[^<]+)</))
        #expect(try await server.get(String(icon.1)).mediaType == "image/svg+xml")
        let example = try #require(text.firstMatch(of: /searchTerms="([^"]+)"/))
        let found = try APIReply(try await server.get("/api/v1/search?q=\(example.1)"))
        #expect((found.paging.total.int ?? 0) > 0)
    }
}
