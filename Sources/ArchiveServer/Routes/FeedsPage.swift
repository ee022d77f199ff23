internal import TalkArchive

/// `/feeds/`: what feeds there are, for people.
enum FeedsPage {
    static func content(_ visit: Visit) throws -> Content {
        let archive = visit.snapshot.archive
        let groups: [PageContext] = [
            group("Editions", archive.editions.map { ($0.name, .edition($0.id), .edition($0.id)) }),
            group("Speakers", archive.speakers.map { ($0.name, .speaker($0.slug), .speaker($0.slug)) }),
            group("Tags", archive.tags.map { ($0.description, .tag($0), .tag($0)) }),
        ].compactMap { $0 }
        return try visit.page(
            "feeds",
            PageFrame(
                title: "Feeds", description: "Follow \(archive.settings.name) with a feed reader.", address: .feeds,
                feed: (.everything, "all talks")),
            [
                "feedHref": SiteAddress.feed(.everything).path, "feedTitle": "All talks of \(archive.settings.name)",
                "feedAddress": SiteAddress.feed(.everything).absolute(base: archive.settings.baseURL),
                "jsonFeedHref": SiteAddress.jsonFeed(.everything).path,
                "searchFeedAction": "/search.atom", "groups": groups,
            ])
    }

    private static func group(
        _ title: String, _ feeds: [(title: String, page: SiteAddress, subject: SiteAddress.FeedSubject)]
    ) -> PageContext? {
        guard !feeds.isEmpty else { return nil }
        return [
            "groupTitle": title,
            "feeds": feeds.map { feed -> PageContext in
                [
                    "title": feed.title, "href": feed.page.path, "feedHref": SiteAddress.feed(feed.subject).path,
                    "feedTitle": "Feed of \(feed.title)", "jsonFeedHref": SiteAddress.jsonFeed(feed.subject).path,
                ]
            },
        ]
    }
}
