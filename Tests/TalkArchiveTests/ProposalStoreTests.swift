import Foundation
import Testing

@testable import TalkArchive

/// An archive with one talk, and a speaker with a link to it.
struct HandInBench {
    static let now: Timestamp = "2024-06-01T08:00:00Z"
    let key: TalkKey = "2024/limpets"
    let folder: SampleFolder
    let link: TalkLink
    var store: ProposalStore

    init() throws {
        folder = try SampleFolder.small()
        link = try Self.link(folder, "Ada Low")
        store = ProposalStore(folder.archive)
    }

    static func link(_ folder: SampleFolder, _ name: String) throws -> TalkLink {
        try TalkLinks(folder.archive).create(talk: "2024/limpets", name: name, expires: nil, by: "Ana", at: now).link
    }

    static func deck(_ content: String, _ archive: ArchiveFolder) throws -> IncomingDeck {
        let incoming = try DeckStore(archive).beginUpload()
        try incoming.write(SampleFolder.pdf(content))
        return incoming
    }

    func text() throws -> String { try folder.text("2024/limpets/talk.md") }

    func texts(title: String? = nil, body: String? = nil, links: [ProposedLink]? = nil) throws -> ProposedTexts {
        ProposedTexts(title: title, body: body, links: links, seen: ArchiveEditor.revision(of: try text()))
    }

    @discardableResult
    func handIn(deck: String? = nil, title: String? = nil, body: String? = nil, links: [ProposedLink]? = nil) throws
        -> Proposal?
    {
        try store.handIn(
            try deck.map { try Self.deck($0, folder.archive) }, note: deck.map { "the \($0)\ndeck" } ?? "",
            try texts(title: title, body: body, links: links), by: link, at: Self.now)
    }

    /// What of the archive everyone may come to see.
    func published() -> [String: Data] {
        folder.contents().filter { !$0.key.hasPrefix(".rockpool") && $0.key != "audit.log" && $0.key != "links.yaml" }
    }

    func events() throws -> [AuditEvent] { try AuditLogTests.events(folder).filter { $0.what != .linkCreated } }
}

@Suite("What a speaker proposes") struct ProposalStoreTests {
    let now = HandInBench.now
    let bench: HandInBench
    let paper = ProposedLink(title: "Paper", url: "https://a.example/", kind: "website")

    init() throws {
        bench = try HandInBench()
    }

    @Test("waits beside the archive, and later parts join it")
    func waits() throws {
        let before = bench.published()
        let first = try #require(try bench.handIn(deck: "two"))
        #expect(first.isWaiting && first.parts == ["slides"] && first.talk == bench.key && first.since == now)
        #expect(first.who == "Ada Low (link \(bench.link.id))")
        #expect(first.deck?.note == "the two deck")
        let second = try #require(try bench.handIn(title: "Limpets II", body: "They hold.\r\nStill.", links: [paper]))
        #expect(second.deck == first.deck && second.parts == ["slides", "title", "abstract", "links"])
        #expect(second.title == ProposedValue(value: "Limpets II", base: "Limpets"))
        #expect(bench.store.list().proposals == [second] && bench.store.list().diagnostics.isEmpty)
        #expect(bench.store.proposal(bench.link.id) == second)
        let slides = try #require(bench.store.slides(of: second))
        #expect(try Data(contentsOf: slides) == SampleFolder.pdf("two"))
        let third = try #require(try bench.handIn(deck: "three", title: "Limpets III"))
        let other = try #require(bench.store.slides(of: third))
        #expect(try Data(contentsOf: other) == SampleFolder.pdf("three"))
        #expect(!FileManager.default.fileExists(atPath: slides.path()))
        #expect(third.title?.value == "Limpets III" && third.body == second.body)
        #expect(bench.published() == before)
        #expect(bench.folder.load().diagnostics.isEmpty)
        #expect(try bench.events().map(\.what) == [.proposalMade, .proposalMade, .proposalMade])
        #expect(try bench.events().last?.about == "slides, title, abstract, links")
    }

    @Test("is nothing when the talk has it already, and is taken back by handing in what is there")
    func nothing() throws {
        #expect(try bench.handIn(deck: "one", title: " Limpets", body: "How they hold.\n", links: []) == nil)
        #expect(bench.store.list().proposals.isEmpty)
        try bench.handIn(deck: "two", title: "Other")
        #expect(try bench.handIn(title: "Limpets")?.parts == ["slides"])
        #expect(try bench.handIn(deck: "one") == nil)
        #expect(bench.store.list().proposals.isEmpty)
        #expect(!bench.folder.exists(".rockpool/proposals/\(bench.link.id)"))
    }

    @Test("comes into the archive when it is accepted, told as the speaker's and by whom it was accepted")
    func accepted() throws {
        let proposal = try #require(
            try bench.handIn(deck: "two", title: "Limpets II", body: "They hold.", links: [paper]))
        let accepted = try bench.store.accept(proposal.id, seen: proposal.revision, by: "Ana", at: now)
        #expect(accepted.deck?.outcome == .added && accepted.texts?.isChanged == true)
        let talk = try #require(bench.folder.talk("2024/limpets"))
        #expect(talk.title == "Limpets II" && talk.text.trimmingCharacters(in: .newlines) == "They hold.")
        #expect(talk.links.map(\.title) == ["Paper"] && talk.textKind == .abstract)
        #expect(talk.decks.map(\.hash).first == ContentHash(of: SampleFolder.pdf("two")))
        #expect(talk.currentDeck?.note == "the two deck" && talk.currentDeck?.origin == .upload)
        #expect(bench.folder.load().diagnostics.isEmpty)
        #expect(bench.store.list().proposals.isEmpty)
        #expect(!bench.folder.exists(".rockpool/proposals/\(bench.link.id)"))
        let told = try bench.events().suffix(2)
        #expect(told.map(\.what) == [.talkChanged, .deckAdded])
        #expect(told.allSatisfy { $0.who == proposal.who && $0.about == "accepted by Ana" })
        #expect(throws: ProposalError.unknown) {
            try bench.store.accept(proposal.id, seen: proposal.revision, by: "Ana", at: now)
        }
    }

    @Test("is in conflict only with a newer text of what it changes, and an organizer can decide")
    func conflict() throws {
        let proposal = try #require(try bench.handIn(deck: "two", title: "Limpets II"))
        let editor = ArchiveEditor(bench.folder.archive, by: "Ana")
        func change(_ fields: [String: FieldValue?]) throws {
            let seen = ArchiveEditor.revision(of: try bench.text())
            try editor.changeTalk(bench.key, fields, body: "New.", seen: seen, at: now)
        }
        try change(["tags": .list(["sea"])])
        #expect(bench.store.conflicts(of: proposal, with: try #require(bench.folder.talk("2024/limpets"))).isEmpty)
        try change(["title": .text("Limpets!")])
        #expect(
            bench.store.conflicts(of: proposal, with: try #require(bench.folder.talk("2024/limpets"))) == ["title"])
        let before = bench.folder.contents()
        let current = try bench.text()
        let revision = ArchiveEditor.revision(of: current)
        #expect(
            throws: ProposalError.edit(.conflict(file: "2024/limpets/talk.md", text: current, revision: revision))
        ) { try bench.store.accept(proposal.id, seen: proposal.revision, by: "Ana", at: now) }
        #expect(bench.folder.contents() == before)
        _ = try bench.store.accept(proposal.id, seen: proposal.revision, onto: revision, by: "Ana", at: now)
        let talk = try #require(bench.folder.talk("2024/limpets"))
        #expect(talk.title == "Limpets II" && talk.text.hasPrefix("New.") && talk.decks.count == 2)
    }

    @Test("that was seen is what is accepted or refused, not what the speaker handed in since")
    func changedMeanwhile() throws {
        let first = try #require(try bench.handIn(title: "One"))
        let second = try #require(try bench.handIn(title: "Two"))
        #expect(throws: ProposalError.changedMeanwhile) {
            try bench.store.accept(first.id, seen: first.revision, by: "Ana", at: now)
        }
        #expect(throws: ProposalError.changedMeanwhile) {
            try bench.store.refuse(first.id, seen: first.revision, reason: "No", by: "Ana", at: now)
        }
        #expect(bench.store.list().proposals == [second])
    }

    @Test("is overtaken by what the same speaker hands in later, where nobody has to accept that")
    func overtaken() throws {
        try bench.handIn(deck: "two", title: "Waiting", links: [paper])
        let deck = try HandInBench.deck("three", bench.folder.archive)
        let texts = try bench.texts(title: "At once", body: "New.")
        #expect(try bench.store.takeOver(deck, note: "live", texts, by: bench.link, at: now))
        let talk = try #require(bench.folder.talk("2024/limpets"))
        #expect(talk.title == "At once" && talk.currentDeck?.hash == ContentHash(of: SampleFolder.pdf("three")))
        #expect(bench.store.list().proposals.map(\.parts) == [["links"]])
        let again = try HandInBench.deck("three", bench.folder.archive)
        #expect(try !bench.store.takeOver(again, try bench.texts(title: "At once"), by: bench.link, at: now))
        let told = try bench.events().filter { $0.what != .proposalMade }
        #expect(told.map(\.what) == [.talkChanged, .deckAdded] && told.allSatisfy { $0.who == bench.link.auditName })
    }

    @Test("says why it was refused until something is handed in again")
    func refused() throws {
        let proposal = try #require(try bench.handIn(deck: "two", title: "Limpets II"))
        for reason in ["", " \n", String(repeating: "x", count: 2001)] {
            #expect(throws: ProposalError.badReason) {
                try bench.store.refuse(proposal.id, seen: proposal.revision, reason: reason, by: "Ana", at: now)
            }
        }
        let before = bench.published()
        try bench.store.refuse(proposal.id, seen: proposal.revision, reason: "Wrong talk?\n", by: "Ana", at: now)
        let refused = try #require(bench.store.proposal(proposal.id))
        #expect(refused.refusal == Proposal.Refusal(time: now, who: "Ana", reason: "Wrong talk?"))
        #expect(!refused.isWaiting && refused.deck == nil && refused.title?.value == "Limpets II")
        #expect(bench.store.slides(of: refused) == nil && bench.published() == before)
        #expect(!bench.folder.contents().values.contains(SampleFolder.pdf("two")))
        #expect(throws: ProposalError.unknown) {
            try bench.store.accept(refused.id, seen: refused.revision, by: "Ana", at: now)
        }
        let again = try #require(try bench.handIn(body: "Better."))
        #expect(again.isWaiting && again.parts == ["abstract"])
    }

    @Test("can be taken back")
    func withdrawn() throws {
        let proposal = try #require(try bench.handIn(deck: "two"))
        try bench.store.withdraw(proposal.id, at: now)
        #expect(bench.store.list().proposals.isEmpty)
        #expect(throws: ProposalError.unknown) { try bench.store.withdraw(proposal.id, at: now) }
        #expect(throws: ProposalError.unknown) { try bench.store.withdraw("../../x", at: now) }
        #expect(try bench.events().map(\.what) == [.proposalMade, .proposalWithdrawn])
        #expect(!bench.folder.contents().values.contains(SampleFolder.pdf("two")))
    }

    @Test("is judged as what organizers write, and has limits that are told")
    func limits() throws {
        let before = bench.folder.contents()
        func refusedKeys(_ body: () throws -> Void) -> [String?] {
            do {
                try body()
            } catch ProposalError.edit(.invalid(let problems)) {
                return problems.map(\.key)
            } catch { Issue.record(error) }
            return []
        }
        #expect(refusedKeys { try bench.handIn(title: "") } == ["title"])
        let bad = ProposedLink(title: "Bad", url: "javascript:alert(1)", kind: "website")
        #expect(refusedKeys { try bench.handIn(links: [bad]) } == ["links"])
        #expect(throws: ProposalError.textTooLong(limit: 65536)) {
            try bench.handIn(body: String(repeating: "x", count: 65537))
        }
        #expect(throws: ProposalError.deck(.notPDF(nil))) {
            let incoming = try DeckStore(bench.folder.archive).beginUpload()
            try incoming.write(Data("hello".utf8))
            try bench.store.handIn(incoming, nil, by: bench.link, at: now)
        }
        #expect(throws: ProposalError.self) {
            try bench.store.handIn(
                nil, ProposedTexts(title: "X", seen: ContentHash(of: Data())), by: bench.link, at: now)
        }
        #expect(bench.folder.contents() == before)
        for number in 0..<8 {
            let link = try HandInBench.link(bench.folder, "Speaker \(number)")
            try bench.store.handIn(nil, try bench.texts(title: "Title \(number)"), by: link, at: now)
        }
        #expect(throws: ProposalError.tooMany(limit: 8)) { try bench.handIn(title: "One more") }
        #expect(bench.store.list().proposals.count == 8)
    }

    @Test(
        "is told when it is damaged, and keeps nobody from the others",
        arguments: [
            { bench, folder in try bench.folder.write("\(folder)/proposal.json", "{") },
            { bench, folder in try bench.folder.write("\(folder)/proposal.json", "{}") },
            { bench, folder in
                let text = try bench.folder.text("\(folder)/proposal.json")
                try bench.folder.write(
                    "\(folder)/proposal.json", text.replacingOccurrences(of: "2024/limpets", with: "../limpets"))
            },
            { bench, folder in
                let name = "slides-\(ContentHash(of: SampleFolder.pdf("two"))).pdf"
                try FileManager.default.removeItem(at: bench.folder.url.appending(path: "\(folder)/\(name)"))
            },
        ] as [@Sendable (HandInBench, String) throws -> Void])
    func damaged(_ damage: @Sendable (HandInBench, String) throws -> Void) throws {
        let proposal = try #require(try bench.handIn(deck: "two", title: "Limpets II"))
        let other = try HandInBench.link(bench.folder, "Bea")
        try bench.store.handIn(nil, try bench.texts(title: "Whelks"), by: other, at: now)
        let folder = ".rockpool/proposals/\(proposal.id)"
        try damage(bench, folder)
        let (proposals, diagnostics) = bench.store.list()
        #expect(proposals.map(\.id) == [other.id])
        #expect(diagnostics.map(\.identifier) == ["bad-proposal"])
        #expect(diagnostics.map(\.file) == ["\(folder)/proposal.json"])
        #expect(throws: ProposalError.damaged) {
            try bench.store.accept(proposal.id, seen: proposal.revision, by: "Ana", at: now)
        }
        let kept = bench.folder.contents()
        try DeckStore(bench.folder.archive).recover()
        #expect(bench.folder.contents() == kept)
        let again = try #require(try bench.handIn(deck: "three"))
        #expect(again.parts == ["slides"] && bench.store.list().diagnostics.isEmpty)
    }

    @Test("with other bytes than were handed in is not accepted")
    func changedBytes() throws {
        let proposal = try #require(try bench.handIn(deck: "two"))
        let slides = try #require(bench.store.slides(of: proposal))
        try SampleFolder.pdf("TWO").write(to: slides)
        #expect(throws: ProposalError.damaged) {
            try bench.store.accept(proposal.id, seen: proposal.revision, by: "Ana", at: now)
        }
        #expect(bench.folder.talk("2024/limpets")?.decks.count == 1)
    }
}
