import Foundation
import TalkArchive
import TestSupport
import Testing

/// A small file system in memory, for as long as the value lives.
private final class SmallDisk {
    let url: URL

    /// Nil where mounting is not allowed.
    init?(mebibytes: Int) {
        guard getuid() == 0, let folder = try? TestFolder() else { return nil }
        url = FileManager.default.temporaryDirectory.appending(path: folder.url.lastPathComponent + "-disk")
        try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        guard mount("tmpfs", url.path, "tmpfs", 0, "size=\(mebibytes)m") == 0 else {
            try? FileManager.default.removeItem(at: url)
            return nil
        }
    }

    /// As it is when the system has found it broken.
    func makeReadOnly() -> Bool {
        mount("tmpfs", url.path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "") == 0
    }

    /// Room that is left, in bytes.
    var room: Int {
        var numbers = statvfs()
        return statvfs(url.path, &numbers) == 0 ? Int(numbers.f_bavail) * Int(numbers.f_frsize) : 0
    }

    deinit {
        umount2(url.path, 2)
        try? FileManager.default.removeItem(at: url)
    }

    static let canBeMade = SmallDisk(mebibytes: 1) != nil
}

@Suite("A full disk")
struct FullDiskTests {
    @Test(
        "an upload that the disk has no room for is refused, changes nothing, and a smaller one is taken",
        .enabled(if: SmallDisk.canBeMade, "mounting a small tmpfs needs root and the right to mount"))
    func full() async throws {
        let disk = try #require(SmallDisk(mebibytes: 1))
        let archive = try TestArchive(in: disk.url.appending(path: "archive"))
        try archive.edition("2031")
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]", decks: [TestPDF([["small"]]).data])
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: 1)
        let organizer = try await Organizer.signIn(server, token: token)
        _ = try await organizer.formSecret()
        let before = archive.folder.fingerprint()
        let room = disk.room
        let large = TestPDF([["large"]]).padded(to: 2 << 20)
        let reply = try await server.upload(large, to: "2031/limpets", token: token)
        #expect(reply.status == 507)
        #expect(reply.mediaType == "application/problem+json")
        #expect(reply.text.contains("full"))
        let form = try await organizer.upload(large, to: "2031/limpets")
        #expect(form.status == 507)
        #expect(form.mediaType == "text/html")
        let streamed = try await server.upload(large, to: "2031/limpets", token: token, framing: .chunked)
        #expect(streamed.status == 507)
        // A file that is gone keeps its room while a child that is just begun has not let go of it.
        _ = try await eventually("the room is given back") {
            disk.room > room - 65_536
                && archive.folder.fingerprint().filter { !$0.key.hasPrefix(".rockpool") }
                    == before.filter { !$0.key.hasPrefix(".rockpool") }
                && !archive.folder.fingerprint().keys.contains { $0.contains("incoming-") } ? true : nil
        }
        let small = TestPDF([["smaller"]])
        #expect(try await server.upload(small.data, to: "2031/limpets", token: token).status == 201)
        #expect(try await server.get("/2031/limpets/slides.pdf").data == small.data)
        #expect(archive.load().problems == [])
        await server.stop()
    }

    /// A talk with slides on a small disk.
    private static func archive(on disk: SmallDisk) throws -> TestArchive {
        let archive = try TestArchive(in: disk.url.appending(path: "archive"))
        try archive.edition("2031")
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]", decks: [TestPDF([["small"]]).data])
        return archive
    }

    /// What a form would change.
    private static func changeTitle(_ archive: TestArchive, to title: String) throws(ArchiveEditError) -> EditReceipt {
        let editor = ArchiveEditor(ArchiveFolder(root: archive.folder.url), by: "Ada")
        guard let key = TalkKey("2031/limpets") else { throw .unknown("2031/limpets") }
        let seen = ArchiveEditor.revision(of: try editor.text(of: "2031/limpets/talk.md"))
        return try editor.changeTalk(key, ["title": .text(title)], seen: seen, at: .now)
    }

    @Test(
        "on a disk without room people sign in and out, and a change of a text says what is wrong and changes nothing",
        .enabled(if: SmallDisk.canBeMade, "mounting a small tmpfs needs root and the right to mount"))
    func noRoom() async throws {
        let disk = try #require(SmallDisk(mebibytes: 1))
        let archive = try Self.archive(on: disk)
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: 1)
        let leaves = try await Organizer.signIn(server, token: token)
        // Everything that is left, down to the last block.
        var size = 1 << 20
        while size > 0 {
            while (try? Data(count: size).write(to: archive.folder.file("filler-\(UUID().uuidString)"))) != nil {}
            size /= 2
        }
        let before = try archive.folder.text("2031/limpets/talk.md")
        #expect(throws: ArchiveEditError.storage(.diskFull)) { try Self.changeTitle(archive, to: "Crabs") }
        #expect(try archive.folder.text("2031/limpets/talk.md") == before)
        let organizer = try await Organizer.signIn(server, token: token)
        #expect(try await !organizer.formSecret().isEmpty)
        #expect(server.log.lines.contains { $0.hasPrefix("warning sessions cannot be written") })
        _ = try await Organizer.post(server, "/organize/sign-out", [], fields: [leaves.field])
        #expect(try await leaves.formSecret().isEmpty)
        #expect(try await organizer.upload(TestPDF([["other"]]).data, to: "2031/limpets").status == 507)
        #expect(try await server.get("/2031/limpets/").text.contains("Limpets"))
        #expect(try await server.get("/search?q=small").status == 200)
        await server.stop()
        // What was ended stays so after a restart, though nothing could be written.
        #expect(SessionFile(ArchiveFolder(root: archive.folder.url)).read().sessions.isEmpty)
        for name in archive.folder.fingerprint().keys where name.hasPrefix("filler-") {
            try archive.folder.remove(name)
        }
        #expect(try Self.changeTitle(archive, to: "Crabs").isChanged)
        #expect(archive.load().problems == [])
    }

    @Test(
        "on a disk that became read-only everything is served, people sign in, and changes say what is wrong",
        .enabled(if: SmallDisk.canBeMade, "mounting a small tmpfs needs root and the right to mount"))
    func readOnly() async throws {
        let disk = try #require(SmallDisk(mebibytes: 4))
        let archive = try Self.archive(on: disk)
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: 1)
        let before = archive.folder.fingerprint()
        #expect(disk.makeReadOnly())
        #expect(throws: ArchiveEditError.storage(.readOnly)) { try Self.changeTitle(archive, to: "Crabs") }
        let organizer = try await Organizer.signIn(server, token: token)
        #expect(try await !organizer.formSecret().isEmpty)
        let reply = try await server.upload(TestPDF([["other"]]).data, to: "2031/limpets", token: token)
        #expect(reply.status == 500)
        #expect(reply.text.contains("may not be written"))
        #expect(archive.folder.fingerprint() == before)
        #expect(try await server.get("/2031/limpets/slides.pdf").status == 200)
        #expect(try await server.get("/search?q=small").status == 200)
        await server.stop()
    }
}
