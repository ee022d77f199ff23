internal import TalkArchive

/// `/tags/` and `/tags/<tag>/`: the subjects over all editions.
enum TagPages {
    static func all(_ visit: Visit) throws -> Content {
        let archive = visit.snapshot.archive
        let tags = archive.tags
        return try visit.page(
            "tags",
            PageFrame(title: "Tags", description: "Subjects of \(archive.settings.name).", address: .tags),
            [
                "countText": HumanText.count(tags.count, "tag"),
                "tags": tags.map { tag -> PageContext in
                    [
                        "href": SiteAddress.tag(tag).path, "title": tag.description,
                        "talkCountText": HumanText.count(archive.talks(tagged: tag).count, "talk"),
                    ]
                },
            ])
    }

    static func tag(_ visit: Visit) throws -> Content {
        let archive = visit.snapshot.archive
        guard let tag = Tag(visit.parameter("tag")) else { throw SiteError.notFound }
        let talks = archive.talks(tagged: tag)
        guard !talks.isEmpty else { throw SiteError.notFound }
        return try visit.page(
            "tag",
            PageFrame(
                title: tag.description, description: "Talks at \(archive.settings.name) about \(tag).",
                address: .tag(tag), feed: (.tag(tag), "talks tagged \(tag)")),
            [
                "tagsHref": SiteAddress.tags.path, "tagName": tag.description,
                "talkCountText": HumanText.count(talks.count, "talk"),
                "searchHref": SiteAddress.search(SearchAddress(query: "", tags: [tag])).path,
                "feedHref": SiteAddress.feed(.tag(tag)).path, "feedTitle": "Feed of \(tag)",
                "groups": TalkCard.groups(talks, snapshot: visit.snapshot),
            ])
    }
}
