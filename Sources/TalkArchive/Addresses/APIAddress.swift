/// What `/api/v1` has.
public enum APIAddress: Hashable, Sendable {
    case overview
    /// The OpenAPI document.
    case document
    /// The kinds of problems; the names of one leads to its place there.
    case problems(kind: String?)
    case editions
    case edition(EditionID)
    case talks(editions: [EditionID], speakers: [SpeakerSlug], tags: [Tag], page: Int, pageSize: Int?)
    case talk(TalkKey)
    case slides(TalkKey)
    /// A slide, counted from 1.
    case slide(TalkKey, Int)
    case speakers
    case speaker(SpeakerSlug)
    case tags
    case search(SearchAddress, pageSize: Int?)
    /// What came, changed or went after a number; nil for everything.
    case changes(since: Int?, journal: String?, pageSize: Int?)

    /// Editions as organizers have them.
    case organizedSettings
    case organizedEditions
    case organizedEdition(EditionID)
    /// The order of an edition's talks.
    case organizedOrder(EditionID)
    case organizedTalk(TalkKey)
    /// A version of a talk's slides, as a PDF.
    case organizedVersion(TalkKey, ContentHash)
    /// The links by which speakers hand in.
    case speakerLinks
    /// What speakers handed in and nobody has accepted yet; one by its id; its slides.
    case proposals
    case proposal(String)
    case proposedSlides(String)
    /// The audit log; of one talk, or of the whole archive.
    case auditLog(talk: TalkKey?, page: Int, pageSize: Int?)

    /// All talks, from the first.
    public static let allTalks = APIAddress.talks(editions: [], speakers: [], tags: [], page: 1, pageSize: nil)

    static let root = "/api/v1"

    /// Path and query, percent-encoded, starting with `/`.
    var path: String { Self.root + pathBelowRoot }

    private var pathBelowRoot: String {
        switch self {
        case .overview: ""
        case .document: "/openapi.json"
        case .problems(let kind): "/problems" + (kind.map { "#\($0)" } ?? "")
        case .editions: "/editions"
        case .edition(let id): "/editions/\(id)"
        case .talks(let editions, let speakers, let tags, let page, let pageSize):
            "/talks"
                + Self.query(
                    editions.map { ("edition", $0.description) } + speakers.map { ("speaker", $0.description) }
                        + tags.map { ("tag", $0.description) } + Self.paging(page, pageSize))
        case .talk(let key): "/editions/\(key.edition)/talks/\(key.slug)"
        case .slides(let key): "/editions/\(key.edition)/talks/\(key.slug)/slides"
        case .slide(let key, let number): "/editions/\(key.edition)/talks/\(key.slug)/slides/\(number)"
        case .speakers: "/speakers"
        case .speaker(let slug): "/speakers/\(slug)"
        case .tags: "/tags"
        case .search(let search, let pageSize):
            "/search\(search.queryString)" + (pageSize.map { "&per_page=\($0)" } ?? "")
        case .organizedSettings, .organizedEditions, .organizedEdition, .organizedOrder, .organizedTalk,
            .organizedVersion, .auditLog,
            .speakerLinks, .proposals, .proposal, .proposedSlides:
            organizing
        case .changes(let since, let journal, let pageSize):
            "/changes"
                + Self.query(
                    [("journal", journal), ("since", since.map { String($0) })].compactMap { name, value in
                        value.map { (name, $0) }
                    } + Self.paging(1, pageSize))
        }
    }

    private var organizing: String {
        switch self {
        case .organizedSettings: "/organize/settings"
        case .organizedEdition(let id): "/organize/editions/\(id)"
        case .organizedOrder(let id): "/organize/editions/\(id)/order"
        case .organizedTalk(let key): "/organize/editions/\(key.edition)/talks/\(key.slug)"
        case .organizedVersion(let key, let hash): Self.organizedTalk(key).organizing + "/versions/\(hash)"
        case .speakerLinks: "/organize/links"
        case .proposals: "/organize/proposals"
        case .proposal(let id): "/organize/proposals/\(id)"
        case .proposedSlides(let id): "/organize/proposals/\(id)/slides"
        case .auditLog(let talk, let page, let pageSize):
            "/organize/log"
                + Self.query((talk.map { [("talk", $0.description)] } ?? []) + Self.paging(page, pageSize))
        default: "/organize/editions"
        }
    }

    private static func paging(_ page: Int, _ pageSize: Int?) -> [(String, String)] {
        (page > 1 ? [("page", String(page))] : []) + (pageSize.map { [("per_page", String($0))] } ?? [])
    }

    private static func query(_ pairs: [(String, String)]) -> String {
        pairs.isEmpty
            ? "" : "?" + pairs.map { "\($0)=\(SiteAddress.encoded($1))" }.joined(separator: "&")
    }
}
