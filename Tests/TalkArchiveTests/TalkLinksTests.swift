import Foundation
import Testing

@testable import TalkArchive

@Suite("A speaker's link") struct TalkLinksTests {
    let key: TalkKey = "2024/limpets"
    let now: Timestamp = "2024-06-01T08:00:00Z"
    let later: Timestamp = "2024-07-01T00:00:00Z"

    @discardableResult
    private func make(_ links: TalkLinks, _ name: String = "Ada Low", openings: Int? = nil) throws -> NewTalkLink {
        try links.create(talk: key, name: name, expires: later, openings: openings, by: "Ana", at: now)
    }

    @Test("opens its talk until it is revoked, and its secret is stored nowhere")
    func life() throws {
        let folder = try SampleFolder.small()
        let links = TalkLinks(folder.archive)
        #expect(links.list().links.isEmpty && links.list().diagnostics.isEmpty)
        let made = try make(links, "Ada: \"Low\"\n#1")
        #expect(made.text.wholeMatch(of: /rl_[a-z2-9]{8}_[A-Za-z0-9_-]{43}/) != nil)
        #expect(made.link.name == "Ada: \"Low\" #1" && made.link.opened == 0)
        #expect(links.list().links == [made.link])
        let opened = try #require(try links.open(made.text, at: now))
        #expect(opened.talk == key && opened.opened == 1 && opened.lastOpened == now)
        #expect(TalkLinks(folder.archive).list().links == [opened])
        #expect(links.valid(made.link.id, at: now) == opened)
        let secret = made.text.suffix(43)
        #expect(!folder.contents().values.contains { String(decoding: $0, as: UTF8.self).contains(secret) })
        #expect(try links.revoke(made.link.id, by: "Ana", at: now).revoked == now)
        #expect(try links.revoke(made.link.id, by: "Ana", at: later).revoked == now)
        #expect(try links.open(made.text, at: now) == nil)
        #expect(links.valid(made.link.id, at: now) == nil)
        #expect(folder.load().diagnostics.isEmpty)
        let about = "Ada: \"Low\" #1 (\(made.link.id))"
        func event(_ what: AuditEvent.Action, by who: String, _ more: String) -> AuditEvent {
            AuditEvent(what, by: who, at: now, talk: key, file: "links.yaml", about: about + more)
        }
        #expect(
            try AuditLogTests.events(folder) == [
                event(.linkCreated, by: "Ana", ", until \(later)"),
                event(.linkOpened, by: opened.auditName, ", opening 1"), event(.linkRevoked, by: "Ana", ""),
            ])
        let log = try folder.text("audit.log")
        #expect(!log.contains(made.text.suffix(43)) && !log.contains(made.link.secretHash.description))
    }

    @Test("opens as often as it may, and whoever is in can stay")
    func openings() throws {
        let folder = try SampleFolder.small()
        let links = TalkLinks(folder.archive)
        let made = try make(links, openings: 2)
        #expect(try links.open(made.text, at: now) != nil)
        #expect(try links.open(made.text, at: now) != nil)
        let before = folder.contents()
        #expect(try links.open(made.text, at: now) == nil)
        #expect(folder.contents() == before)
        #expect(links.valid(made.link.id, at: now)?.state(at: now) == .usedUp)
    }

    @Test("opens as often as it may, and no more, when many try at once")
    func parallel() async throws {
        let folder = try SampleFolder.small()
        let links = TalkLinks(folder.archive)
        let made = try make(links, openings: 5)
        let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 { group.addTask { try links.open(made.text, at: now) != nil } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(opened == 5)
        #expect(links.list().links[0].opened == 5)
        #expect(try AuditLogTests.events(folder).count { $0.what == .linkOpened } == 5)
    }

    @Test("ends at its moment, also for those who are in")
    func expiry() throws {
        let folder = try SampleFolder.small()
        let links = TalkLinks(folder.archive)
        let made = try make(links)
        let last = Timestamp(secondsSinceEpoch: later.secondsSinceEpoch - 1)
        #expect(try links.open(made.text, at: last) != nil)
        #expect(links.valid(made.link.id, at: last) != nil)
        #expect(try links.open(made.text, at: later) == nil)
        #expect(links.valid(made.link.id, at: later) == nil)
    }

    @Test("opens nothing when its talk is gone", arguments: ["2024/limpets/talk.md", "2024/edition.yaml", "2024"])
    func gone(path: String) throws {
        let folder = try SampleFolder.small()
        let links = TalkLinks(folder.archive)
        let made = try make(links)
        try FileManager.default.removeItem(at: folder.url.appending(path: path))
        #expect(try links.open(made.text, at: now) == nil)
        #expect(links.valid(made.link.id, at: now) == nil)
    }

    @Test("is nothing but the whole text, and no token")
    func refused() throws {
        let folder = try SampleFolder.small()
        let links = TalkLinks(folder.archive)
        let (first, second) = (try make(links), try make(links, "Bea"))
        let token = try AccessTokens(folder.archive).create(name: "Ana", at: now)
        let before = folder.contents()
        let wrong = [
            "", "rl_", "rl__", first.link.id, String(first.text.dropLast()), first.text + "A", " " + first.text,
            "rl_\(second.link.id)_\(first.text.suffix(43))", "rp_" + first.text.dropFirst(3), token.text,
            "rl_\(first.link.id)_\(String(repeating: "A", count: 43))", "rl_aaaaaaaa_\(first.text.suffix(43))",
            String(repeating: "rl_", count: 100_000),
        ]
        for text in wrong { #expect(try links.open(text, at: now) == nil, "\(text.prefix(80))") }
        #expect(AccessTokens(folder.archive).verify(first.text) == nil)
        #expect(folder.contents() == before)
    }

    @Test(
        "is for nobody when the list is damaged, which is not written over",
        arguments: [
            { $0 + "  - id: x\n" }, { $0.replacingOccurrences(of: "links:", with: "link:") }, { _ in "" },
            { $0.replacingOccurrences(of: "expires: 2024", with: "expires: 24") },
            { $0.replacingOccurrences(of: "openings: 3", with: "openings: many") },
            { $0.replacingOccurrences(of: "openings: 3", with: "openings:") },
            { $0.replacingOccurrences(of: "opened: 0", with: "opened: -1") },
            { $0.replacingOccurrences(of: "    opened: 0\n", with: "") },
            { $0.replacingOccurrences(of: "talk: 2024/limpets", with: "talk: limpets") },
            { $0.replacingOccurrences(of: "sha256: ", with: "sha256: 0") }, { $0 + "    revoked: soon\n" },
            { $0 + $0.components(separatedBy: "links:\n")[1] },
        ] as [@Sendable (String) -> String])
    func damaged(damage: @Sendable (String) -> String) throws {
        let folder = try SampleFolder.small()
        let links = TalkLinks(folder.archive)
        let made = try make(links, openings: 3)
        try folder.write("links.yaml", damage(try folder.text("links.yaml")))
        let before = folder.contents()
        #expect(links.list().links.isEmpty)
        #expect(links.list().diagnostics.contains { $0.severity == .error && $0.file == "links.yaml" })
        #expect(try links.open(made.text, at: now) == nil)
        let error = #expect(throws: TalkLinkError.self) { try make(links) }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(folder.contents() == before)
    }

    @Test("needs a name, a talk, an end to come and a number of openings; its list is for its owner alone")
    func input() throws {
        let folder = try SampleFolder.small()
        let links = TalkLinks(folder.archive)
        func make(_ talk: TalkKey, _ name: String, _ expires: Timestamp?, _ openings: Int?) throws {
            _ = try links.create(talk: talk, name: name, expires: expires, openings: openings, by: "Ana", at: now)
        }
        #expect(throws: TalkLinkError.badName) { try make(key, " \n ", nil, nil) }
        #expect(throws: TalkLinkError.badName) { try make(key, String(repeating: "x", count: 201), nil, nil) }
        #expect(throws: TalkLinkError.expired) { try make(key, "Ada", now, nil) }
        for number in [0, -1, 1001] {
            #expect(throws: TalkLinkError.badOpenings) { try make(key, "Ada", nil, number) }
        }
        #expect(throws: TalkLinkError.unknownTalk("2024/whelks")) { try make("2024/whelks", "Ada", nil, nil) }
        #expect(throws: TalkLinkError.unknown("nobody")) { try links.revoke("nobody", by: "Ana", at: now) }
        try make(key, "Ada", nil, nil)
        let path = folder.url.appending(path: "links.yaml").path()
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        var small = ArchiveLimits()
        small.metadataBytes = try folder.data("links.yaml").count + 10
        let full = TalkLinks(ArchiveFolder(root: folder.url, limits: small))
        #expect(throws: TalkLinkError.full(limit: small.metadataBytes)) {
            try full.create(talk: key, name: "Bea", expires: nil, by: "Ana", at: now)
        }
        #expect(full.list().links.map(\.name) == ["Ada"])
    }
}
