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
            #expect(reply["Link"] == "<\(TestArchive.baseURL)/2031/limpets/>; rel=\"canonical\"")
        }
    }
}
