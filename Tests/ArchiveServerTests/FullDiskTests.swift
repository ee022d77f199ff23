import Foundation
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
        _ = try await eventually("the room is given back") {
            archive.folder.fingerprint().filter { !$0.key.hasPrefix(".rockpool") }
                == before.filter { !$0.key.hasPrefix(".rockpool") }
                && !archive.folder.fingerprint().keys.contains { $0.contains("incoming-") } ? true : nil
        }
        let small = TestPDF([["smaller"]])
        #expect(try await server.upload(small.data, to: "2031/limpets", token: token).status == 201)
        #expect(try await server.get("/2031/limpets/slides.pdf").data == small.data)
        #expect(archive.load().problems == [])
        await server.stop()
    }
}
