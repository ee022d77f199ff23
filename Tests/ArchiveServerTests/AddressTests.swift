import Foundation
import TestSupport
import Testing

@Suite("Addresses")
struct AddressTests {
    @Test(
        "a page's address without its slash leads to the one with it",
        arguments: ["/2031", "/2031/limpets", "/speakers", "/speakers/ada-low", "/tags", "/tags/grip", "/feeds"])
    func slash(path: String) async throws {
        let server = try await Tidepool.server.value
        let reply = try await server.get(path)
        #expect(reply.status == 308)
        #expect(reply["Location"] == path + "/")
        #expect(try await server.get(path + "?a=b%20c")["Location"] == path + "/?a=b%20c")
        #expect(try await server.client.send("HEAD", path).status == 308)
    }

    @Test(
        "an address that names nothing is not found, and the page says so",
        arguments: [
            "/nothing", "/2029/", "/2031/nothing/", "/2031/limpets/slides/0", "/2031/limpets/slides/4",
            "/2031/limpets/slides/01", "/2031/limpets/slides/x", "/2031/limpets/slides/1/",
            "/2031/limpets/slides/99999999999999999999", "/2031/no-slides/slides.pdf", "/speakers/nobody/",
            "/speakers/nobody", "/tags/nothing/", "/tags/nothing/feed.atom", "/speakers/nobody/feed.atom",
            "/2029/feed.atom", "/files/x.pdf", "/files/\(String(repeating: "0", count: 64)).pdf",
            "/files/\(Tidepool.limpets.hash).PDF", "/files/\(Tidepool.limpets.hash)/4.webp",
            "/files/\(Tidepool.limpets.hash)/01.webp", "/files/\(Tidepool.limpets.hash)/1.jpg",
            "/2031/gallery/edition.yaml", "/2031/gallery/..%2Fedition.yaml", "/2031/gallery/%00",
            "/assets/0/nothing.css", "/assets/0/..%2Fhead.mustache", "/archive.yaml/", "/tokens.yaml", "/links.yaml",
            "/.rockpool/lock", "/.rockpool/proposals/", "/hand-in/nothing", "/hand-in/slides.pdf", "/hand-in/talk/",
            "/2031/limpets/talk.md/", "/2031/limpets/slides-1.pdf", "/..%2f..%2fetc%2fpasswd", "/2029/edition.yaml",
            "/%", "/%zz", "/%ff", "/2031/limpets%00/", "/a/b/c/d/e/f", "/ROBOTS.TXT", "/metrics/x",
        ])
    func notFound(path: String) async throws {
        let server = try await Tidepool.server.value
        let reply = try await server.get(path)
        #expect(reply.status == 404)
        #expect(reply.mediaType == "text/html")
        #expect(reply["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
        let page = try HTMLPage(reply)
        #expect(try page.count("//h1") == 1)
        #expect(try page.count("//form[@action='/search']") >= 1)
        #expect(try page.strings("//meta[@name='robots']/@content") == ["noindex"])
        #expect(try await server.client.send("HEAD", path).status == 404)
    }

    @Test("a page that is not found offers what may have been meant")
    func suggestions() async throws {
        let page = try HTMLPage(await Tidepool.server.value.get("/2031/limpets-and-grip.pdf"))
        #expect(try page.links().contains("/2031/limpets/"))
        #expect(try page.links().contains("/2031/"))
    }

    @Test(
        "what is wrong in the API is told as a problem document",
        arguments: ["/api/", "/api/v1/nothing", "/api/v1/editions/2031/talks/nothing"])
    func problem(path: String) async throws {
        let reply = try await Tidepool.server.value.get(path)
        #expect(reply.status == 404)
        #expect(reply.mediaType == "application/problem+json")
        let problem = try #require(try JSONSerialization.jsonObject(with: reply.data) as? [String: Any])
        #expect(problem["status"] as? Int == 404)
        #expect((problem["title"] as? String)?.isEmpty == false)
        #expect((problem["detail"] as? String)?.isEmpty == false)
    }

    @Test(
        "a method that an address does not take is refused, and told which it takes",
        arguments: [
            ("POST", "/", "GET, HEAD"), ("DELETE", "/2031/limpets/", "GET, HEAD"), ("PUT", "/feed.atom", "GET, HEAD"),
            ("POST", "/2031/limpets/slides.pdf", "GET, HEAD"), ("PATCH", "/search?q=x", "GET, HEAD"),
            ("OPTIONS", "/", "GET, HEAD"), ("GET", "/organize/upload", "POST"), ("GET", "/organize/sign-in", "POST"),
            ("PUT", "/organize/sign-out", "POST"), ("GET", "/hand-in/open", "POST"), ("GET", "/hand-in/slides", "POST"),
            ("GET", "/organize/proposals/accept", "POST"),
            ("POST", "/api/v1/editions/2031/talks/limpets/slides", "GET, HEAD, PUT"),
            ("DELETE", "/api/v1/editions/2031/talks/limpets/slides", "GET, HEAD, PUT"),
        ])
    func methods(method: String, path: String, allowed: String) async throws {
        let reply = try await Tidepool.server.value.client.send(method, path)
        #expect(reply.status == 405)
        #expect(reply["Allow"] == allowed)
        #expect(reply.mediaType == (path.hasPrefix("/api/") ? "application/problem+json" : "text/html"))
    }

    @Test(
        "an old path leads to where its subject is now, however it is encoded",
        arguments: [
            ("/A%20Rock%20(Pool)%20Talk:%20part%201.pdf", "/2031/limpets/slides.pdf"),
            ("/A%20Rock%20%28Pool%29%20Talk%3A%20part%201.pdf", "/2031/limpets/slides.pdf"),
            ("/old", "/2031/"), ("/old/", "/2031/"), ("/old?x=y", "/2031/"),
        ])
    func redirects(path: String, target: String) async throws {
        let server = try await Tidepool.server.value
        let reply = try await server.get(path)
        #expect(reply.status == 308)
        #expect(reply["Location"] == target)
        #expect(try await server.get(target).status == 200)
    }

    @Test(
        "slashes too many never lead away from the site, nor give a second address for a page",
        arguments: ["//2031", "//2031/", "///2031/limpets", "//speakers", "/2031//limpets/", "//", "/2031//"])
    func slashes(path: String) async throws {
        let reply = try await Tidepool.server.value.get(path)
        if let location = reply["Location"] {
            #expect(!location.hasPrefix("//"))
        } else {
            #expect(reply.status == 404)
        }
    }

    @Test("every link of the site leads somewhere")
    func crawl() async throws {
        let server = try await Tidepool.server.value
        var waiting = ["/", "/sitemap.xml"]
        var seen: Set<String> = Set(waiting)
        var pages = 0
        while let path = waiting.popLast() {
            let reply = try await server.get(path)
            #expect(reply.status < 400, "\(path) answers \(reply.status)")
            var links: Set<String> = []
            if reply.mediaType == "text/html" {
                pages += 1
                links = try HTMLPage(reply).links()
            } else if path == "/sitemap.xml" {
                links = Set(
                    reply.text.components(separatedBy: "<loc>").dropFirst().compactMap {
                        $0.components(separatedBy: "</loc>").first?.replacing(TestArchive.baseURL, with: "")
                    })
                #expect(links.count > 20)
            }
            // Each filter of a search leads to more filters; one is followed, not their combinations.
            for link in links where Self.filterCount(link) <= 1 && seen.insert(link).inserted { waiting.append(link) }
        }
        print("crawled \(seen.count) addresses, \(pages) of them pages")
        #expect(pages > 40)
        #expect(seen.isSuperset(of: ["/2031/limpets/slides/3", "/2030/wave-12/", "/tags/waves/", "/feeds/"]))
    }

    private static func filterCount(_ link: String) -> Int {
        link.split(whereSeparator: { "?&".contains($0) }).dropFirst().count { !$0.hasPrefix("q=") }
    }

    @Test("robots are led to the sitemap and away from searches")
    func robots() async throws {
        let text = try await Tidepool.server.value.get("/robots.txt").text
        #expect(text.contains("Sitemap: \(TestArchive.baseURL)/sitemap.xml"))
        for line in ["/search?", "/search.atom", "/search.json", "/suggest?", "/*?q=", "/oai?", "/api/"] {
            #expect(text.contains("Disallow: \(line)\n"))
        }
        #expect(text.contains("Disallow: /organize/\n") && text.contains("Disallow: /hand-in/\n"))
    }

    @Test("what is not HTTP gets an error and does not stop the server")
    func malformed() async throws {
        let server = try await Tidepool.server.value
        for text in [
            "GET\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nBad Field: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ] {
            let reply = try? await server.client.exchange([Array(text.utf8)])
            if let reply { #expect((400..<600).contains(reply.status), "\(text)") }
        }
        #expect(try await server.get("/healthz").status == 200)
    }
}
