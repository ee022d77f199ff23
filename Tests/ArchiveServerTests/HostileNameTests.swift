import Foundation
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

/// Names that somebody chose so that they lead where they should not.
@Suite("Hostile names")
struct HostileNameTests {
    @Test(
        "the name of an uploaded file is never a path, and is nowhere in the archive",
        arguments: [
            "../../../../tmp/evil.pdf", "/etc/cron.d/evil", "..\\..\\evil.pdf", "evil\\\"; filename=x", ".htaccess",
            "CON.pdf", "evil\u{202E}fdp.exe", "..%2F..%2Fevil.pdf", "évil/évil.pdf", "talk.md", ".rockpool",
            String(repeating: "evil", count: 2000),
        ])
    func filename(name: String) async throws {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]", decks: [TestPDF([["old"]]).data])
        let server = try await TestServer.start(archive, slides: 1)
        let organizer = try await Organizer.signIn(server, token: try archive.token())
        let deck = TestPDF([["grip"]]).data
        let boundary = "----tide"
        var body = Data()
        for (field, value) in [("csrf", try await organizer.formSecret()), ("talk", "2031/limpets")] {
            body += Data("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Data(
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n".utf8)
        body += deck + Data("\r\n--\(boundary)--\r\n".utf8)
        let reply = try await server.client.send(
            "POST", "/organize/upload",
            [("Content-Type", "multipart/form-data; boundary=\(boundary)"), organizer.field], body: Array(body))
        let decks = archive.folder.fingerprint().keys.filter { $0.hasSuffix(".pdf") }
        // A name that is too long is no header; every other is taken and forgotten.
        if reply.status == 200 {
            #expect(decks.count == 2)
            #expect(try await server.get("/2031/limpets/slides.pdf").data == deck)
        } else {
            #expect(reply.status == 413 && decks.count == 1, "\(reply.status)")
        }
        for path in archive.folder.fingerprint().keys where !path.hasPrefix(".rockpool/") {
            #expect(!path.contains("evil") && !path.contains("CON") && !path.contains("htaccess"), "\(path)")
        }
        #expect(archive.load().problems == [])
        await server.stop()
    }

    @Test("a link that leads out of the archive is not followed, whatever it stands for")
    func links() async throws {
        let outside = try TestFolder()
        try outside.write("secret.pdf", TestPDF([["outsideword"]]).data)
        try outside.write("secret.md", "---\ntitle: Outsideword\n---\n")
        try outside.write("talk/talk.md", "---\ntitle: Outsideword\n---\n")
        try outside.write("secret.png", Tidepool.picture)
        let archive = try TestArchive()
        try archive.edition("2031", "gallery: {pictures: [{file: pool.png, caption: A pool}]}")
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]")
        try archive.talk("2031/crabs", "title: Crabs")
        try archive.folder.remove("2031/crabs/talk.md")
        for (place, target) in [
            ("2031/limpets/slides.pdf", "secret.pdf"), ("2031/crabs/talk.md", "secret.md"), ("2031/shrimps", "talk"),
            ("2031/gallery", "."), ("2031/pool.png", "secret.png"), ("2032", "talk"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: archive.folder.file(place).path, withDestinationPath: outside.file(target).path)
        }
        let server = try await TestServer.start(archive)
        for path in ["/", "/2031/", "/2031/limpets/", "/feed.atom", "/search?q=outsideword", "/api/v1/talks"] {
            let reply = try await server.get(path)
            #expect(reply.status == 200)
            let text = reply.text.replacing("q=outsideword", with: "").replacing("value=\"outsideword\"", with: "")
            #expect(!text.contains("Outsideword"), "\(path)")
        }
        for path in [
            "/2031/limpets/slides.pdf", "/2031/crabs/", "/2031/shrimps/", "/2031/gallery/pool.png", "/2032/",
            "/2031/gallery/secret.png",
        ] {
            #expect(try await server.get(path).status == 404, "\(path)")
        }
        await server.stop()
    }

    @Test(
        "a form's proof is right or wrong as a whole",
        arguments: [("", false), ("abcd", true), ("abc", false), ("abcde", false), ("abce", false), ("ABCD", false)])
    func proof(sent: String, isRight: Bool) {
        let signedIn = Authorization.SignedIn(
            principal: Principal(name: "Ada", rights: .token(id: "a", .everything)), formSecret: "abcd", sessionID: "1")
        #expect(signedIn.isProven(by: sent) == isRight)
    }
}
