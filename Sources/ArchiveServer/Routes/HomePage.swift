internal import TalkArchive

/// `/`: the newest edition and the search.
enum HomePage {
    static func content(_ visit: Visit) throws -> Content {
        let snapshot = visit.snapshot
        let settings = snapshot.archive.settings
        let newest = snapshot.archive.editions.first
        return try visit.page(
            "home",
            PageFrame(
                description: (settings.tagline.isEmpty ? "" : "\(settings.tagline). ") + searchableText(snapshot),
                address: .home,
                feed: (.everything, "all talks"),
                picture: newest?.talks.lazy.compactMap { SharedPicture(of: $0, snapshot: snapshot) }.first,
                linkedData: snapshot.linked.site()),
            [
                "searchableText": searchableText(snapshot),
                "hasExamples": !examples(snapshot).isEmpty, "exampleSearches": examples(snapshot),
                "newest": orFalse(newest.map { newestEdition($0, snapshot: snapshot) }),
                "editions": snapshot.archive.editions.map(editionRow),
                "feedHref": SiteAddress.feed(.everything).path, "feedTitle": "Feed of all talks",
                "aboutHTML": orFalse(Markdown.html(settings.description)),
                "hasLinks": !settings.links.isEmpty, "links": TalkCard.links(settings.links),
            ])
    }

    static func editionRow(_ edition: Edition) -> PageContext {
        [
            "href": SiteAddress.edition(edition.id).path, "title": edition.name,
            "datesText": HumanText.dates(edition.starts, edition.ends),
            "place": orFalse(edition.place ?? (edition.isOnline ? "online" : nil)),
            "talkCountText": HumanText.count(edition.talks.count, "session"),
        ]
    }

    /// `17 talks with 118 slides can be searched, word by word.`
    static func searchableText(_ snapshot: Snapshot) -> String {
        let talks = HumanText.count(snapshot.archive.talks.count, "talk")
        return snapshot.slideCount == 0
            ? "\(talks) can be searched."
            : "\(talks) with \(HumanText.count(snapshot.slideCount, "slide")) can be searched, word by word."
    }

    /// Searches that are sure to find something.
    static func examples(_ snapshot: Snapshot) -> [PageContext] {
        let tags = snapshot.popularTags
        return tags.enumerated().map { position, tag in
            let words = String(tag.description.map { $0 == "-" ? " " : $0 })
            return [
                "href": SiteAddress.search(SearchAddress(query: words)).path, "title": words,
                "comma": position < tags.count - 1,
            ]
        }
    }

    private static func newestEdition(_ edition: Edition, snapshot: Snapshot) -> PageContext {
        var context = editionRow(edition)
        context["talks"] = edition.talks.map { TalkCard.context($0, snapshot: snapshot, showsEdition: false) }
        return context
    }
}
