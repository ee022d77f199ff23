public import Foundation

/// The site that a copy is made of. Paths begin with `/` and continue the site's address.
public protocol MirrorSource: Sendable {
    /// Asks for a document.
    /// - Parameters:
    ///   - entityTag: what is known already; the answer is `unchanged` when it still holds.
    ///   - limit: most bytes.
    /// - Throws: `SourceError`.
    func document(_ path: String, unless entityTag: String?, limit: Int) async throws -> SourceReply

    /// Fetches what never changes under its path into a file, and goes on where an earlier attempt was broken off.
    /// - Parameters:
    ///   - entityTag: the strong validator of the whole.
    ///   - file: what has come so far; made if it is not there.
    ///   - limit: most bytes of the whole.
    /// - Throws: `SourceError`; what came stays in the file.
    func download(_ path: String, entityTag: String, into file: URL, limit: Int) async throws
}

/// What a source answered.
public enum SourceReply: Sendable, Equatable {
    /// What is known is still so (304).
    case unchanged
    /// The bytes, and the entity tag to ask with the next time.
    case document(Data, entityTag: String?)
}

/// Why a source did not give what was asked for.
public enum SourceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no such thing (404, 410).
    case missing(String)
    case tooLarge(String, limit: Int)
    /// Another answer than a file.
    case refused(String, status: Int)
    /// A redirect to another site.
    case leadsElsewhere(String, to: String)
    /// No answer, or one that was broken off.
    case unreachable(String, reason: String)

    public var description: String {
        switch self {
        case .missing(let path): "\(path) is not there."
        case .tooLarge(let path, let limit): "\(path) has more than \(limit) bytes, the limit for it."
        case .refused(let path, let status): "\(path) was answered with status \(status)."
        case .leadsElsewhere(let path, let other):
            "\(path) leads to \(other), another site. Give that site's address if it is the one you mean."
        case .unreachable(let path, let reason): "\(path) cannot be fetched: \(reason)."
        }
    }
}
