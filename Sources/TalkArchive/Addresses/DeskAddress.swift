/// Every address of the organizers' desk: the one place where its paths are spelled.
public enum DeskAddress: Hashable, Sendable {
    case overview
    case signIn
    case signOut
    /// Takes slides for one talk, wherever the form stands.
    case upload
    /// Takes Markdown, gives it as it will look.
    case preview
    /// The archive as a whole.
    case settings
    case newEdition
    case edition(EditionID)
    case editEdition(EditionID)
    case newTalk(EditionID)
    case order(EditionID)
    /// Several files at once.
    case severalUploads(EditionID)
    /// Files that have arrived and wait to be given to their talks.
    case stagedUploads(EditionID)
    case talk(TalkKey)
    case visibility(TalkKey)
    /// A version of the slides as PDF.
    case version(TalkKey, ContentHash)
    /// Makes it current again.
    case restore(TalkKey, ContentHash)
    /// A page of a version, counted from 1.
    case versionPicture(TalkKey, ContentHash, page: Int, SiteAddress.PictureSize)
    /// Pages are counted from 1.
    case log(page: Int)
    case sessions
    case endSession
    case tokens
    case revokeToken

    /// Names that an edition's desk has for itself. A talk of such a name is told apart by the slash behind it.
    public static let ownNames = ["edit", "links", "new", "order", "staged", "upload"]

    /// Path and query, starting with `/`.
    public var path: String { "/organize/" + below }

    private var below: String {
        switch self {
        case .overview: ""
        case .signIn: "sign-in"
        case .signOut: "sign-out"
        case .upload: "upload"
        case .preview: "preview"
        case .settings: "settings"
        case .newEdition: "editions/new"
        case .edition(let id): "editions/\(id)/"
        case .editEdition(let id): "editions/\(id)/edit"
        case .newTalk(let id): "editions/\(id)/new"
        case .order(let id): "editions/\(id)/order"
        case .severalUploads(let id): "editions/\(id)/upload"
        case .stagedUploads(let id): "editions/\(id)/staged"
        case .talk(let key): "editions/\(key)/"
        case .visibility(let key): "editions/\(key)/visibility"
        case .version(let key, let hash): "editions/\(key)/versions/\(hash).pdf"
        case .restore(let key, let hash): "editions/\(key)/versions/\(hash)/restore"
        case .versionPicture(let key, let hash, let page, let size):
            "editions/\(key)/versions/\(hash)/\(page)\(size == .small ? "-small" : "").webp"
        case .log(let page): "log" + (page > 1 ? "?page=\(page)" : "")
        case .sessions: "sessions/"
        case .endSession: "sessions/end"
        case .tokens: "tokens/"
        case .revokeToken: "tokens/revoke"
        }
    }
}
