internal import TalkArchive

/// `/speakers/` and `/speakers/<slug>/`: the people over all editions.
enum PeoplePages {
    static func everyone(_ visit: Visit) throws -> Content {
        let archive = visit.snapshot.archive
        let speakers = archive.speakers
        return try visit.page(
            "speakers",
            PageFrame(
                title: "Speakers", description: "Everyone who spoke at \(archive.settings.name).", address: .speakers),
            [
                "countText": HumanText.count(speakers.count, "speaker") + " in "
                    + HumanText.count(archive.editions.count, "edition"),
                "speakers": speakers.map { speaker -> PageContext in
                    let talks = archive.talks(by: speaker.slug)
                    let editions = archive.editions.map(\.id).filter { id in talks.contains { $0.key.edition == id } }
                    return [
                        "href": SiteAddress.speaker(speaker.slug).path, "name": speaker.name,
                        "talkCountText": HumanText.count(talks.count, "talk"),
                        "editionsText": orFalse(editions.map(\.description).joined(separator: ", ")),
                    ]
                },
            ])
    }

    static func speaker(_ visit: Visit) throws -> Content {
        let archive = visit.snapshot.archive
        guard let slug = SpeakerSlug(visit.parameter("speaker")),
            let speaker = archive.speakers.first(where: { $0.slug == slug })
        else { throw SiteError.notFound }
        let talks = archive.talks(by: slug)
        return try visit.page(
            "speaker",
            PageFrame(
                title: speaker.name,
                description: "Talks and slides by \(speaker.name) at \(archive.settings.name).",
                address: .speaker(slug), feed: (.speaker(slug), "talks by \(speaker.name)"),
                picture: talks.lazy.compactMap { SharedPicture(of: $0, snapshot: visit.snapshot) }.first,
                linkedData: visit.snapshot.linked.speaker(speaker)),
            [
                "speakersHref": SiteAddress.speakers.path, "speakerName": speaker.name,
                "talkCountText": HumanText.count(talks.count, "talk"),
                "searchHref": SiteAddress.search(SearchAddress(query: "", speakers: [slug])).path,
                "feedHref": SiteAddress.feed(.speaker(slug)).path, "feedTitle": "Feed of \(speaker.name)",
                "groups": TalkCard.groups(talks, snapshot: visit.snapshot),
            ])
    }
}
