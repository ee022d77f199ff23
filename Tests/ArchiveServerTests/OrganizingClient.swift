import Foundation
import TestSupport

/// A program with a token.
struct OrganizingClient {
    let server: TestServer
    let token: String?

    static let root = "/api/v1/organize"

    func send(
        _ method: String, _ path: String, _ fields: [(String, String)] = [], body: [UInt8]? = nil
    ) async throws -> TestReply {
        let bearer = token.map { [("Authorization", "Bearer \($0)")] } ?? []
        return try await server.client.send(method, path, bearer + fields, body: body)
    }

    func get(_ path: String) async throws -> TestReply { try await send("GET", Self.root + path) }

    /// Sends a JSON object.
    func send(
        _ method: String, _ path: String, json: String, _ fields: [(String, String)] = []
    ) async throws -> TestReply {
        try await send(
            method, Self.root + path, [("Content-Type", "application/merge-patch+json")] + fields,
            body: Array(json.utf8))
    }

    /// Makes something new.
    func put(_ path: String, _ json: String) async throws -> TestReply {
        try await send("PUT", path, json: json, [("If-None-Match", "*")])
    }

    /// Changes what the last answer told.
    func patch(_ path: String, _ json: String, seen: TestReply) async throws -> TestReply {
        try await send("PATCH", path, json: json, [("If-Match", seen.entityTag)])
    }
}
