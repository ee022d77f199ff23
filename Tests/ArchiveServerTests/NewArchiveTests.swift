import Foundation
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("New archive")
struct NewArchiveTests {
    @Test("an empty folder is served, and becomes an archive by its first settings, without a restart")
    func settings() async throws {
        let archive = try TestArchive(files: [:])
        _ = try archive.token()
        let server = try await TestServer.start(archive)
        let home = try await server.get("/")
        #expect(home.status == 200 && home.text.contains("It is being set up"))
        for path in ["/feed.atom", "/sitemap.xml", "/search?q=x", "/api/v1", "/oai?verb=Identify", "/organize/"] {
            #expect(try await server.get(path).status == 200, "\(path)")
        }
        let editor = ArchiveEditor(ArchiveFolder(root: archive.folder.url), by: "Ada")
        #expect(throws: ArchiveEditError.self) {
            try editor.createSettings(["name": .text("Tidepool")], at: .now)
        }
        #expect(!FileManager.default.fileExists(atPath: archive.folder.file("archive.yaml").path))
        try editor.createSettings(
            [
                "name": .text("Tidepool"), "base_url": .text("https://tidepool.example/"),
                "tag_authority": .text("tidepool.example,2030"), "tagline": .text("Small: waters"),
            ], at: .now)
        let text = try String(contentsOf: archive.folder.file("archive.yaml"), encoding: .utf8)
        #expect(
            text == """
                name: Tidepool
                tagline: "Small: waters"
                base_url: "https://tidepool.example/"
                tag_authority: "tidepool.example,2030"

                """)
        let ignored = try String(contentsOf: archive.folder.file(".gitignore"), encoding: .utf8)
        #expect(ignored == "tokens.yaml\nlinks.yaml\n")
        #expect(throws: ArchiveEditError.exists("archive.yaml")) {
            try editor.createSettings(
                [
                    "name": .text("Other"), "base_url": .text("https://other.example"),
                    "tag_authority": .text("other.example,2030"),
                ], at: .now)
        }
        _ = try await eventually("the archive has its name") {
            try await server.get("/").text.contains("Small: waters") ? true : nil
        }
        let log = try String(contentsOf: archive.folder.file("audit.log"), encoding: .utf8)
        #expect(log.contains("settings-changed"))
        await server.stop()
    }

    @Test("the first one who signs in gives the archive its name, corrects a mistake, and later changes the settings")
    func form() async throws {
        let archive = try TestArchive(files: [:])
        let server = try await TestServer.start(archive)
        let olga = try await Organizer.signIn(server, token: try archive.token("Olga"))
        #expect(try await olga.get("/organize/")["Location"] == "/organize/settings")
        let path = "/organize/settings"
        let first = try HTMLPage(await olga.get(path)).fields(of: path)
        var values = [
            "name": "Tidepool", "base_url": "https://tidepool.example", "tag_authority": "tidepool", "do": "save",
        ]
        let wrong = try await Organizer.post(server, path, Organizer.filled(first, values), fields: [olga.field])
        #expect(wrong.status == 422)
        #expect(try HTMLPage(wrong).count("//input[@name='tag_authority'][@aria-invalid]") == 1)
        values["tag_authority"] = "tidepool.example,2030"
        let right = try await Organizer.post(server, path, Organizer.filled(first, values), fields: [olga.field])
        #expect(right.status == 303 && right["Location"] == "/organize/?done=begun")
        #expect(try await server.get("/").text.contains("Tidepool"))
        #expect(try await olga.get("/organize/").text.contains("There is no edition yet"))

        // A second organizer who still has the first form open overwrites nothing.
        values["name"] = "Other"
        let late = try await Organizer.post(server, path, Organizer.filled(first, values), fields: [olga.field])
        #expect(late.status == 400)
        let again = try HTMLPage(await olga.get(path)).fields(of: path)
        let saved = try await Organizer.post(
            server, path, Organizer.filled(again, ["tagline": "Small waters", "do": "save"]), fields: [olga.field])
        #expect(saved.status == 303)
        let text = try String(contentsOf: archive.folder.file("archive.yaml"), encoding: .utf8)
        #expect(text.contains("name: Tidepool\ntagline: Small waters\n"))
        let reader = try AccessTokens(ArchiveFolder(root: archive.folder.url)).create(
            name: "Rita", scope: .reading, at: .now)
        let rita = try await Organizer.signIn(server, token: reader.text)
        #expect(try await rita.get(path).status == 403)
        await server.stop()
    }

    @Test(
        "a folder with anything of an archive in it, and none at all, is an error that says what to do",
        arguments: [
            ["archive.yml": "name: Tidepool\n"], ["2031/edition.yaml": "name: Tidepool 2031\nstarts: 2031-05-02\n"],
            ["archive.yaml": ""],
        ])
    func damaged(files: [String: String]) async throws {
        let archive = try TestArchive(files: files)
        let message = await #expect(throws: ArchiveUnreadable.self) { _ = try await TestServer.start(archive) }
        #expect(message?.description.contains("archive.yaml") == true)
    }
}
