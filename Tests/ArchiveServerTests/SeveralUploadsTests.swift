import ArchiveServer
import Foundation
import TalkArchive
import TestSupport
import Testing

@Suite("Several files at once")
struct SeveralUploadsTests {
    private static func desk(
        _ titles: [String], stagedFiles: Int = 100, stagingTime: Duration = .seconds(3600)
    ) async throws -> (TestArchive, TestServer, Organizer) {
        let archive = try TestArchive()
        try archive.edition("2031")
        for (number, title) in titles.enumerated() {
            try archive.talk(
                "2031/talk-\(number + 1)", "title: \(title)\nspeakers: [Speaker \(number)]\norder: \(number + 1)")
        }
        let server = try await TestServer.start(archive) {
            $0.limits.deckBytes = 20_000
            $0.limits.stagedFiles = stagedFiles
            $0.limits.stagingTime = stagingTime
            $0.limits.stagedTurn = .seconds(3600)
        }
        return (archive, server, try await Organizer.signIn(server, token: try archive.token("Olga")))
    }

    private static func send(
        _ files: [(String, Data)], by olga: Organizer, proof: String
    ) async throws -> TestReply {
        let boundary = "----tide7"
        var body = Data()
        func part(_ head: String, _ data: Data) {
            body.append(Data("--\(boundary)\r\nContent-Disposition: form-data; \(head)\r\n\r\n".utf8))
            body.append(data)
            body.append(Data("\r\n".utf8))
        }
        part("name=\"csrf\"", Data(proof.utf8))
        for file in files { part("name=\"file\"; filename=\"\(file.0)\"\r\nContent-Type: application/pdf", file.1) }
        body.append(Data("--\(boundary)--\r\n".utf8))
        return try await olga.server.client.send(
            "POST", "/organize/editions/2031/upload",
            [("Content-Type", "multipart/form-data; boundary=\(boundary)"), olga.field], body: Array(body))
    }

    private static let path = "/organize/editions/2031/staged"

    @Test("files find their talks, are shown, and are taken in when the person agrees")
    func several() async throws {
        let (archive, server, olga) = try await Self.desk(["Limpets", "Crabs and rocks", "Tides"])
        let decks = ["limpetword", "crabword", "straywordx"].map { TestPDF([[$0]]).data }
        let proof = try await olga.formSecret()
        let reply = try await Self.send(
            [
                ("limpets.pdf", decks[0]), ("Crabs and Rocks (final).pdf", decks[1]), ("holiday.pdf", decks[2]),
                ("notes.pdf", Data("no pdf".utf8)), ("large.pdf", TestPDF([["x"]]).padded(to: 40_000)),
            ], by: olga, proof: proof)
        #expect(reply.status == 303)
        #expect(reply["Location"] == Self.path)
        #expect(archive.load().talks.allSatisfy { $0.decks.isEmpty })

        let shown = try HTMLPage(await olga.get(Self.path))
        #expect(try shown.strings("//select/option[@selected]/@value") == ["2031/talk-1", "2031/talk-2"])
        #expect(try shown.count("//select") == 3)
        #expect(
            try shown.strings("//ul[contains(@class,'desk')]//label") == [
                "limpets.pdf", "Crabs and Rocks (final).pdf", "holiday.pdf",
            ])
        #expect(try await olga.get(Self.path).text.contains("notes.pdf"))
        // They belong to the session that brought them.
        let other = try await Organizer.signIn(server, token: try archive.token("Rita"))
        #expect(try HTMLPage(await other.get(Self.path)).count("//select") == 0)

        let fields = try shown.fields(of: Self.path)
        let names = fields.map(\.0).filter { $0.hasPrefix("talk.") }
        let twice = try await Organizer.post(
            server, Self.path, Organizer.filled(fields, [names[2]: "2031/talk-1"]) + [("do", "take")],
            fields: [olga.field])
        #expect(twice.status == 422)
        #expect(try HTMLPage(twice).count("//select[@aria-invalid]") == 2)
        let taken = try await Organizer.post(
            server, Self.path, fields + [("note", "By hand"), ("do", "take")], fields: [olga.field])
        #expect(taken.status == 303)
        // On a slow machine one request does not take in all of them: the page has a button to go on.
        while try HTMLPage(await olga.get(Self.path)).count("//form[@data-continue]") > 0 {
            _ = try await olga.post(Self.path, [])
        }
        let result = try await olga.get(Self.path)
        #expect(result.text.contains("Left out, as you chose."))
        #expect(try HTMLPage(result).links().contains("/organize/editions/2031/talk-2/"))
        #expect(archive.load().talks.map { $0.decks.count } == [1, 1, 0])
        #expect(try await server.get("/search?q=crabword").text.contains("/2031/talk-2/slides/1"))
        #expect(try await olga.get("/organize/editions/2031/talk-2/").text.contains("By hand"))
        #expect(try await olga.get("/organize/log").text.contains("put slides up"))
        #expect(try Self.leftOvers(archive) == [])
        await server.stop()
    }

    @Test("dropped files are gone from the disk, and too many are refused with the limit")
    func dropped() async throws {
        let (archive, server, olga) = try await Self.desk(["Limpets"], stagedFiles: 2)
        let proof = try await olga.formSecret()
        let file = ("a.pdf", TestPDF([["word"]]).data)
        let many = try await Self.send([file, file, file], by: olga, proof: proof)
        #expect(many.status == 413)
        #expect(many.text.contains("At most 2 files"))
        #expect(try HTMLPage(await olga.get(Self.path)).count("//select") == 2)
        #expect(try Self.leftOvers(archive).count == 2)
        let drop = try await olga.post(Self.path, [("do", "drop")])
        #expect(drop.status == 303)
        #expect(try Self.leftOvers(archive) == [])
        #expect(archive.load().talks.allSatisfy { $0.decks.isEmpty })
        #expect(try await Self.send([file], by: olga, proof: "wrong").status == 403)
        #expect(try await Self.send([], by: olga, proof: proof).status == 400)
        await server.stop()
    }

    @Test("files that nobody comes back for are gone after their time, from the disk, too")
    func forgotten() async throws {
        let (archive, server, olga) = try await Self.desk(["Limpets"], stagingTime: .seconds(1))
        let proof = try await olga.formSecret()
        let reply = try await Self.send([("a.pdf", TestPDF([["word"]]).data)], by: olga, proof: proof)
        #expect(reply.status == 303)
        try await eventually("the file to be gone") { try Self.leftOvers(archive).isEmpty ? true : nil }
        let page = try await olga.get(Self.path)
        #expect(try HTMLPage(page).count("//select") == 0)
        #expect(page.text.contains("No file waits here"))
        await server.stop()
    }

    @Test("an older version is made current again, and who did it is told")
    func restored() async throws {
        let archive = try TestArchive()
        try archive.edition("2031")
        let (new, old) = (TestPDF([["newword"]]), TestPDF([["oldword"]]))
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]", decks: [new.data, old.data])
        let server = try await TestServer.start(archive, slides: 1)
        let olga = try await Organizer.signIn(server, token: try archive.token("Olga"))
        let path = "/organize/editions/2031/limpets/"
        let action = try HTMLPage(await olga.get(path)).strings("//form[contains(@action,'/restore')]/@action")
        #expect(action == [path + "versions/\(old.hash)/restore"])
        let reply = try await olga.post(action.first ?? "", [])
        #expect(reply["Location"] == path + "?done=restored")
        #expect(try await server.get("/2031/limpets/slides.pdf").data == old.data)
        #expect(try await olga.get("/organize/log").text.contains("made an older version of the slides current again"))
        #expect(try await olga.get(path).text.contains("by Olga"))
        await server.stop()
    }

    private static func leftOvers(_ archive: TestArchive) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: archive.folder.file(".rockpool").path)
            .filter { $0.hasPrefix("incoming-") }
    }
}
