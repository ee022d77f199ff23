import Foundation
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Session store")
struct SessionStoreTests {
    private static let start = Timestamp(secondsSinceEpoch: 1_900_000_000)

    private static func later(_ seconds: Int) -> Timestamp {
        Timestamp(secondsSinceEpoch: start.secondsSinceEpoch + seconds)
    }

    private static func store(
        _ archive: TestArchive, log: LogStore = LogStore(), now: Timestamp = start
    ) -> SessionStore {
        SessionStore(
            SessionFile(ArchiveFolder(root: archive.folder.url)), lifetime: .seconds(100), mostOfHolder: 3, now: now,
            logger: log.logger)
    }

    @Test("a session lasts its time, over a restart too, with the same proof for its forms")
    func restart() async throws {
        let archive = try TestArchive()
        let store = Self.store(archive)
        let cookie = await store.begin(.token("k3v9x2ab"), name: "Ada", now: Self.start)
        let before = try #require(store.session(cookie, now: Self.later(99)))
        #expect(store.session(cookie, now: Self.later(100)) == nil)
        let after = Self.store(archive)
        let session = try #require(after.session(cookie, now: Self.later(99)))
        #expect(session.formSecret == before.formSecret)
        #expect(session.id == before.id && session.holder == .token("k3v9x2ab") && session.name == "Ada")
        #expect(after.session(cookie + "0", now: Self.start) == nil)
        #expect(after.session("", now: Self.start) == nil)
        #expect(Self.store(archive, now: Self.later(100)).list(now: Self.start).isEmpty)
    }

    @Test("neither the cookie's secret nor the forms' proof is on the disk")
    func secrets() async throws {
        let archive = try TestArchive()
        let store = Self.store(archive)
        let cookie = await store.begin(.token("k3v9x2ab"), name: "Ada", now: Self.start)
        let session = try #require(store.session(cookie, now: Self.start))
        let text = try archive.folder.text(".rockpool/sessions")
        #expect(text.contains(session.id))
        #expect(!text.contains(cookie) && !text.contains(session.formSecret))
        #expect(cookie != session.formSecret && !cookie.contains(session.id))
    }

    @Test("a session that was ended does not come back")
    func ending() async throws {
        let archive = try TestArchive()
        let store = Self.store(archive)
        let talk = try #require(TalkKey("2031/limpets"))
        let first = await store.begin(.token("k3v9x2ab"), name: "Ada", now: Self.start)
        let second = await store.begin(.link("abcdefgh", talk), name: "Bo", now: Self.later(1))
        let third = await store.begin(.token("k3v9x2ab"), name: "Ada", now: Self.later(2))
        #expect(store.list(now: Self.later(2)).map(\.name) == ["Ada", "Bo", "Ada"])
        await store.end(first)
        #expect(Self.store(archive).list(now: Self.later(2)).map(\.began) == [Self.later(2), Self.later(1)])
        #expect(await store.end { $0.holder == .link("abcdefgh", talk) } == 1)
        #expect(await store.end { $0.name == "nobody" } == 0)
        let after = Self.store(archive)
        #expect(after.session(first, now: Self.later(2)) == nil && after.session(second, now: Self.later(2)) == nil)
        #expect(after.session(third, now: Self.later(2)) != nil)
    }

    @Test("a token has a few sessions at most: the oldest gives way")
    func bounded() async throws {
        let store = Self.store(try TestArchive())
        var cookies: [String] = []
        for second in 0..<5 {
            cookies.append(await store.begin(.token("k3v9x2ab"), name: "Ada", now: Self.later(second)))
        }
        let other = await store.begin(.token("zzzzzzzz"), name: "Bo", now: Self.later(5))
        #expect(cookies.map { store.session($0, now: Self.later(5)) != nil } == [false, false, true, true, true])
        #expect(store.session(other, now: Self.later(5)) != nil)
    }

    @Test("two hundred who sign in at once are all kept")
    func parallel() async throws {
        let archive = try TestArchive()
        let store = Self.store(archive)
        let cookies = await withTaskGroup(of: String.self) { group in
            for number in 0..<200 {
                group.addTask { await store.begin(.token("token\(number)"), name: "n", now: Self.start) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let after = Self.store(archive)
        #expect(cookies.allSatisfy { after.session($0, now: Self.start) != nil })
    }

    @Test("where nothing can be written, people sign in all the same, and the log says what that means")
    func unwritable() async throws {
        let archive = try TestArchive()
        // Root may write anywhere, but nobody makes a folder where a file is.
        try archive.folder.write(".rockpool", "in the way")
        let log = LogStore()
        let store = Self.store(archive, log: log)
        let cookie = await store.begin(.token("k3v9x2ab"), name: "Ada", now: Self.start)
        #expect(store.session(cookie, now: Self.start) != nil)
        #expect(log.lines.contains { $0.hasPrefix("warning sessions cannot be written") })
        await store.end(cookie)
        #expect(store.session(cookie, now: Self.start) == nil)
    }

    @Test("a damaged list signs people out, and the log says so")
    func damaged() async throws {
        let archive = try TestArchive()
        let cookie = await Self.store(archive).begin(.token("k3v9x2ab"), name: "Ada", now: Self.start)
        try archive.folder.write(".rockpool/sessions", "garbage\n")
        let log = LogStore()
        let store = Self.store(archive, log: log)
        #expect(store.session(cookie, now: Self.start) == nil)
        #expect(log.lines.contains { $0.hasPrefix("warning sessions were lost") })
        let again = await store.begin(.token("k3v9x2ab"), name: "Ada", now: Self.start)
        #expect(Self.store(archive).session(again, now: Self.start) != nil)
    }
}
