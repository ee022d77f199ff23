import Foundation
import Testing

@testable import TalkArchive

@Suite struct VisibilityTests {
    let now: Timestamp = "2024-06-01T08:00:00Z"

    private func archive(_ visibilities: [Visibility]) -> Archive {
        let id = EditionID(unchecked: "2024")
        let start: Timestamp = "2024-05-02T00:00:00Z"
        let talks = visibilities.enumerated().compactMap { index, visibility in
            TalkSlug("talk-\(index)").map { slug in
                Talk(
                    key: TalkKey(edition: id, slug: slug), title: "marker\(index)",
                    speakers: [Speaker(name: "marker\(index)")], tags: [Tag("marker\(index)")].compactMap { $0 },
                    published: start, updated: Timestamp(secondsSinceEpoch: start.secondsSinceEpoch + index),
                    visibility: visibility)
            }
        }
        let day = start.date.map { $0 }
        let settings = ArchiveSettings(
            name: "T", baseURL: URL(filePath: "/"), tagAuthority: "tidal.example,2020")
        return Archive(
            settings: settings,
            editions: day.map { [Edition(id: id, name: "T", starts: $0, ends: $0, published: start, talks: talks)] }
                ?? [])
    }

    @Test("only what is public now is in the public archive")
    func visible() {
        let second = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + 1)
        let all = archive([.public, .hidden, .embargoed(until: now), .embargoed(until: second)])
        let visible = all.visibleToEveryone(at: now)
        #expect(visible.talks.map(\.title) == ["marker0", "marker2"])
        #expect(visible.speakers.map(\.name) == ["marker0", "marker2"])
        #expect(visible.tags.map(\.description) == ["marker0", "marker2"])
        #expect(visible.updated == visible.talks.last?.updated)
        #expect(!"\(visible)".contains("marker1") && !"\(visible)".contains("marker3"))
        #expect(all.nextEmbargoEnd(after: now) == second)
        #expect(all.nextEmbargoEnd(after: second) == nil)
        #expect(all.visibleToEveryone(at: second).talks.count == 3)
    }

    @Test("a talk came to everyone when its embargo ended")
    func embargoEnd() {
        let early: Timestamp = "2024-05-01T00:00:00Z"
        let visible = archive([.embargoed(until: early), .embargoed(until: now)]).visibleToEveryone(at: now)
        #expect(visible.talks.map(\.published) == ["2024-05-02T00:00:00Z", now])
        #expect(visible.talks.map(\.updated) == ["2024-05-02T00:00:00Z", now])
        #expect(visible.updated == now)
    }

    @Test("of a withdrawn talk everyone sees title, time and reason, and nothing else")
    func withdrawn() throws {
        let next = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + 1)
        let all = archive([
            .public, .withdrawn(at: now, reason: "asked for"), .withdrawn(at: next, reason: "later"),
        ])
        let visible = all.visibleToEveryone(at: now)
        #expect(visible.talks.map(\.title) == ["marker0"])
        let gone = try #require(visible.withdrawals.first)
        #expect(visible.withdrawals.count == 1)
        #expect(gone.key == "2024/talk-1" && gone.title == "marker1" && gone.at == now && gone.reason == "asked for")
        #expect(gone.moments == ["2024-05-02T00:00:00Z", "2024-05-02T00:00:01Z"])
        #expect(visible.speakers.map(\.name) == ["marker0"] && visible.tags.map(\.description) == ["marker0"])
        #expect(visible.updated == now)
        #expect(all.nextEmbargoEnd(after: now) == next)
        #expect(all.visibleToEveryone(at: next).withdrawals.map(\.reason) == ["asked for", "later"])
        // Made again from its own result, it says the same.
        #expect(visible.visibleToEveryone(at: next) == visible)
    }

    @Test(
        "who may see a talk is written as it is read",
        arguments: [
            .public, .hidden, .embargoed(until: "2024-06-01T08:00:00Z"),
            .withdrawn(at: "2024-06-01T08:00:00Z", reason: ""),
            .withdrawn(at: "2024-06-01T08:00:00Z", reason: "no: 'yes' # \"or\"\nso"),
        ] as [Visibility])
    func written(_ visibility: Visibility) throws {
        let folder = try SampleFolder.small()
        var talk = try #require(folder.talk("2024/limpets"))
        talk.visibility = visibility
        try folder.write("2024/limpets/talk.md", TalkText.text(of: talk))
        let loaded = folder.load()
        #expect(loaded.diagnostics.isEmpty)
        #expect(loaded.archive?.talks.map(\.visibility) == [visibility])
    }

    @Test("the moments of a talk are its coming, its later decks and its last change, each once")
    func moments() throws {
        var talk = Talk(
            key: "2024/a", title: "A", published: "2024-05-02T00:00:00Z", updated: "2024-05-05T00:00:00Z")
        func deck(_ added: Timestamp) -> Deck {
            Deck(
                file: "a.pdf", hash: ContentHash(of: Data("\(added)".utf8)), byteCount: 1, added: added, origin: .upload
            )
        }
        talk.decks = ["2024-05-05T00:00:00Z", "2024-05-03T00:00:00Z", "2024-05-02T00:00:00Z", "2024-05-01T00:00:00Z"]
            .compactMap { Timestamp($0).map(deck) }
        #expect(talk.moments == ["2024-05-02T00:00:00Z", "2024-05-03T00:00:00Z", "2024-05-05T00:00:00Z"])
        talk.updated = talk.published
        talk.decks = []
        #expect(talk.moments == ["2024-05-02T00:00:00Z"])
    }

    @Test(
        "what the folder says decides",
        arguments: [
            ("visibility: public", Visibility.public), ("visibility: hidden", .hidden),
            ("embargo: 2024-06-01T10:00:00+02:00", .embargoed(until: "2024-06-01T08:00:00Z")),
            ("embargo: 2024-06-01", .embargoed(until: "2024-06-01T00:00:00Z")),
            ("visibility: hidden\nembargo: 2024-06-01", .hidden), ("order: 1", .public),
            ("withdrawn: 2024-06-01T10:00:00+02:00", .withdrawn(at: "2024-06-01T08:00:00Z", reason: "")),
            (
                "visibility: withdrawn\nwithdrawn: 2024-06-01\nwithdrawal_reason: The speaker asked.",
                .withdrawn(at: "2024-06-01T00:00:00Z", reason: "The speaker asked.")
            ),
            ("visibility: public\nwithdrawn: 2024-06-01", .withdrawn(at: "2024-06-01T00:00:00Z", reason: "")),
            ("visibility: hidden\nwithdrawn: 2024-06-01", .hidden),
            ("embargo: 2024-06-02\nwithdrawn: 2024-06-01", .hidden),
            ("embargo: 2024-05-20\nwithdrawn: 2024-06-01", .withdrawn(at: "2024-06-01T00:00:00Z", reason: "")),
        ])
    func folder(_ lines: String, _ visibility: Visibility) throws {
        let folder = try SampleFolder.small()
        try folder.write("2024/limpets/talk.md", "---\ntitle: A\nspeakers: B\n\(lines)\n---\n")
        let loaded = folder.load()
        #expect(loaded.diagnostics.isEmpty)
        #expect(loaded.archive?.talks.map(\.visibility) == [visibility])
    }
}
