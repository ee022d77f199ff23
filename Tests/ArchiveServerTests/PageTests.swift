import TestSupport
import Testing

@Suite("Pages")
struct PageTests {
    @Test("every address of the site answers with its media type", arguments: Tidepool.addresses)
    func answers(address: (path: String, mediaType: String)) async throws {
        let reply = try await Tidepool.server.value.get(address.path)
        #expect(reply.status == 200)
        #expect(reply.mediaType == address.mediaType)
        #expect(!reply.body.isEmpty)
        #expect(reply["X-Content-Type-Options"] == "nosniff")
        #expect(reply["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
        #expect(reply["Cache-Control"] != nil)
        if address.mediaType.hasPrefix("text/") { #expect(reply["Content-Type"]?.contains("charset=utf-8") == true) }
    }

    /// All but the one that counts snapshots, and says another number when a deck was read meanwhile.
    private static let steady = Tidepool.addresses.filter { $0.path != "/readyz" }

    @Test("HEAD has the fields of GET and no body", arguments: steady)
    func head(address: (path: String, mediaType: String)) async throws {
        let server = try await Tidepool.server.value
        let got = try await server.get(address.path)
        let reply = try await server.client.send("HEAD", address.path)
        #expect(reply.status == 200)
        for name in ["Content-Type", "ETag", "Cache-Control", "Content-Length", "Last-Modified", "Accept-Ranges"] {
            #expect(reply[name] == got[name], "\(name)")
        }
        #expect(got["Content-Length"] == "\(got.body.count)")
    }

    @Test("a page keeps its own policy: no inline style or script, no event attribute", arguments: Tidepool.pages)
    func policy(path: String) async throws {
        let reply = try await Tidepool.server.value.get(path)
        let policy = try #require(reply["Content-Security-Policy"])
        #expect(!policy.contains("unsafe"))
        #expect(policy.contains("frame-ancestors 'none'"))
        let page = try HTMLPage(reply)
        #expect(try page.count("//style") == 0)
        #expect(try page.count("//*[@style]") == 0)
        #expect(try page.count("//script[not(@src) and not(@type='application/ld+json')]") == 0)
        #expect(try page.count("//@*[starts-with(name(), 'on')]") == 0)
        #expect(try page.count("//a[starts-with(@href, 'javascript:')]") == 0)
        let loaded =
            try page.strings("//script/@src") + page.strings("//img/@src")
            + page.strings("//link[@rel='stylesheet' or @rel='icon']/@href")
        #expect(loaded.allSatisfy { $0.hasPrefix("/") && !$0.hasPrefix("//") }, "\(loaded)")
    }

    @Test("a page has one heading of the first level, a title, a language and a description", arguments: Tidepool.pages)
    func structure(path: String) async throws {
        let page = try HTMLPage(await Tidepool.server.value.get(path))
        #expect(try page.count("//h1") == 1)
        #expect(try page.strings("//h1").first?.isEmpty == false)
        #expect(try page.strings("//title").first?.contains("Tidepool") == true)
        #expect(try page.strings("/html/@lang") == ["en"])
        #expect(try page.count("//main") == 1)
        #expect(try page.count("//img[not(@alt)]") == 0)
        #expect(try page.count("//form[not(@action)]") == 0)
        #expect(try page.strings("//@id").count == Set(page.strings("//@id")).count, "an id stands twice")
    }

    @Test("a page to be found again names its one address", arguments: Tidepool.pages)
    func canonical(path: String) async throws {
        let page = try HTMLPage(await Tidepool.server.value.get(path))
        let canonical = try page.strings("//link[@rel='canonical']/@href")
        if ["/search", "/organize/", "/hand-in/"].contains(where: path.hasPrefix) {
            #expect(canonical == [])
            #expect(try page.strings("//meta[@name='robots']/@content") == ["noindex"])
        } else {
            #expect(canonical == [TestArchive.baseURL + (path.split(separator: "?").first.map(String.init) ?? "")])
        }
    }

    @Test(
        "a page names its own feed first, then the feed of everything",
        arguments: [
            ("/", "/feed.atom"), ("/2031/", "/2031/feed.atom"), ("/2031/limpets/", "/2031/feed.atom"),
            ("/2031/limpets/slides/1", "/2031/feed.atom"), ("/speakers/ada-low/", "/speakers/ada-low/feed.atom"),
            ("/tags/grip/", "/tags/grip/feed.atom"), ("/search?q=limpet", "/search.atom?q=limpet"),
            ("/search?q=a+b&tag=grip&edition=2031", "/search.atom?q=a%20b&edition=2031&tag=grip"),
            ("/feeds/", "/feed.atom"), ("/speakers/", "/feed.atom"),
        ])
    func autodiscovery(path: String, feed: String) async throws {
        let server = try await Tidepool.server.value
        let page = try HTMLPage(await server.get(path))
        let feeds = try page.strings("//link[@rel='alternate' and @type='application/atom+xml']/@href")
        #expect(feeds.first == feed)
        #expect(feeds.last == "/feed.atom")
        #expect(feeds.count == Set(feeds).count)
        for feed in feeds { #expect(try await server.get(feed).status == 200) }
    }

    @Test("a title with markup, quotes, right-to-left text and an emoji is shown as it is and scripts nothing")
    func oddTitle() async throws {
        let server = try await Tidepool.server.value
        for path in ["/2031/odd/", "/2031/", "/search?q=bold", "/2031/odd/slides/1?q=%3Cscript%3Ealert(1)"] {
            let reply = try await server.get(path)
            #expect(reply.text.contains("🦀"), "\(path)")
            #expect(!reply.text.contains("<b>bold"), "\(path)")
            #expect(!reply.text.contains("<script>alert"), "\(path)")
            #expect(try HTMLPage(reply).count("//script[not(@src) and not(@type='application/ld+json')]") == 0)
        }
        #expect(try HTMLPage(await server.get("/2031/odd/")).strings("//h1").first?.contains("<b>bold</b>") == true)
    }

    @Test("a talk's page shows all that is known of it")
    func talk() async throws {
        let page = try HTMLPage(await Tidepool.server.value.get("/2031/limpets/"))
        let links = try page.links()
        for wanted in [
            "/2031/", "/2031/limpets/slides.pdf", "/2031/limpets/slides/1", "/2031/limpets/slides/3",
            "/speakers/ada-low/", "/speakers/bo-nandu/", "/tags/grip/", "/files/\(Tidepool.formerLimpets.hash).pdf",
            "/files/\(Tidepool.limpets.hash)/1-small.webp", "/2031/odd/", "/2030/wave-1/", "/2031/no-slides/",
        ] { #expect(links.contains(wanted), "\(wanted)") }
        #expect(try page.strings("//a/@href").contains("https://example.org/code"))
        #expect(try page.count("//strong[.='holds']") == 1)
    }

    @Test("a slide's page shows its text, its links and its neighbours, and keeps the search")
    func slide() async throws {
        let page = try HTMLPage(await Tidepool.server.value.get("/2031/limpets/slides/2?q=unsafe"))
        let links = try page.links()
        for wanted in [
            "/2031/limpets/slides/1?q=unsafe", "/2031/limpets/slides/3?q=unsafe", "/search?q=unsafe",
            "/files/\(Tidepool.limpets.hash)/2.webp", "/2031/limpets/",
        ] { #expect(links.contains(wanted), "\(wanted)") }
        #expect(try page.strings("//a/@href").contains("https://example.org/limpet"))
        #expect(try page.strings("//main").first?.contains("suction and mucus") == true)
        #expect(try page.marks().allSatisfy { $0.lowercased() == "unsafe" })
        #expect(try !page.marks().isEmpty)
    }

    @Test("an archive without editions has a home page, feeds and a search")
    func empty() async throws {
        let server = try await TestServer.start(try TestArchive())
        for path in [
            "/", "/speakers/", "/tags/", "/feeds/", "/search?q=x", "/feed.atom", "/search.atom?q=x",
            "/sitemap.xml", "/organize/",
        ] { #expect(try await server.get(path).status == 200, "\(path)") }
        await server.stop()
    }
}
