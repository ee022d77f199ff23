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

    @Test(
        "what the folder says decides",
        arguments: [
            ("visibility: public", Visibility.public), ("visibility: hidden", .hidden),
            ("embargo: 2024-06-01T10:00:00+02:00", .embargoed(until: "2024-06-01T08:00:00Z")),
            ("embargo: 2024-06-01", .embargoed(until: "2024-06-01T00:00:00Z")),
            ("visibility: hidden\nembargo: 2024-06-01", .hidden), ("order: 1", .public),
        ])
    func folder(_ lines: String, _ visibility: Visibility) throws {
        let folder = try SampleFolder.small()
        try folder.write("2024/limpets/talk.md", "---\ntitle: A\nspeakers: B\n\(lines)\n---\n")
        let loaded = folder.load()
        #expect(loaded.diagnostics.isEmpty)
        #expect(loaded.archive?.talks.map(\.visibility) == [visibility])
    }
}
