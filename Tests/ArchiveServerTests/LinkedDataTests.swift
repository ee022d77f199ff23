import ArchiveServer
import Foundation
import LibXML
import TestSupport
import Testing

@Suite("Linked data")
struct LinkedDataTests {
    private typealias Node = [String: Any]

    /// The graph of a page's one block.
    private func graph(_ path: String) async throws -> [Node] {
        let reply = try await Tidepool.server.value.get(path)
        let parts = reply.text.components(separatedBy: "<script type=\"application/ld+json\">")
        try #require(parts.count == 2, "\(path)")
        let block = try #require(parts[1].components(separatedBy: "</script>").first)
        #expect(!block.contains { "<>&\u{2028}\u{2029}".contains($0) }, "\(path)")
        let document = try #require(try JSONSerialization.jsonObject(with: Data(block.utf8)) as? Node)
        #expect(document["@context"] as? String == "https://schema.org")
        return try #require(document["@graph"] as? [Node])
    }

    private func node(_ path: String, _ type: String) async throws -> Node {
        try #require(try await graph(path).first { $0["@type"] as? String == type }, "\(path) has no \(type)")
    }

    private static let base = TestArchive.baseURL

    @Test("the home page tells of the site and how it is searched")
    func home() async throws {
        let site = try await node("/", "WebSite")
        #expect(site["name"] as? String == "Tidepool")
        let action = try #require(site["potentialAction"] as? Node)
        let target = try #require(action["target"] as? Node)
        #expect(target["urlTemplate"] as? String == "\(Self.base)/search?q={search_term_string}")
        #expect(action["query-input"] as? String == "required name=search_term_string")
    }

    @Test("an edition is an event of a series, with its place, its people and its talks")
    func edition() async throws {
        let event = try await node("/2031/", "Event")
        #expect(event["startDate"] as? String == "2031-05-02" && event["endDate"] as? String == "2031-05-03")
        #expect((event["location"] as? Node)?["name"] as? String == "Tideway")
        #expect(event["eventAttendanceMode"] as? String == "https://schema.org/OfflineEventAttendanceMode")
        #expect((event["organizer"] as? Node)?["name"] as? String == "Olga Shore")
        #expect((event["sponsor"] as? Node)?["url"] as? String == "https://example.org/rock")
        #expect((event["superEvent"] as? Node)?["@type"] as? String == "EventSeries")
        let talks = try #require(event["subEvent"] as? [Node])
        #expect(talks.compactMap { $0["url"] as? String }.contains("\(Self.base)/2031/limpets/"))
        #expect(talks.count == 4)
        let online = try await node("/2030/", "Event")
        #expect((online["location"] as? Node)?["@type"] as? String == "VirtualLocation")
    }

    @Test("a talk is an event whose slides are a document, with the very file")
    func talk() async throws {
        let event = try await node("/2031/limpets/", "Event")
        #expect(event["name"] as? String == "Limpets and their grip")
        #expect(event["startDate"] as? String == "2031-05-02")
        #expect((event["performer"] as? [Node])?.map { $0["name"] as? String } == ["Ada Low", "Bo Ñandú"])
        #expect((event["superEvent"] as? Node)?["@id"] as? String == "\(Self.base)/2031/")
        let slides = try #require(event["workFeatured"] as? Node)
        #expect(slides["@type"] as? String == "PresentationDigitalDocument")
        #expect(slides["version"] as? Int == 2)
        #expect((slides["author"] as? [Node])?.count == 2)
        #expect(slides["thumbnailUrl"] as? String == "\(Self.base)/files/\(Tidepool.limpets.hash)/1-small.webp")
        let file = try #require(slides["encoding"] as? Node)
        #expect(file["contentUrl"] as? String == "\(Self.base)/2031/limpets/slides.pdf")
        #expect(file["contentSize"] as? String == "\(Tidepool.limpets.data.count)")
        #expect(file["sha256"] as? String == "\(Tidepool.limpets.hash)")
        #expect(try await node("/2031/no-slides/", "Event")["workFeatured"] == nil)
    }

    @Test("a slide is a part of its document, and a speaker performs in talks")
    func parts() async throws {
        let slide = try await node("/2031/limpets/slides/2", "PresentationDigitalDocument")
        #expect(slide["position"] as? Int == 2)
        let whole = try await node("/2031/limpets/", "Event")["workFeatured"] as? Node
        #expect((slide["isPartOf"] as? Node)?["@id"] as? String == whole?["@id"] as? String)
        let person = try await node("/speakers/ada-low/", "Person")
        #expect(person["name"] as? String == "Ada Low")
        #expect((person["performerIn"] as? [Node])?.count == 14)
        let path = try await node("/2031/limpets/slides/2", "BreadcrumbList")
        let steps = try #require(path["itemListElement"] as? [Node])
        #expect(steps.map { $0["position"] as? Int } == [1, 2, 3, 4])
        #expect(steps.last?["item"] as? String == "\(Self.base)/2031/limpets/slides/2")
    }

    @Test("hostile titles come whole, and end no script")
    func hostile() async throws {
        #expect(try await node("/2031/odd/", "Event")["name"] as? String == Tidepool.oddTitle)
        let archive = try TestArchive()
        try archive.edition("2031")
        // As JSON, which is YAML too, so that the line ends are not YAML's own.
        let title = "</script><!-- <script>alert(1)</script> \u{2028}\u{2029} \\\" & ' ]]>"
        let written = title.unicodeScalars.map { "\\u" + String(format: "%04x", $0.value) }.joined()
        try archive.talk("2031/x", "title: \"\(written)\"\nspeakers: [\"</SCRIPT >\"]", text: "<!--")
        let server = try await TestServer.start(archive)
        for path in ["/2031/x/", "/2031/", "/speakers/script/"] {
            let page = try await server.get(path)
            let blocks = try XMLTree(html: page.text).strings(at: "//script[@type='application/ld+json']/text()")
            #expect(blocks.count == 1, "\(path)")
            let block = try #require(blocks.first)
            #expect(!block.contains("<") && !block.contains(">") && !block.contains("&"))
            let document = try #require(try JSONSerialization.jsonObject(with: Data(block.utf8)) as? Node)
            let graph = try #require(document["@graph"] as? [Node])
            if path == "/2031/x/" { #expect(graph.first?["name"] as? String == title) }
        }
        await server.stop()
    }

    @Test(
        "pages that are not to be found again say nothing", arguments: ["/search?q=limpet", "/organize/", "/nothing"])
    func silent(path: String) async throws {
        #expect(try await !Tidepool.server.value.get(path).text.contains("ld+json"))
    }
}

@Suite("What is told to those who link and cite")
struct LinkingTests {
    private func page(_ path: String) async throws -> HTMLPage {
        try HTMLPage(await Tidepool.server.value.get(path))
    }

    @Test(
        "a shared link shows the first slide with its size",
        arguments: ["/", "/2031/", "/2031/limpets/", "/2031/limpets/slides/2", "/speakers/ada-low/"])
    func picture(path: String) async throws {
        let page = try await page(path)
        func property(_ name: String) throws -> String? {
            try page.strings("//meta[@property='\(name)']/@content").first
        }
        let address = try #require(try property("og:image"))
        #expect(address.hasPrefix("\(TestArchive.baseURL)/files/"))
        let reply = try await Tidepool.server.value.get(address.replacing(TestArchive.baseURL, with: ""))
        #expect(reply.mediaType == "image/webp")
        #expect(try property("og:image:width") == "1280")
        #expect(try Int(property("og:image:height") ?? "") ?? 0 > 100)
        #expect(try property("og:image:alt")?.hasPrefix("Slide ") == true)
        #expect(try page.strings("//meta[@name='twitter:card']/@content") == ["summary_large_image"])
    }

    @Test("a page without slides is shared by its words alone")
    func withoutPicture() async throws {
        let page = try await page("/2031/no-slides/")
        #expect(try page.count("//meta[starts-with(@property, 'og:image')]") == 0)
        #expect(try page.strings("//meta[@name='twitter:card']/@content") == ["summary"])
    }

    @Test("reference managers find title, people, day, workshop, page and PDF")
    func citation() async throws {
        let page = try await page("/2031/limpets/")
        func values(_ name: String) throws -> [String] {
            try page.strings("//meta[@name='citation_\(name)']/@content")
        }
        #expect(try values("title") == ["Limpets and their grip"])
        #expect(try values("author") == ["Ada Low", "Bo Ñandú"])
        #expect(try values("publication_date") == ["2031/05/02"])
        #expect(try values("conference_title") == ["Tidepool 2031"])
        #expect(try values("language") == ["en"])
        #expect(try values("abstract_html_url") == ["\(TestArchive.baseURL)/2031/limpets/"])
        #expect(try values("pdf_url") == ["\(TestArchive.baseURL)/2031/limpets/slides.pdf"])
        #expect(try values("keywords") == ["shells", "grip"])
        #expect(
            try await self.page("/2030/closing/").strings("//meta[@name='citation_publication_date']/@content")
                == ["2030"])
    }

    @Test("a talk's header leads programs to its file, its citations and its people")
    func signposting() async throws {
        let server = try await Tidepool.server.value
        let field = try #require(try await server.get("/2031/limpets/")["Link"])
        let page = "\(TestArchive.baseURL)/2031/limpets/"
        for link in [
            "<\(page)>; rel=\"cite-as\"", "<\(page)slides.pdf>; rel=\"item\"; type=\"application/pdf\"",
            "<https://schema.org/AboutPage>; rel=\"type\"",
            "<\(page)cite.bib>; rel=\"describedby\"; type=\"application/x-bibtex\"",
            "<\(TestArchive.baseURL)/speakers/ada-low/>; rel=\"author\"",
        ] {
            #expect(field.components(separatedBy: ", ").contains(link), "\(link)")
        }
        #expect(try await server.get("/2031/no-slides/")["Link"]?.contains("rel=\"item\"") == false)
    }

    @Test("a site that is too large for one sitemap has several under an index")
    func sitemaps() async throws {
        let whole = try await TestServer.start(Tidepool.archive(), slides: Tidepool.slideCount)
        let pages = try await locations(whole, "/sitemap.xml")
        #expect(try await whole.get("/sitemap/1.xml").status == 404)
        await whole.stop()
        let server = try await TestServer.start(Tidepool.archive(), slides: Tidepool.slideCount) {
            $0.limits.sitemapAddresses = 10
        }
        let files = try await locations(server, "/sitemap.xml")
        #expect(files.count == (pages.count + 9) / 10)
        var found: [String] = []
        for file in files {
            found += try await locations(server, file.replacing(TestArchive.baseURL, with: ""))
        }
        #expect(found == pages)
        for path in ["/sitemap/0.xml", "/sitemap/01.xml", "/sitemap/99.xml", "/sitemap/1", "/sitemap/x.xml"] {
            #expect(try await server.get(path).status == 404, "\(path)")
        }
        await server.stop()
    }

    private func locations(_ server: TestServer, _ path: String) async throws -> [String] {
        try XMLTree(parsing: await server.get(path).body)
            .strings(at: "//s:loc", namespaces: ["s": "http://www.sitemaps.org/schemas/sitemap/0.9"])
    }
}
