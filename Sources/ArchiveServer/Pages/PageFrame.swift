internal import Foundation
internal import TalkArchive

/// What every page has around its subject: head, masthead, navigation, foot.
struct PageFrame {
    /// The subject, without the site's name.
    var title: String?
    /// One sentence for search engines and shared links; nil leaves it out.
    var description: String?
    /// The page's own address; nil for pages that are not to be found again (errors, an organizer's desk).
    var address: SiteAddress?
    /// The page's own feed, named for people; the feed of everything always follows it.
    var feed: (subject: SiteAddress.FeedSubject, title: String)?
    /// The picture of a shared link.
    var picture: SharedPicture?
    /// What the page is about, for search engines.
    var linkedData: [LinkedNode] = []
    /// Whether search engines may keep the page.
    var isIndexed = true
    /// What stands in the search box.
    var query = ""
    /// Author, date and file for reference managers (`citation_*`).
    var metaTags: [(name: String, content: String)] = []
    var usesOrganizerScript = false
    var usesHandInScript = false

    func object(snapshot: Snapshot, site: Site) -> PageObject {
        let settings = snapshot.archive.settings
        let base = settings.baseURL
        var alternates: [PageObject] = []
        if let feed { alternates.append(Self.alternate(feed.subject, "\(settings.name): \(feed.title)")) }
        if feed?.subject != .everything {
            alternates.append(Self.alternate(.everything, "\(settings.name): all talks"))
        }
        return [
            "language": .text(settings.language),
            "pageTitle": .text(
                [title, settings.name, title == nil ? settings.tagline : nil].compactMap { $0 }
                    .filter { !$0.isEmpty }.joined(separator: " · ")),
            "description": .text(ifAny: description), "robots": isIndexed ? .absent : .text("noindex"),
            "cssHref": .text(site.assets.address("site.css")), "jsHref": .text(site.assets.address("site.js")),
            "iconHref": .text(site.assets.address("favicon.svg")),
            "organizeJsHref": usesOrganizerScript ? .text(site.assets.address("organize.js")) : .absent,
            "handInJsHref": usesHandInScript ? .text(site.assets.address("handin.js")) : .absent,
            "canonicalHref": .text(ifAny: address?.absolute(base: base)), "alternates": .list(alternates),
            "siteName": .text(settings.name), "siteTagline": .text(ifAny: settings.tagline),
            "openSearchHref": .text(SiteAddress.openSearch.path),
            "ogImage": .text(ifAny: picture?.address.absolute(base: base)),
            "ogImageWidth": .text(ifAny: picture.map { String($0.width) }),
            "ogImageHeight": .text(ifAny: picture.map { String($0.height) }),
            "ogImageAlt": .text(ifAny: picture?.description),
            // Texts and whole numbers can always be encoded.
            "linkedData": linkedData.isEmpty ? .absent : .text(ifAny: try? LinkedDocument(linkedData).scriptText()),
            "metaTags": .list(metaTags.map { ["name": .text($0.name), "content": .text($0.content)] }),
            "nav": navigation(snapshot.archive), "homeHref": .text(SiteAddress.home.path),
            "searchAction": .text("/search"), "query": .text(query), "feedsHref": .text(SiteAddress.feeds.path),
            "organizeHref": .text(SiteAddress.organize.path), "isStatic": .flag(site.isStatic),
        ]
    }

    private func navigation(_ archive: Archive) -> PageValue {
        var items: [(title: String, address: SiteAddress)] = archive.editions.prefix(3).map {
            ($0.id.description, .edition($0.id))
        }
        items += [("Speakers", .speakers), ("Tags", .tags), ("Feeds", .feeds)]
        return .list(
            items.map { item in
                [
                    "title": .text(item.title), "href": .text(item.address.path),
                    "active": .flag(item.address == address),
                ]
            })
    }

    private static func alternate(_ subject: SiteAddress.FeedSubject, _ title: String) -> PageObject {
        [
            "mediaType": .text("application/atom+xml"), "title": .text(title),
            "href": .text(SiteAddress.feed(subject).path),
        ]
    }
}

/// A value for a template, or `false`: a key that were left out would be looked up in the contexts around it, and an
/// empty text counts as present.
func orFalse(_ text: String?) -> Any {
    if let text, !text.isEmpty { text } else { false }
}

func orFalse(_ context: PageContext?) -> Any {
    if let context { context } else { false }
}
