internal import Foundation
internal import TalkArchive

/// `/2022/`: an edition with its sessions.
enum EditionPage {
    static func content(_ visit: Visit) throws -> Content {
        let snapshot = visit.snapshot
        let edition = try visit.edition()
        let dates = HumanText.dates(edition.starts, edition.ends)
        let place = place(of: edition)
        let others = snapshot.archive.editions.filter { $0.id != edition.id }
        let frame = PageFrame(
            title: edition.name,
            description: ["\(edition.name), \(dates)", place].compactMap { $0 }.joined(separator: ", ")
                + ": talks and slides.",
            address: .edition(edition.id), feed: (.edition(edition.id), edition.name),
            picture: edition.talks.lazy.compactMap { SharedPicture(of: $0, snapshot: snapshot) }.first,
            linkedData: snapshot.linked.edition(edition))
        return try visit.page(
            "edition", frame,
            [
                "editionName": edition.name, "editionTagline": orFalse(edition.tagline),
                "startsISO": edition.starts.description, "datesText": dates, "whereText": orFalse(place),
                "attendance": orFalse(edition.attendance),
                "talkCountText": HumanText.count(edition.talks.count, "session"),
                "aboutHTML": orFalse(Markdown.html(edition.about)),
                "days": days(edition, snapshot: snapshot), "hasTalks": !edition.talks.isEmpty,
                "gallery": orFalse(edition.gallery.map { gallery($0, edition: edition.id) }),
                "hasOrganisers": !edition.organisers.isEmpty,
                "organisers": edition.organisers.map { person($0.name, $0.url?.absoluteString) },
                "hasSponsors": !edition.sponsors.isEmpty,
                "sponsors": edition.sponsors.map { person($0.name, $0.url?.absoluteString) },
                "hasLinks": !edition.links.isEmpty, "links": TalkCard.links(edition.links),
                "hasOtherEditions": !others.isEmpty, "otherEditions": others.map(HomePage.editionRow),
                "citations": Citations.links { .citations(edition.id, $0) },
                "feedHref": SiteAddress.feed(.edition(edition.id)).path, "feedTitle": "Feed of \(edition.name)",
            ])
    }

    private static func place(of edition: Edition) -> String? {
        switch (edition.place, edition.isOnline) {
        case (let place?, true): "\(place), and online"
        case (let place?, false): place
        case (nil, true): "Online"
        case (nil, false): nil
        }
    }

    /// Sessions by day; without headings when there is one day, or none is known.
    private static func days(_ edition: Edition, snapshot: Snapshot) -> [PageContext] {
        let dates = edition.talks.map(\.date)
        let distinct = Set(dates.compactMap { $0 }).sorted()
        guard distinct.count > 1 else { return [day(nil, edition.talks, snapshot: snapshot)] }
        let undated = edition.talks.filter { $0.date == nil }
        return distinct.map { date in
            day(date, edition.talks.filter { $0.date == date }, snapshot: snapshot)
        } + (undated.isEmpty ? [] : [day(nil, undated, snapshot: snapshot)])
    }

    private static func day(_ date: CalendarDate?, _ talks: [Talk], snapshot: Snapshot) -> PageContext {
        [
            "dayTitle": orFalse(date.map { HumanText.date($0) }), "dayISO": orFalse(date?.description),
            "talks": talks.map { TalkCard.context($0, snapshot: snapshot, showsEdition: false) },
        ]
    }

    private static func person(_ name: String, _ url: String?) -> PageContext {
        ["name": name, "url": orFalse(url)]
    }

    private static func gallery(_ gallery: Gallery, edition: EditionID) -> PageContext {
        [
            "note": orFalse(gallery.note), "hasPictures": !gallery.pictures.isEmpty,
            "pictures": gallery.pictures.map { picture -> PageContext in
                let address = SiteAddress.galleryPicture(edition, file: picture.file).path
                return ["href": address, "src": address, "caption": picture.caption, "width": "480", "height": "320"]
            },
        ]
    }
}
