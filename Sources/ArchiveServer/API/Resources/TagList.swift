internal import TalkArchive

/// `/api/v1/tags`.
struct TagList: APIObject {
    let tags: [Entry]

    /// A tag in the list.
    struct Entry: APIObject {
        let tag: String
        let talkCount: Int
        let talks: String
        let page: String
        let feed: String

        static let schemaName = "TagEntry"
        static let schema = ObjectSchema(
            "A subject that talks share.",
            [
                .must("tag", Schema.slug("The tag.")),
                .must("talkCount", Schema.count("Talks that have it.")),
                .must("talks", Schema.address("These talks, here.")),
                .must("page", Schema.address("Its page for people.")),
                .must("feed", Schema.address("Its Atom feed.")),
            ])
    }

    static let schema = ObjectSchema(
        "All tags in use.", [.must("tags", Schema.list("Alphabetical.", of: Entry.self))])

    static let resource = APIResource(
        path: "/api/v1/tags", name: "listTags", about: "All tags", answer: Schema.reference(Self.self),
        answerAbout: "The tags, alphabetical."
    ) { visit in
        let archive = visit.snapshot.archive
        let address = visit.addresses
        return try .api(
            TagList(
                tags: archive.tags.map { tag in
                    Entry(
                        tag: tag.description, talkCount: archive.talkCount(tagged: tag),
                        talks: address(
                            APIAddress.talks(editions: [], speakers: [], tags: [tag], page: 1, pageSize: nil)),
                        page: address(SiteAddress.tag(tag)), feed: address(SiteAddress.feed(.tag(tag))))
                }))
    }
}
