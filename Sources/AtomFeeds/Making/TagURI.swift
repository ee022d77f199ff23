import TalkArchive

/// The ids of feeds and entries: tag URIs (RFC 4151) made of the archive's authority and the names of things.
///
/// They hold no host, scheme, file or moment, so moving the site or reading the folder again changes none of them.
struct TagURI {
    /// `kangrejos.com,2021`: authority name and date (RFC 4151, 2.1).
    let authority: String

    func talk(_ key: TalkKey) -> String { "tag:\(authority):\(key)" }

    /// No edition can be named `feed` or `speakers` (see `EditionID.reservedNames`), so a feed's id is never a
    /// talk's, and a speaker's feed never an edition's.
    func feed(_ subject: SiteAddress.FeedSubject) -> String {
        switch subject {
        case .everything: "tag:\(authority):feed"
        case .edition(let id): "tag:\(authority):feed/\(id)"
        case .speaker(let slug): "tag:\(authority):feed/speakers/\(slug)"
        case .tag(let tag): "tag:\(authority):feed/tags/\(tag)"
        case .search(let search): "tag:\(authority):feed/search\(Self.canonical(search))"
        }
    }

    /// The scheme of the categories that name editions (RFC 4287, 4.2.2.2 wants an IRI, not a page).
    var editionScheme: String { "tag:\(authority):editions" }

    /// The scheme of the categories that name tags.
    var tagScheme: String { "tag:\(authority):tags" }

    /// The first moment of the authority's date (RFC 4151, 2.1: a year, a month or a day): the one fact that even an
    /// archive without editions has.
    var start: Timestamp {
        let date = authority.split(separator: ",", omittingEmptySubsequences: false).dropFirst().first ?? ""
        let day = String(date) + "-01-01".dropFirst(max(date.utf8.count - 4, 0))
        return CalendarDate(day).map(Timestamp.init(startOf:)) ?? Timestamp(secondsSinceEpoch: 0)
    }

    /// All pages of a search are one feed. The query comes percent-encoded from `SearchAddress`, and `?`, `=` and `&`
    /// may stand in a tag URI as they are (RFC 4151, 2.1: `specific`).
    private static func canonical(_ search: SearchAddress) -> String {
        var first = search
        first.page = 1
        return first.queryString
    }
}
