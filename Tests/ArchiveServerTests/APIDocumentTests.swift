import Foundation
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("The API's document")
struct APIDocumentTests {
    private static func document(_ server: TestServer) async throws -> APISchemaCheck {
        let reply = try await server.get("/api/v1/openapi.json")
        #expect(reply.status == 200)
        #expect(reply.mediaType == "application/vnd.oai.openapi+json")
        return APISchemaCheck(document: try #require(JSONSerialization.jsonObject(with: reply.data) as? [String: Any]))
    }

    @Test("it has every address of the API, and every reference in it leads somewhere")
    func complete() async throws {
        let check = try await Self.document(Tidepool.server.value)
        #expect(check.document["openapi"] as? String == "3.1.0")
        let paths = try #require(check.document["paths"] as? [String: [String: Any]])
        #expect(Set(paths.keys) == Set(APIResource.all.map(\.path) + APIOperation.all.map(\.path)))
        #expect(paths[SlideList.resource.path]?.keys.sorted() == ["get", "put"])
        var references: Set<String> = []
        Self.walk(check.document) { object in
            if let reference = object["$ref"] as? String { references.insert(reference) }
        }
        #expect(references.count > 40)
        for reference in references { #expect(check.resolve(reference) != nil, "\(reference)") }
        #expect(Set(APIDocument.schemas.map { $0.schemaName }).count == APIDocument.schemas.count)
        let operations = APIOperation.all.map { "\($0.verb) \($0.path)" }
        #expect(Set(operations).count == operations.count)
        let names = paths.values.flatMap { $0.values.compactMap { ($0 as? [String: Any])?["operationId"] as? String } }
        #expect(Set(names).count == names.count)
    }

    @Test("every route under /api is in it")
    func routes() async throws {
        let routes = try SourceTree.text("Sources/ArchiveServer/Routes/Routes.swift")
        #expect(!routes.contains("\"/api/"), "routes of the API come from `APIResource.all`")
        let addresses: [APIAddress] = [
            .overview, .document, .problems(kind: nil), .editions, .allTalks, .speakers, .tags,
            .search(SearchAddress(query: "x"), pageSize: nil), .changes(since: 1, journal: "a", pageSize: 5),
        ]
        for address in addresses {
            let path = SiteAddress.api(address).path.split(separator: "?")[0]
            #expect(APIResource.all.contains { $0.path == path }, "\(path)")
        }
    }

    @Test("every answer is as it says, wherever the answers lead")
    func answers() async throws {
        let server = try await Tidepool.server.value
        let seen = try await Self.crawl(server, base: TestArchive.baseURL)
        for resource in APIResource.all where resource.path.hasPrefix("/api/") {
            #expect(seen.contains(resource.path), "no answer leads to \(resource.path)")
        }
    }

    @Test("every answer about the shipped archive is as it says")
    func shippedArchive() async throws {
        let archive = try TestArchive()
        for path in SourceTree.files(in: "Archive", ending: "") where !path.hasSuffix("tokens.yaml") {
            let file = SourceTree.root.appending(path: path)
            guard let data = try? Data(contentsOf: file) else { continue }
            try archive.folder.write(String(path.dropFirst("Archive/".count)), data)
        }
        let server = try await TestServer.start(archive) { $0.baseURL = URL(string: TestArchive.baseURL) }
        _ = try await eventually("the shipped decks are read", within: .seconds(600)) {
            let talks = try APIReply(try await server.get("/api/v1/talks?per_page=200")).talks.list
            return talks.allSatisfy { $0.sha256.isAbsent || $0.slideCount.int != 0 } ? true : nil
        }
        let seen = try await Self.crawl(server, base: TestArchive.baseURL)
        #expect(seen.count >= 12)
        await server.stop()
    }

    /// Follows every address of the API in every answer, and compares each answer with its schema.
    /// - Returns: the paths of the document that were met.
    private static func crawl(_ server: TestServer, base: String) async throws -> Set<String> {
        let check = try await document(server)
        var met: Set<String> = []
        var waiting = [
            "/api/v1", "/api/v1/talks?per_page=3", "/api/v1/search?q=limpet+rockk&per_page=1", "/api/v1/search",
            "/api/v1/search?q=pin&edition=2031&edition=2022", "/suggest?q=li", "/suggest", "/suggest?q=limppet",
        ]
        var seen = Set(waiting)
        while let path = waiting.popLast() {
            let reply = try await server.get(path)
            #expect(reply.status == 200, "\(path)")
            let value = try JSONSerialization.jsonObject(with: reply.data, options: .fragmentsAllowed)
            guard let (template, operation) = operation(path, in: check) else {
                Issue.record("\(path) is not in the document")
                continue
            }
            met.insert(template)
            let responses = try #require(operation["responses"] as? [String: [String: Any]])
            let content = try #require(responses["200"]?["content"] as? [String: [String: Any]])
            let type = try #require(content[reply["Content-Type"] ?? ""], "\(path): \(reply["Content-Type"] ?? "")")
            let faults = check.faults(of: value, schema: try #require(type["schema"] as? [String: Any]))
            #expect(faults.isEmpty, "\(path): \(faults.prefix(5))")
            for name in (responses["200"]?["headers"] as? [String: Any] ?? [:]).keys where name != "Link" {
                #expect(reply[name] != nil, "\(path) has no \(name)")
            }
            let again = try await server.get(path, [("If-None-Match", reply.entityTag)])
            #expect(again.status == 304)
            if template == "/api/v1/openapi.json" { continue }
            walk(value) { object in
                for case let address as String in object.values
                where address.hasPrefix(base + "/api/") && !address.contains("{") {
                    let path = String(address.dropFirst(base.count).split(separator: "#")[0])
                    if seen.insert(path).inserted { waiting.append(path) }
                }
            }
        }
        return met
    }

    private static func operation(_ path: String, in check: APISchemaCheck) -> (String, [String: Any])? {
        let parts = path.split(separator: "?")[0].split(separator: "/")
        let paths = check.document["paths"] as? [String: [String: Any]] ?? [:]
        let found = paths.keys.sorted { $0.count(where: { $0 == "{" }) < $1.count(where: { $0 == "{" }) }.first {
            path in
            let template = path.split(separator: "/")
            return template.count == parts.count && zip(template, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }
        return found.flatMap { path in (paths[path]?["get"] as? [String: Any]).map { (path, $0) } }
    }

    private static func walk(_ value: Any, _ visit: ([String: Any]) -> Void) {
        if let object = value as? [String: Any] {
            visit(object)
            for member in object.values { walk(member, visit) }
        } else if let list = value as? [Any] {
            for item in list { walk(item, visit) }
        }
    }
}
