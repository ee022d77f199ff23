/// Every address of what speakers hand in, for them and for organizers: the one place where these paths are spelled.
public enum HandInAddress: Hashable, Sendable {
    // The speaker's way; its cookie is for these alone.
    case entrance
    /// Takes the text of a link.
    case open
    case talk
    /// Takes a PDF.
    case slides
    /// Takes title, abstract and links, or shows how they will look.
    case texts
    case withdraw
    case signOut
    /// The PDF that was handed in.
    case ownDeck
    /// A page of the deck that was handed in, or of the talk's own, counted from 1.
    case ownPicture(ContentHash, page: Int, SiteAddress.PictureSize)

    // The organizers' side.
    case links
    case editionLinks(EditionID)
    case talkLinks(TalkKey)
    case revoke
    case proposals
    case accept
    case refuse
    /// By the proposal's id.
    case proposedDeck(String)
    case proposedPicture(String, page: Int, SiteAddress.PictureSize)

    /// Path, starting with `/`.
    public var path: String {
        switch self {
        case .entrance: "/hand-in/"
        case .open: "/hand-in/open"
        case .talk: "/hand-in/talk"
        case .slides: "/hand-in/slides"
        case .texts: "/hand-in/texts"
        case .withdraw: "/hand-in/withdraw"
        case .signOut: "/hand-in/sign-out"
        case .ownDeck: "/hand-in/slides.pdf"
        case .ownPicture(let hash, let page, let size): "/hand-in/pictures/\(hash)/\(Self.picture(page, size))"
        case .links: "/organize/links/"
        case .editionLinks(let id): "/organize/editions/\(id)/links"
        case .talkLinks(let key): "/organize/editions/\(key)/links"
        case .revoke: "/organize/links/revoke"
        case .proposals: "/organize/proposals/"
        case .accept: "/organize/proposals/accept"
        case .refuse: "/organize/proposals/refuse"
        case .proposedDeck(let id): "/organize/proposals/\(id)/slides.pdf"
        case .proposedPicture(let id, let page, let size): "/organize/proposals/\(id)/\(Self.picture(page, size))"
        }
    }

    private static func picture(_ page: Int, _ size: SiteAddress.PictureSize) -> String {
        "\(page)\(size == .small ? "-small" : "").webp"
    }
}
