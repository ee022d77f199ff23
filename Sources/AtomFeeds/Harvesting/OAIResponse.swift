import TalkArchive

/// An answer of OAI-PMH 2.0, complete but for the moment at which it is sent.
public struct OAIResponse: Sendable {
    let baseURL: String
    /// Those of the request, repeated; empty where they were at fault.
    let arguments: [Argument]
    let body: Body

    struct Argument: Sendable, Hashable {
        let name: String
        let value: String
    }

    enum Body: Sendable {
        case errors([OAIError])
        case identity(RepositoryIdentity)
        /// The one format.
        case formats
        case sets([HarvestSet])
        case list(OAIRequest.Part, [HarvestRecord], PageEnd?)
        case record(HarvestRecord)
    }

    /// The media type of every answer (section 3.1.2).
    public static let mediaType = "text/xml; charset=utf-8"

    /// The errors that it tells; empty for an answer that has what was asked for.
    public var errors: [OAIError] {
        if case .errors(let errors) = body { errors } else { [] }
    }
}

/// What `Identify` tells of the repository.
struct RepositoryIdentity: Sendable {
    let name: String
    /// A mail address.
    let contact: String
    /// No record has changed before.
    let earliest: Timestamp
    /// The domain of the identifiers where they follow the OAI identifier guideline; nil where they do not.
    let regularDomain: String?
    let sample: String
}

/// An edition as a set.
struct HarvestSet: Sendable {
    let spec: String
    let name: String
    let description: DublinCore

    init(spec: String, edition: Edition) {
        self.spec = spec
        name = OneLine.text(edition.name, or: spec)
        description = DublinCore(edition)
    }
}

/// The end of a page of a list that comes in parts.
struct PageEnd: Sendable {
    /// Nil on the last page.
    let token: String?
    /// Records of the whole list, as far as is known now.
    let listSize: Int
    /// Records that came before this page.
    let cursor: Int
}
