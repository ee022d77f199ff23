import AtomFeeds
import Foundation
import LibXML
import TalkArchive
import Testing

@Suite("OpenSearchDescription")
struct OpenSearchDescriptionTests {
    private let names = ["o": "http://a9.com/-/spec/opensearch/1.1/"]

    @Test("it offers the search as a page and as a feed, and names itself")
    func addresses() throws {
        let description = OpenSearchDescription(settings: Fixtures.settings(), baseURL: Fixtures.otherBase)
        let tree = try XMLTree(parsing: try description.xml())
        #expect(
            try tree.strings(at: "//o:Url/@template", namespaces: names) == [
                "http://localhost:8080/workshop/search?q={searchTerms}",
                "http://localhost:8080/workshop/search.atom?q={searchTerms}&page={startPage?}",
                "http://localhost:8080/workshop/search.json?q={searchTerms}&page={startPage?}",
                "http://localhost:8080/workshop/api/v1/search?q={searchTerms}&page={startPage?}",
                "http://localhost:8080/workshop/suggest?q={searchTerms}",
                "http://localhost:8080/workshop/opensearch.xml",
            ])
        #expect(
            try tree.strings(at: "//o:Url/@type", namespaces: names) == [
                "text/html", "application/atom+xml", "application/feed+json", "application/json",
                "application/x-suggestions+json", "application/opensearchdescription+xml",
            ])
        #expect(
            try tree.strings(at: "//o:Url/@rel", namespaces: names) == [
                "results", "results", "results", "results", "suggestions", "self",
            ])
        #expect(try tree.strings(at: "//o:Image | //o:Query", namespaces: names).isEmpty)
        #expect(try tree.strings(at: "//o:ShortName", namespaces: names) == ["Kangrejos"])
        #expect(try tree.strings(at: "//o:Language", namespaces: names) == ["en"])
    }

    @Test("it shows the site's icon and a search that finds something")
    func example() throws {
        let description = OpenSearchDescription(
            settings: Fixtures.settings(), baseURL: Fixtures.otherBase, example: "pinning",
            icon: .asset(name: "favicon.svg", version: "1"))
        let tree = try XMLTree(parsing: try description.xml())
        #expect(
            try tree.strings(at: "//o:Image", namespaces: names) == [
                "http://localhost:8080/workshop/assets/1/favicon.svg"
            ])
        #expect(try tree.strings(at: "//o:Image/@type", namespaces: names) == ["image/svg+xml"])
        #expect(try tree.strings(at: "//o:Query[@role='example']/@searchTerms", namespaces: names) == ["pinning"])
    }

    @Test("any name gives a document with names short enough and not empty", arguments: Fixtures.oddTexts)
    func limits(name: String) throws {
        var settings = Fixtures.settings(name: name)
        settings.tagline = String(repeating: name, count: 3)
        let tree = try XMLTree(parsing: try OpenSearchDescription(settings: settings).xml())
        let short = try #require(try tree.strings(at: "//o:ShortName", namespaces: names).first)
        let long = try #require(try tree.strings(at: "//o:Description", namespaces: names).first)
        #expect((1...16).contains(short.count))
        #expect((1...1024).contains(long.count))
    }
}
