@testable import ArchiveServer
import TestSupport
import Testing

@Suite("Conditional requests")
struct ConditionalTests {
    private static let kept = Tidepool.addresses.map(\.path).filter { !["/healthz", "/readyz"].contains($0) }

    @Test("what a client has already is not sent again", arguments: kept)
    func notModified(path: String) async throws {
        let server = try await Tidepool.server.value
        let first = try await server.get(path)
        let tag = first.entityTag
        #expect(tag.count > 10 && tag.hasPrefix("\"") && tag.hasSuffix("\""))
        for condition in [
            tag, "W/\(tag)", "\"other\", \(tag)", "\"other\",W/\(tag),\"third\"", "*", "\"a,b\", \(tag)", ", \(tag) ,",
        ] {
            let second = try await server.get(path, [("If-None-Match", condition)])
            #expect(second.status == 304, "\(condition)")
            #expect(second.body.isEmpty)
            #expect(second.entityTag == tag)
            #expect(second["Cache-Control"] == first["Cache-Control"])
            #expect(try await server.client.send("HEAD", path, [("If-None-Match", condition)]).status == 304)
        }
        let two = [("If-None-Match", "\"other\""), ("If-None-Match", tag)]
        #expect(try await server.get(path, two).status == 304)
        for condition in ["\"other\"", "W/\"other\"", String(tag.dropFirst().dropLast()), "\"\"", ""] {
            #expect(try await server.get(path, [("If-None-Match", condition)]).status == 200, "\(condition)")
        }
    }

    @Test("a date says the same where one is known, and a tag goes before it", arguments: Tidepool.feeds)
    func dates(path: String) async throws {
        let server = try await Tidepool.server.value
        let date = try #require(try await server.get(path)["Last-Modified"])
        #expect(try await server.get(path, [("If-Modified-Since", date)]).status == 304)
        #expect(try await server.get(path, [("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")]).status == 200)
        #expect(try await server.get(path, [("If-Modified-Since", "yesterday")]).status == 200)
        let both = [("If-Modified-Since", date), ("If-None-Match", "\"other\"")]
        #expect(try await server.get(path, both).status == 200)
    }

    @Test("a client may ask for just the bytes or the time that it knows")
    func preconditions() async throws {
        let server = try await Tidepool.server.value
        for path in ["/", "/feed.atom", "/2031/limpets/slides.pdf", "/files/\(Tidepool.limpets.hash)/1.webp"] {
            let first = try await server.get(path)
            let date = try #require(first["Last-Modified"])
            for (name, value, status) in [
                ("If-Match", first.entityTag, 200), ("If-Match", "*", 200),
                ("If-Match", "\"x\", \(first.entityTag)", 200),
                ("If-Match", "W/\(first.entityTag)", 412), ("If-Match", "\"x\"", 412),
                ("If-Unmodified-Since", date, 200),
                ("If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT", 412),
            ] {
                let reply = try await server.get(path, [(name, value)])
                #expect(reply.status == status, "\(path) \(name): \(value)")
                if status == 412 { #expect(reply["Cache-Control"] == "private, no-store") }
            }
        }
    }

    @Test(
        "each kind is kept as long as fits it",
        arguments: [
            ("/", 200, "no-cache"), ("/2031/", 200, "no-cache"), ("/2031/limpets/", 200, "no-cache"),
            ("/2031/limpets/slides/1", 200, "no-cache"), ("/speakers/ada-low/", 200, "no-cache"),
            ("/tags/", 200, "no-cache"), ("/feeds/", 200, "no-cache"),
            ("/2031/limpets/slides.pdf", 200, "no-cache"),
            ("/feed.atom", 200, "public, max-age=900"), ("/search.atom?q=limpet", 200, "public, max-age=900"),
            ("/search", 200, "public, max-age=60"), ("/search?q=limpet", 200, "public, max-age=60"),
            ("/sitemap.xml", 200, "public, max-age=3600"), ("/robots.txt", 200, "public, max-age=3600"),
            ("/opensearch.xml", 200, "public, max-age=86400"), ("/2031/limpets/cite.bib", 200, "public, max-age=3600"),
            ("/2031/gallery/pool.png", 200, "public, max-age=3600"),
            ("/files/\(Tidepool.limpets.hash).pdf", 200, "public, max-age=31536000, immutable"),
            ("/files/\(Tidepool.limpets.hash)/1.webp", 200, "public, max-age=31536000, immutable"),
            ("/files/\(Tidepool.limpets.hash)/1-small.webp", 200, "public, max-age=31536000, immutable"),
            ("/organize/", 200, "private, no-store"), ("/healthz", 200, "private, no-store"),
            ("/readyz", 200, "private, no-store"), ("/2031", 308, "public, max-age=3600"),
            ("/old", 308, "public, max-age=3600"), ("/nothing", 404, "public, max-age=60"),
            ("/organize/upload", 405, "private, no-store"), ("/api/v1/nothing", 404, "private, no-store"),
        ])
    func kinds(path: String, status: Int, caching: String) async throws {
        let reply = try await Tidepool.server.value.get(path)
        #expect(reply.status == status)
        #expect(reply["Cache-Control"] == caching)
    }

    @Test("an asset is kept for good under the address of its bytes alone")
    func assets() async throws {
        let server = try await Tidepool.server.value
        let page = try HTMLPage(await server.get("/"))
        let assets = try page.strings("//link[@rel='stylesheet']/@href | //script/@src")
        #expect(assets.count >= 2)
        for path in assets {
            #expect(try await server.get(path)["Cache-Control"] == "public, max-age=31536000, immutable")
            let other = "/assets/0/" + (path.split(separator: "/").last ?? "")
            #expect(try await server.get(other)["Cache-Control"] == "no-cache")
        }
    }

    @Test(
        "texts name their charset; what says it itself, or is no text, names none",
        arguments: [
            ("/", "text/html; charset=utf-8"), ("/nothing", "text/html; charset=utf-8"),
            ("/feed.atom", "application/atom+xml; charset=utf-8"), ("/sitemap.xml", "application/xml; charset=utf-8"),
            ("/opensearch.xml", "application/opensearchdescription+xml; charset=utf-8"),
            ("/robots.txt", "text/plain; charset=utf-8"), ("/healthz", "text/plain; charset=utf-8"),
            ("/2031", "text/plain; charset=utf-8"), ("/2031/limpets/cite.bib", "application/x-bibtex; charset=utf-8"),
            ("/2031/limpets/cite.ris", "application/x-research-info-systems; charset=utf-8"),
            ("/2031/limpets/cite.json", "application/vnd.citationstyles.csl+json"),
            ("/api/v1/nothing", "application/problem+json"), ("/2031/limpets/slides.pdf", "application/pdf"),
            ("/files/\(Tidepool.limpets.hash)/1.webp", "image/webp"), ("/2031/gallery/pool.png", "image/png"),
        ])
    func charset(path: String, type: String) async throws {
        #expect(try await Tidepool.server.value.get(path)["Content-Type"] == type)
    }

    @Test("pages are asked for again, exact files never")
    func caching() async throws {
        let server = try await Tidepool.server.value
        #expect(try await server.get("/2031/")["Cache-Control"] == "no-cache")
        #expect(try await server.get("/2031/limpets/slides.pdf")["Cache-Control"] == "no-cache")
        #expect(try await server.get("/feed.atom")["Cache-Control"]?.contains("max-age=") == true)
        #expect(try await server.get("/organize/")["Cache-Control"]?.contains("no-store") == true)
        let files = ["/files/\(Tidepool.limpets.hash).pdf", "/files/\(Tidepool.limpets.hash)/1.webp"]
        let page = try HTMLPage(await server.get("/"))
        for path in files + (try page.strings("//link[@rel='stylesheet']/@href | //script/@src")) {
            #expect(try await server.get(path)["Cache-Control"]?.contains("immutable") == true, "\(path)")
        }
    }

    @Test("what others made is served so that it cannot script the site", arguments: Tidepool.userFiles)
    func userFiles(path: String) async throws {
        let reply = try await Tidepool.server.value.get(path)
        #expect(reply["X-Content-Type-Options"] == "nosniff")
        let policy = try #require(reply["Content-Security-Policy"])
        #expect(policy.hasPrefix("default-src 'none'"))
        #expect(!policy.contains("script-src"))
        if reply.mediaType == "application/pdf" {
            #expect(reply["Content-Disposition"] == "inline; filename=\"2031-limpets.pdf\"")
            let page = "<\(TestArchive.baseURL)/2031/limpets/>"
            #expect(reply["Link"] == "\(page); rel=\"canonical\", \(page); rel=\"collection\"; type=\"text/html\"")
        }
    }
}
