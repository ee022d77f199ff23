import Foundation
import TestSupport
import Testing

@Suite("Citations")
struct CitationFileTests {
    @Test(
        "a talk, a slide and an edition can be had in each form, and their pages link to them",
        arguments: ["/2031/", "/2031/limpets/", "/2031/limpets/slides/2"])
    func linked(page: String) async throws {
        let server = try await Tidepool.server.value
        let hrefs = try HTMLPage(await server.get(page)).strings("//p[@class='cite']/a/@href")
        #expect(hrefs.count == 3)
        for href in hrefs {
            let reply = try await server.get(href)
            #expect(reply.status == 200, "\(href)")
            #expect(reply.text.contains("Limpets and their grip"))
            #expect(reply.text.contains("2031/limpets/"))
        }
    }

    @Test("the file has its kind, a name to keep it under, and a validator")
    func fields() async throws {
        let server = try await Tidepool.server.value
        let reply = try await server.get("/2031/limpets/cite.bib")
        #expect(reply["Content-Type"] == "application/x-bibtex; charset=utf-8")
        #expect(reply["Content-Disposition"] == "attachment; filename=\"limpets.bib\"")
        #expect(reply["ETag"] != nil)
        let slide = try await server.get("/2031/limpets/slides/2/cite.ris")
        #expect(slide["Content-Disposition"] == "attachment; filename=\"limpets-slide-2.ris\"")
        #expect(slide.text.contains("UR  - ") && slide.text.contains("/2031/limpets/slides/2\r\n"))
    }

    @Test("an edition's file has its visible talks, each once")
    func edition() async throws {
        let server = try await Tidepool.server.value
        let reply = try await server.get("/2031/cite.json")
        let items = try #require(
            try JSONSerialization.jsonObject(with: Data(reply.text.utf8)) as? [[String: Any]])
        let ids = items.compactMap { $0["id"] as? String }
        #expect(ids.count == Set(ids).count)
        #expect(ids.contains { $0.hasSuffix("-2031-limpets") })
        #expect(!reply.text.contains(Tidepool.hiddenWord) && !reply.text.contains(Tidepool.embargoedWord))
    }

    @Test(
        "what is not there cannot be cited",
        arguments: [
            "/2031/nothing/cite.bib", "/2031/limpets/slides/99/cite.bib", "/2031/limpets/slides/02/cite.bib",
            "/2031/limpets/cite.xml", "/1999/cite.bib",
        ])
    func missing(path: String) async throws {
        let server = try await Tidepool.server.value
        #expect(try await server.get(path).status == 404)
    }
}
