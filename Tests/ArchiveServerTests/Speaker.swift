import Foundation
import TalkArchive
import TestSupport

/// A speaker's browser: came in by a link, keeps its cookie and fills in forms.
struct Speaker {
    let server: TestServer
    let cookie: String
    let talk: String

    /// Makes a link to a talk.
    /// - Returns: its text, and its id.
    static func link(
        _ archive: TestArchive, to talk: String, name: String = "Ada Low", openings: Int? = nil
    ) throws -> (text: String, id: String) {
        guard let key = TalkKey(talk) else { throw DeadlinePassed(description: "\(talk) is no key") }
        let made = try TalkLinks(ArchiveFolder(root: archive.folder.url)).create(
            talk: key, name: name, expires: nil, openings: openings, by: "Test", at: .now)
        return (made.text, made.link.id)
    }

    static func comeIn(_ server: TestServer, to talk: String, by link: String) async throws -> Speaker {
        let reply = try await Organizer.post(server, "/hand-in/open", [("link", link)])
        guard reply.status == 303, reply["Location"] == "/hand-in/talk", let cookie = reply.cookie("rockpool_speaker")
        else { throw DeadlinePassed(description: "the link gave \(reply.status)") }
        return Speaker(server: server, cookie: cookie, talk: talk)
    }

    static func comeIn(_ server: TestServer, to talk: String) async throws -> Speaker {
        try await comeIn(server, to: talk, by: try link(server.archive, to: talk).text)
    }

    var field: (String, String) { ("Cookie", "rockpool_speaker=\(cookie)") }

    func get(_ path: String = "/hand-in/talk") async throws -> TestReply { try await server.get(path, [field]) }

    /// A value of a field that the page's forms bring.
    func value(_ name: String) async throws -> String {
        try HTMLPage(await get()).strings("//input[@name='\(name)']/@value").first ?? ""
    }

    func post(_ path: String, _ form: [(String, String)], fields: [(String, String)] = []) async throws -> TestReply {
        try await Organizer.post(
            server, path, [("csrf", try await value("csrf"))] + form, fields: [field] + fields)
    }

    /// Sends the form with the texts.
    func send(title: String, body: String, links: [(String, String)] = [], more: [(String, String)] = []) async throws
        -> TestReply
    {
        let rows = links.flatMap { [("link_title", $0.0), ("link_url", $0.1), ("link_kind", "code")] }
        return try await post(
            "/hand-in/texts",
            [("seen", try await value("seen")), ("title", title), ("body", body)] + rows + more)
    }

    /// Sends the form with slides.
    func send(
        _ deck: Data, talk: String? = nil, csrf: String? = nil, withCookie: Bool = true,
        fields: [(String, String)] = []
    ) async throws -> TestReply {
        let boundary = "----tide\(UInt64.random(in: 0...UInt64.max))"
        var body = Data()
        let proof: String = if let csrf { csrf } else { try await value("csrf") }
        for (name, value) in [("csrf", proof), ("talk", talk ?? self.talk), ("note", "a note")] {
            body.append(
                Data("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8))
        }
        let head =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
            + "Content-Type: application/pdf\r\n\r\n"
        body.append(Data(head.utf8))
        body.append(deck)
        body.append(Data("\r\n--\(boundary)--\r\n".utf8))
        return try await server.client.send(
            "POST", "/hand-in/slides",
            [("Content-Type", "multipart/form-data; boundary=\(boundary)")] + (withCookie ? [field] : []) + fields,
            body: Array(body))
    }
}
