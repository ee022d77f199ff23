import Foundation
import TestSupport
import Testing

@testable import ArchiveServer

/// Every route with every name that could stand in it, as everyone who must not see what is kept back.
@Suite("What is kept back")
struct SecretWalkTests {
    @Test("no route tells a stranger, a speaker of another talk or a revoked organizer anything of it")
    func walk() async throws {
        let secret = try SecretArchive(withSecrets: true)
        let server = try await TestServer.start(secret.archive, slides: 1)
        let visitors = try await Self.visitors(secret, server)
        var asked = 0
        let requests = Self.requests(server)
        for (method, path) in requests {
            for (who, fields) in visitors {
                let reply = try await server.client.send(
                    method, path, fields + (method == "GET" ? [] : [("Content-Length", "0")]))
                asked += 1
                #expect(Self.tells(reply, path) == nil, "\(method) \(path) as \(who): \(reply.status)")
                #expect(reply.status < 500 || path == "/readyz", "\(method) \(path) as \(who): \(reply.status)")
            }
        }
        try await control(secret, requests, server)
        print("asked \(asked) times on \(requests.count) addresses")
        #expect(asked > 1000)
        for line in server.log.lines {
            #expect(!line.contains(secret.link.suffix(40)) && !line.contains(secret.revokedToken.suffix(40)))
        }
        await server.stop()
    }

    /// Whoever may see it does: else the walk would prove nothing.
    private func control(
        _ secret: SecretArchive, _ requests: [(method: String, path: String)], _ server: TestServer
    ) async throws {
        let organizer = try await Organizer.signIn(server, token: try secret.archive.token())
        var found = 0
        for (method, path) in requests where method == "GET" && path.hasPrefix("/organize") {
            let reply = try await organizer.get(path)
            if reply.status == 200, Self.tells(reply, path) != nil { found += 1 }
        }
        #expect(found > 1)
    }

    @Test("an archive without it has the same bytes everywhere, for a stranger")
    func sameBytes() async throws {
        let secret = try SecretArchive(withSecrets: true)
        let plain = try SecretArchive(withSecrets: false)
        let server = try await TestServer.start(secret.archive, slides: 1)
        let other = try await TestServer.start(plain.archive, slides: 1)
        var compared = 0
        for (method, path) in Self.requests(server) where method == "GET" {
            // A hash that names one of them would be told in the error's own words.
            guard !path.contains(SecretArchive.marker), !SecretArchive.hashes.contains(where: path.contains) else {
                continue
            }
            let (left, right) = (try await server.get(path), try await other.get(path))
            #expect(left.status == right.status, "\(path)")
            #expect(Self.withoutChance(left.text) == Self.withoutChance(right.text), "\(path)")
            compared += 1
        }
        #expect(compared > 100)
        await server.stop()
        await other.stop()
    }

    /// What a reply has that it must not have; nil for nothing.
    private static func tells(_ reply: TestReply, _ path: String) -> String? {
        var text = (reply.fields.map(\.value).joined(separator: "\n") + "\n" + reply.text).lowercased()
        // What was asked for may be repeated.
        for word in [SecretArchive.marker, SecretArchive.neighbour] + SecretArchive.hashes where path.contains(word) {
            text = text.replacing(word, with: "")
            text = text.replacing(word.prefix(12), with: "")
        }
        let words = [SecretArchive.marker, SecretArchive.neighbour] + SecretArchive.hashes
        if let word = words.first(where: text.contains) { return word }
        // A file of slides, whatever it says.
        let isFile = reply.mediaType.hasPrefix("application/pdf") || reply.mediaType.hasPrefix("image/webp")
        let isKeptBack = SecretArchive.hashes.contains(where: path.contains) || path.contains(SecretArchive.marker)
        return isFile && isKeptBack ? reply.mediaType : nil
    }

    /// Without what is different in each process.
    private static func withoutChance(_ text: String) -> String {
        text.replacing(/"(journal|seen)":"[^"]+"/, with: "")
            .replacing(/"seconds":[0-9.]+|[0-9.]+ (?:ms|s)\b/, with: "")
            .replacing(/journal=[0-9a-f]+/, with: "")
            .replacing(/127\.0\.0\.1:[0-9]+/, with: "")
    }

    private static func visitors(
        _ secret: SecretArchive, _ server: TestServer
    ) async throws -> [(who: String, fields: [(String, String)])] {
        var visitors: [(String, [(String, String)])] = [
            ("a stranger", []), ("a revoked organizer's program", [("Authorization", "Bearer \(secret.revokedToken)")]),
            ("somebody who guesses", [("Authorization", "Bearer rp_aaaaaaaa_\(String(repeating: "A", count: 43))")]),
            (
                "somebody with cookies of nobody",
                [("Cookie", "rockpool_session=\(String(repeating: "0", count: 64)); rockpool_speaker=x")]
            ),
        ]
        // Signed in while the token held.
        let token = try secret.archive.token("Soon revoked")
        let organizer = try await Organizer.signIn(server, token: token)
        try secret.archive.revoke(token)
        visitors.append(("a revoked organizer", [organizer.field]))
        let uploader = try await Organizer.signIn(server, token: secret.uploadToken)
        visitors.append(("an organizer of another edition", [uploader.field]))
        visitors.append(
            ("a program of another edition", [("Authorization", "Bearer \(secret.uploadToken)")]))
        let opened = try await Organizer.post(server, "/hand-in/open", [("link", secret.link)])
        if let cookie = opened.cookie("rockpool_speaker") {
            visitors.append(("a speaker of another talk", [("Cookie", "rockpool_speaker=\(cookie)")]))
        }
        #expect(visitors.count == 8, "the speaker's link was refused: \(opened.status)")
        return visitors
    }

    /// Every route of the router, with every name in the place of each of its parameters.
    private static func requests(_ server: TestServer) -> [(method: String, path: String)] {
        var requests: [(String, String)] = []
        for route in server.application.routes {
            var paths = [""]
            for part in route.path.split(separator: "/", omittingEmptySubsequences: true) {
                let values = Self.values(String(part))
                paths = paths.flatMap { path in values.map { "\(path)/\($0)" } }
            }
            // The router takes a path with or without a slash behind it.
            if route.path.split(separator: "/").last?.contains(".") != true { paths += paths.map { $0 + "/" } }
            requests += paths.map { (route.method, $0) }
        }
        for word in [SecretArchive.neighbour, "second", "\"\(SecretArchive.neighbour)\"", "neighb*"] {
            let query = word.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            for path in ["/search", "/search.atom", "/search.json", "/suggest", "/api/v1/search"] {
                requests.append(("GET", "\(path)?q=\(query)"))
            }
        }
        for path in [
            "/api/v1/changes?since=0", "/api/v1/talks?per_page=100", "/oai?verb=ListRecords&metadataPrefix=oai_dc",
            "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc", "/search?q=sea&explain=1",
        ] { requests.append(("GET", path)) }
        return requests
    }

    /// What may stand in the place of a part of a route.
    private static func values(_ part: String) -> [String] {
        guard part.hasPrefix(":") else { return [part] }
        let pictures = ["1.webp", "1-small.webp", "2.webp"]
        switch part {
        case ":edition": return ["2031", "2030"]
        case ":talk": return ["open", "gone", "calm", "early"] + SecretArchive.hiddenSlugs
        case ":number": return ["1"]
        case ":speaker": return ["ada-low", "bo-reed", SecretArchive.marker, "speaker-\(SecretArchive.marker)"]
        case ":tag": return ["sea", SecretArchive.marker]
        case ":file": return SecretArchive.hashes.map { "\($0).pdf" } + ["\(SecretArchive.open.hash).pdf"]
        case ":version": return SecretArchive.hashes + SecretArchive.hashes.map { "\($0).pdf" }
        case ":picture": return pictures
        case ":part": return ["2031.atom", "2030.atom", "1.xml"]
        case ":id", ":link", ":proposal", ":session": return ["aaaaaaaa"]
        default: return ["x", SecretArchive.marker]
        }
    }
}
