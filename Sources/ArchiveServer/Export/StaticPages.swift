internal import TalkArchive

/// Pages that only an export has.
enum StaticPages {
    /// The script that searches, in `assets/`.
    static let script = "static-search.js"

    /// `404.html`, which file servers show for every address at which there is nothing.
    static func lost(_ visitor: InProcessVisitor) throws -> [UInt8] {
        try html(
            visitor, "notfound", PageFrame(title: "Not found", isIndexed: false),
            ["hasSuggestions": false, "suggestions": [PageContext]()])
    }

    /// `search/`: an empty page of results that the script fills in.
    static func search(_ visitor: InProcessVisitor) throws -> [UInt8] {
        let snapshot = visitor.site.snapshots.take()
        let examples = HomePage.examples(snapshot)
        return try html(
            visitor, "search-static", PageFrame(title: "Search", isIndexed: false),
            [
                "searchableText": HomePage.searchableText(snapshot), "hasExamples": !examples.isEmpty,
                "exampleSearches": examples, "searchJsHref": visitor.site.assets.address(script),
                "editions": snapshot.archive.editions.map(HomePage.editionRow),
                "speakersHref": SiteAddress.speakers.path, "tagsHref": SiteAddress.tags.path,
            ])
    }

    private static func html(
        _ visitor: InProcessVisitor, _ template: String, _ frame: PageFrame, _ page: PageContext
    ) throws -> [UInt8] {
        let site = visitor.site
        let frame = frame.object(snapshot: site.snapshots.take(), site: site)
        return try site.pages.render(template, PageObject(page), frame: frame)
    }
}
