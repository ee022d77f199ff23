import Foundation
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Metrics")
struct MetricsTests {
    @Test(
        "an address is counted as what it asks for",
        arguments: [
            ("/", "page"), ("/2022/", "page"), ("/2022/rust-gcc/", "page"), ("/speakers/ada/", "page"),
            ("/2022/rust-gcc/slides/7", "slide"), ("/search", "search"), ("/search.atom", "search"),
            ("/suggest", "search"), ("/feed.atom", "feed"), ("/2022/feed.json", "feed"), ("/feed/2022-2.atom", "feed"),
            ("/2022/rust-gcc/slides.pdf", "file"), ("/files/0f.pdf", "file"), ("/files/0f/7-small.webp", "picture"),
            ("/2022/gallery/a.jpg", "picture"), ("/assets/1/site.css", "asset"), ("/sitemap.xml", "document"),
            ("/robots.txt", "document"), ("/2022/rust-gcc/cite.bib", "citation"), ("/api/v1/talks", "api"),
            ("/oai", "harvest"), ("/organize/upload", "organize"), ("/readyz", "probe"), ("//", "page"),
            ("/%00/../..", "page"),
        ])
    func kinds(path: String, kind: String) {
        #expect(RequestKind(path: path).name == kind)
    }

    @Test("counts and times add up, and tell nothing of what was asked")
    func numbers() async throws {
        let archive = try TestArchive()
        try archive.edition("2021")
        try archive.talk("2021/one", "title: One\nspeakers: [Ada]")
        try archive.talk("2021/two", "title: Two\nspeakers: [Ada]\nvisibility: hidden")
        let token = try archive.token()
        let server = try await TestServer.start(archive)
        #expect(try await server.get("/metrics").status == 401)
        for _ in 1...3 { _ = try await server.get("/2021/one/") }
        _ = try await server.get("/2021/none/")
        let tag = try #require(try await server.get("/2021/")["ETag"])
        #expect(try await server.get("/2021/", [("If-None-Match", tag)]).status == 304)
        _ = try await server.get("/search?q=zzsecretwordzz")
        let reply = try await server.get("/metrics", [("Authorization", "Bearer \(token)")])
        #expect(reply.status == 200)
        #expect(reply["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        let lines = reply.text.split(separator: "\n").map(String.init)
        #expect(lines.contains("rockpool_http_requests_total{kind=\"page\",status=\"200\"} 4"))
        #expect(lines.contains("rockpool_http_requests_total{kind=\"page\",status=\"304\"} 1"))
        #expect(lines.contains("rockpool_http_requests_total{kind=\"page\",status=\"404\"} 1"))
        #expect(lines.contains("rockpool_http_requests_total{kind=\"probe\",status=\"401\"} 1"))
        #expect(lines.contains("rockpool_http_request_seconds_count{kind=\"page\"} 6"))
        #expect(lines.contains("rockpool_http_request_seconds_bucket{kind=\"page\",le=\"+Inf\"} 6"))
        #expect(lines.contains("rockpool_empty_searches_total 1"))
        #expect(lines.contains("rockpool_talks 1"))
        #expect(lines.contains("rockpool_talks_kept_back 1"))
        #expect(!reply.text.contains("zzsecretwordzz"))
        for line in lines where !line.hasPrefix("#") {
            #expect(
                line.wholeMatch(of: /[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? [0-9.e+-]+/) != nil, "\(line)")
        }
        await server.stop()
    }
}
