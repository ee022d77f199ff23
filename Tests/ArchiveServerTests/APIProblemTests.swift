import Foundation
import TestSupport
import Testing

@Suite("The API's problems")
struct APIProblemTests {
    @Test(
        "a parameter that is wrong is named, with what to write",
        arguments: [
            ("talks?page=", "page", "whole number"), ("changes?since=", "since", "whole number"),
            ("search?q=x&sort=", "sort", "relevance"), ("talks?page=x", "page", "1 to 1000000"),
            ("talks?page=0", "page", "1 to"),
            ("talks?page=-1", "page", "1 to"),
            ("talks?per_page=201", "per_page", "1 to 200"), ("talks?page=1.0", "page", "whole number"),
            ("talks?page=99999999999999999999", "page", "1 to"), ("talks?edition=Two", "edition", "lower-case"),
            ("talks?tag=", "tag", "lower-case"), ("talks?speaker=a--b", "speaker", "lower-case"),
            ("search?q=x&sort=best", "sort", "relevance, newest"), ("search?q=x&page=101", "page", "1 to 100"),
            ("search?q=x&per_page=51", "per_page", "1 to 50"), ("changes?since=-1", "since", "from 0"),
            ("changes?journal=\(String(repeating: "j", count: 65))", "journal", "Write"),
            ("talks?" + String(repeating: "tag=a&", count: 101), "tag", "at most 100"),
        ])
    func parameters(path: String, parameter: String, advice: String) async throws {
        let reply = try await Tidepool.server.value.get("/api/v1/" + path)
        #expect(reply.status == 400)
        #expect(reply.mediaType == "application/problem+json")
        let problem = try APIReply(reply)
        #expect(problem.type.string == TestArchive.baseURL + "/api/v1/problems#bad-parameter")
        #expect(problem.parameter.string == parameter)
        #expect(problem.detail.string?.contains(advice) == true, "\(problem.detail.string ?? "")")
    }

    @Test("parameters that are not known, or are left empty by a template, are passed over")
    func unknownParameters() async throws {
        let server = try await Tidepool.server.value
        for path in ["talks?x=y", "search?q=x&page=", "search?searchTerms=", "changes?journal=", "tags?q=%ff"] {
            #expect(try await server.get("/api/v1/" + path).status == 200, "\(path)")
        }
        let tooMany = try await server.get("/api/v1/talks?" + String(repeating: "a=b&", count: 1001))
        #expect(tooMany.status == 400)
    }

    @Test("every kind of problem is told, and `type` leads there")
    func kinds() async throws {
        let server = try await Tidepool.server.value
        let kinds = try APIReply(try await server.get("/api/v1/problems")).problems.list
        #expect(kinds.count > 10)
        for path in ["/api", "/api/", "/api/v1/", "/api/v2", "/api/v1/nothing", "/api/v1/editions/2031/talks/limpets/"]
        {
            let reply = try await server.get(path)
            #expect(reply.status == 404)
            let problem = try APIReply(reply)
            let kind = try #require(kinds.first { $0.type.string == problem.type.string }, "\(path)")
            #expect(kind.title.string == problem.title.string && kind.status.int == 404)
        }
    }

    @Test(
        "a method that an address does not take is refused, whatever the parameters",
        arguments: ["/api/v1", "/api/v1/talks?page=x", "/api/v1/changes?journal=other", "/suggest?q=a"])
    func methods(path: String) async throws {
        for method in ["POST", "DELETE", "PUT", "PATCH", "TRACE", "PROPFIND"] {
            let reply = try await Tidepool.server.value.client.send(method, path)
            #expect(reply.status == 405, "\(method) \(path)")
            #expect(reply["Allow"] == "GET, HEAD")
        }
    }

    @Test("what Accept asks for changes nothing", arguments: ["text/html", "image/png", "application/xml;q=1", "x"])
    func accept(field: String) async throws {
        let server = try await Tidepool.server.value
        #expect(try await server.get("/api/v1", [("Accept", field)]).mediaType == "application/json")
        #expect(try await server.get("/api/v1/x", [("Accept", field)]).mediaType == "application/problem+json")
    }
}

@Suite("Reading from other sites")
struct CrossOriginTests {
    private static let origin = [("Origin", "https://elsewhere.example")]

    @Test(
        "data for programs may be read, errors included",
        arguments: [
            "/api/v1", "/api/v1/search?q=limpet", "/api/v1/nothing", "/api/v1/talks?page=x", "/feed.atom",
            "/search.atom?q=x", "/suggest?q=a", "/2031/limpets/cite.bib", "/opensearch.xml",
        ])
    func readable(path: String) async throws {
        let server = try await Tidepool.server.value
        let reply = try await server.get(path, Self.origin)
        #expect(reply["Access-Control-Allow-Origin"] == "*")
        #expect(reply["Access-Control-Expose-Headers"]?.contains("ETag") == true)
        #expect(reply["Access-Control-Allow-Credentials"] == nil)
        let again = try await server.get(path, Self.origin + [("If-None-Match", reply.entityTag)])
        #expect(again["Access-Control-Allow-Origin"] == "*")
        let preflight = try await server.client.send(
            "OPTIONS", path,
            Self.origin + [
                ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "if-none-match"),
            ])
        #expect(preflight.status == 204)
        #expect(preflight.body.isEmpty)
        #expect(preflight["Access-Control-Allow-Origin"] == "*")
        #expect(preflight["Access-Control-Allow-Methods"] == "GET, HEAD")
        #expect(preflight["Access-Control-Allow-Headers"]?.contains("If-None-Match") == true)
        #expect(preflight["Allow"] == "GET, HEAD, OPTIONS")
    }

    @Test(
        "pages may not, least of all organizers'",
        arguments: ["/", "/organize/", "/organize/sign-in", "/organize/upload", "/organize/nothing", "/nothing"])
    func closed(path: String) async throws {
        let server = try await Tidepool.server.value
        for method in ["GET", "OPTIONS", "POST"] {
            let reply = try await server.client.send(
                method, path, Self.origin + [("Access-Control-Request-Method", "POST")])
            #expect(!reply.fields.contains { $0.name.lowercased().hasPrefix("access-control") }, "\(method) \(path)")
        }
    }

    @Test("an upload from another site's page is not allowed")
    func upload() async throws {
        let server = try await Tidepool.server.value
        let path = "/api/v1/editions/2031/talks/limpets/slides"
        let preflight = try await server.client.send(
            "OPTIONS", path, Self.origin + [("Access-Control-Request-Method", "PUT")])
        #expect(preflight["Access-Control-Allow-Methods"] == "GET, HEAD")
        #expect(preflight["Access-Control-Allow-Headers"]?.contains("Authorization") == false)
        #expect(preflight["Allow"] == "GET, HEAD, PUT, OPTIONS")
        for condition in [("If-Match", "\"x\""), ("If-None-Match", "*")] {
            for (method, allowed) in [("OPTIONS", "GET, HEAD, PUT, OPTIONS"), ("DELETE", "GET, HEAD, PUT")] {
                #expect(try await server.client.send(method, path, [condition])["Allow"] == allowed)
            }
        }
        let refused = try await server.upload(Tidepool.limpets.data, to: "2031/limpets", token: nil)
        #expect(refused.status == 401)
        #expect(refused["Access-Control-Allow-Origin"] == nil)
    }
}
