import ArchiveServer
import Foundation
import TestSupport
import Testing

@Suite("The journal of changes")
struct ChangeJournalTests {
    private struct Change: Equatable {
        let key: String
        let kind: String
    }

    private func archive() throws -> TestArchive {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk("2031/one", "title: One\nspeakers: [Ada Low]", decks: [TestPDF([["first"]]).data])
        try archive.talk("2031/two", "title: Two")
        try archive.talk("2031/three", "title: Three")
        return archive
    }

    /// Asks for changes, and then for what is behind `next`, until there is no more.
    private func changes(_ server: TestServer, _ start: String = "/api/v1/changes?per_page=2") async throws -> (
        changes: [Change], numbers: [Int], next: String
    ) {
        var path = start
        var (all, numbers): ([Change], [Int]) = ([], [])
        while true {
            let reply = try await server.get(path)
            #expect(reply.status == 200, "\(path): \(reply.text)")
            let answer = try APIReply(reply)
            all += answer.changes.list.map { Change(key: $0.key.string ?? "", kind: $0.kind.string ?? "") }
            numbers += answer.changes.list.compactMap(\.number.int)
            path = (answer.next.string ?? "").replacing(TestArchive.baseURL, with: "")
            if answer.hasMore.bool != true { break }
        }
        #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
        return (all, numbers, path)
    }

    @Test("it begins with every talk, and goes on with what comes, changes and goes")
    func follows() async throws {
        let archive = try archive()
        let server = try await TestServer.start(archive, slides: 1)
        let first = try await changes(server)
        #expect(Set(first.changes.map(\.key)) == ["2031/one", "2031/two", "2031/three"])
        #expect(try await changes(server, first.next).changes.isEmpty)

        try archive.talk("2031/two", "title: Two and a half")
        try archive.talk("2031/four", "title: Four")
        try FileManager.default.removeItem(at: archive.folder.file("2031/three"))
        let all = [
            Change(key: "2031/two", kind: "changed"), Change(key: "2031/four", kind: "added"),
            Change(key: "2031/three", kind: "removed"),
        ]
        let second = try await eventually("three changes") {
            let found = try await changes(server, first.next)
            return found.changes.count == 3 ? found : nil
        }
        #expect(second.changes.count == 3 && all.allSatisfy(second.changes.contains))
        #expect((second.numbers.min() ?? 0) > (first.numbers.max() ?? 0))
        // Whoever begins now hears of each talk once.
        let fresh = try await changes(server)
        #expect(fresh.changes.count == 4 && Set(fresh.changes.map(\.key)).count == 4)
        await server.stop()
    }

    @Test("an upload is a change, told when it is answered")
    func uploads() async throws {
        let archive = try archive()
        let token = try archive.token()
        let server = try await TestServer.start(archive, slides: 1)
        let first = try await changes(server)
        #expect(try await server.upload(TestPDF([["second"]]).data, to: "2031/one", token: token).status == 201)
        #expect(try await changes(server, first.next).changes == [Change(key: "2031/one", kind: "changed")])
        await server.stop()
    }

    @Test("numbers go on after a restart, which tells nothing twice and misses nothing")
    func restarts() async throws {
        let archive = try archive()
        let cache = try TestFolder()
        let server = try await TestServer.start(archive, slides: 1, cache: cache)
        let first = try await changes(server)
        await server.stop()

        let second = try await TestServer.start(archive, slides: 1, cache: cache) {
            $0.baseURL = URL(string: TestArchive.baseURL)
        }
        #expect(try await changes(second, first.next).changes.isEmpty)
        await second.stop()

        try archive.talk("2031/two", "title: Changed while nobody looked")
        let third = try await TestServer.start(archive, slides: 1, cache: cache)
        #expect(try await changes(third, first.next).changes == [Change(key: "2031/two", kind: "changed")])
        await third.stop()
    }

    @Test("a line that a crash cut off, and snapshots shown but not written down, are made up for at the next start")
    func crash() async throws {
        let archive = try archive()
        let cache = try TestFolder()
        let server = try await TestServer.start(archive, slides: 1, cache: cache)
        let first = try await changes(server)
        let before = try cache.data("changes")
        await server.stop()
        try archive.talk("2031/two", "title: Changed before the crash")
        try cache.write("changes", before + Data("{\"key\":\"2031/tw".utf8))
        let again = try await TestServer.start(archive, slides: 1, cache: cache)
        #expect(try await changes(again, first.next).changes == [Change(key: "2031/two", kind: "changed")])
        await again.stop()
        let text = try cache.text("changes")
        #expect(!text.contains("2031/tw\n") && text.hasSuffix("\n"))
    }

    @Test(
        "when the journal is gone or no longer whole, who knew it starts over",
        arguments: [nil, "", "nonsense\n", "{\"journal\":\"x\",\"latest\":0,\"version\":1}\nnonsense\n"])
    func startOver(text: String?) async throws {
        let archive = try archive()
        let cache = try TestFolder()
        let server = try await TestServer.start(archive, slides: 1, cache: cache)
        let first = try await changes(server)
        await server.stop()
        if let text {
            try cache.write("changes", text)
        } else {
            try FileManager.default.removeItem(at: cache.file("changes"))
        }
        let again = try await TestServer.start(archive, slides: 1, cache: cache)
        let reply = try await again.get(first.next)
        #expect(reply.status == 410)
        let problem = try APIReply(reply)
        #expect(problem.type.string?.hasSuffix("#start-over") == true)
        let list = try #require(problem["list"].string).replacing(TestArchive.baseURL, with: "")
        #expect(try await changes(again, list).changes.count == 3)
        await again.stop()
    }

    @Test("a file that somebody deletes while the server runs begins another journal at the next change")
    func deletedMeanwhile() async throws {
        let archive = try archive()
        let server = try await TestServer.start(archive, slides: 1)
        let first = try await changes(server)
        try FileManager.default.removeItem(at: server.cache.file("changes"))
        try archive.talk("2031/two", "title: Two again")
        _ = try await eventually("another journal") { try await server.get(first.next).status == 410 ? true : nil }
        #expect(try await changes(server).changes.count == 3)
        #expect(server.cache.exists("changes"))
        await server.stop()
    }

    @Test("it stays small, however often a talk changes")
    func bounded() async throws {
        let folder = try TestFolder()
        let file = ChangeJournalFileProbe(folder.file("changes"))
        let size = try file.sizeAfter(changes: 5000)
        #expect(size < 400_000)
    }
}
