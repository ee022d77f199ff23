import Foundation
import TestSupport
import Testing

@Suite("Security fields")
struct SecurityFieldTests {
    private static let others = ["/nothing", "/organize/", "/api/v1/nothing", "/2031", "/organize/sign-in", "/metrics"]

    @Test(
        "every kind of answer tells browsers what it may not do",
        arguments: Tidepool.addresses.map(\.path) + others)
    func fields(path: String) async throws {
        let server = try await Tidepool.server.value
        for method in ["GET", "HEAD"] {
            let reply = try await server.client.send(method, path)
            let policy = reply["Content-Security-Policy"] ?? ""
            #expect(policy.hasPrefix("default-src 'none'"))
            #expect(!policy.contains("unsafe-eval") && !policy.contains("*"))
            #expect(reply["X-Content-Type-Options"] == "nosniff")
            #expect(reply["Referrer-Policy"] == "same-origin")
            // Nobody learns which version of what answers.
            for name in ["Server", "X-Powered-By", "Via"] { #expect(reply[name] == nil, "\(name)") }
            let isOurs = reply.mediaType != "application/pdf" && !reply.mediaType.hasPrefix("image/")
            let isAsset = path.hasPrefix("/assets/")
            if isOurs, !isAsset {
                #expect(reply["X-Frame-Options"] == "DENY")
                #expect(policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe-inline"))
            }
            if reply.mediaType == "text/html" {
                #expect(reply["Permissions-Policy"]?.contains("camera=()") == true)
                #expect(reply["Cross-Origin-Opener-Policy"] == "same-origin")
                #expect(policy.contains("form-action 'self'") && policy.contains("base-uri 'none'"))
            }
            if reply.mediaType.hasPrefix("image/"), !isAsset { #expect(policy.hasSuffix("; sandbox")) }
        }
    }

    @Test("the way to tell of a weakness is there when the archive names one, and its end does not move by itself")
    func contact() async throws {
        let archive = try TestArchive("security_contact: security@tidepool.example")
        try archive.edition("2031")
        let server = try await TestServer.start(archive)
        let reply = try await server.get("/.well-known/security.txt")
        #expect(reply.status == 200)
        #expect(reply["Content-Type"] == "text/plain; charset=utf-8")
        let lines = reply.text.split(separator: "\n").map(String.init)
        #expect(lines.first == "Contact: mailto:security@tidepool.example")
        #expect(lines.contains("Canonical: https://tidepool.example/.well-known/security.txt"))
        let expires = try #require(lines.first { $0.hasPrefix("Expires: ") }?.dropFirst(9))
        let date = try #require(ISO8601DateFormatter().date(from: String(expires)))
        #expect(date > Date() && date < Date().addingTimeInterval(365 * 86_400))
        #expect(try await server.get("/.well-known/security.txt").body == reply.body)
        await server.stop()
    }

    @Test("without a contact there is no such page")
    func noContact() async throws {
        let server = try await Tidepool.server.value
        #expect(try await server.get("/.well-known/security.txt").status == 404)
    }
}
