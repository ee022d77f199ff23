import Foundation
import TestSupport

/// An organizer's browser: keeps its cookie and fills in forms.
struct Organizer {
    let server: TestServer
    let cookie: String

    /// Signs in with the form.
    static func signIn(_ server: TestServer, token: String) async throws -> Organizer {
        let reply = try await post(server, "/organize/sign-in", [("token", token)])
        guard reply.status == 303, let cookie = reply.cookie("rockpool_session") else {
            throw DeadlinePassed(description: "sign-in gave \(reply.status)")
        }
        return Organizer(server: server, cookie: cookie)
    }

    /// Sends a form as browsers do.
    static func post(
        _ server: TestServer, _ path: String, _ form: [(String, String)], fields: [(String, String)] = []
    ) async throws -> TestReply {
        let body = form.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        return try await server.client.send(
            "POST", path, [("Content-Type", "application/x-www-form-urlencoded")] + fields,
            body: Array(body.joined(separator: "&").utf8))
    }

    var field: (String, String) { ("Cookie", "other=1; rockpool_session=\(cookie); last=2") }

    func get(_ path: String) async throws -> TestReply {
        try await server.get(path, [field])
    }

    /// The proof that the desk's forms have; empty when nobody is signed in.
    func formSecret() async throws -> String {
        try HTMLPage(await get("/organize/")).strings(
            "//form[@action='/organize/sign-out']//input[@name='csrf']/@value"
        )
        .first ?? ""
    }

    /// Sends a form of the desk with its proof.
    func post(_ path: String, _ form: [(String, String)]) async throws -> TestReply {
        try await Self.post(server, path, [("csrf", try await formSecret())] + form, fields: [field])
    }

    /// Fills in the form that a page has, as a browser would send it, with some fields changed.
    /// - Parameters:
    ///   - changes: fields by name; one that the form has not is added.
    ///   - button: the button that is pressed.
    func fill(
        _ path: String, _ changes: [String: String], button: (String, String) = ("do", "save")
    ) async throws -> TestReply {
        let page = try HTMLPage(await get(path))
        let action = path.split(separator: "?").first.map(String.init) ?? path
        return try await Self.post(
            server, action, try Self.filled(page.fields(of: action), changes) + [button], fields: [field])
    }

    static func filled(_ fields: [(String, String)], _ changes: [String: String]) -> [(String, String)] {
        var rest = changes
        let filled = fields.map { ($0.0, rest.removeValue(forKey: $0.0) ?? $0.1) }
        return filled + rest.sorted { $0.key < $1.key }
    }

    /// Sends the upload form.
    /// - Parameter parts: in the order in which they are sent; one named `file` is the file.
    func upload(
        _ parts: [(name: String, bytes: Data)], fields: [(String, String)] = [], withCookie: Bool = true,
        framing: TestClient.Framing = .length
    ) async throws -> TestReply {
        let boundary = "----tide\(UInt64.random(in: 0...UInt64.max))"
        var body = Data()
        for part in parts {
            let filename = part.name == "file" ? "; filename=\"my slides.pdf\"\r\nContent-Type: application/pdf" : ""
            body.append(
                Data("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(filename)\r\n\r\n".utf8))
            body.append(part.bytes)
            body.append(Data("\r\n".utf8))
        }
        body.append(Data("--\(boundary)--\r\n".utf8))
        return try await server.client.send(
            "POST", "/organize/upload",
            [("Content-Type", "multipart/form-data; boundary=\(boundary)")] + (withCookie ? [field] : []) + fields,
            body: Array(body), framing: framing)
    }

    /// Sends the upload form as the desk's page makes it.
    func upload(_ deck: Data, to talk: String, note: String = "", fields: [(String, String)] = []) async throws
        -> TestReply
    {
        try await upload(
            [
                ("csrf", Data(try await formSecret().utf8)), ("talk", Data(talk.utf8)), ("note", Data(note.utf8)),
                ("file", deck),
            ], fields: fields)
    }
}
