/// A request of OAI-PMH 2.0 (section 4) whose arguments are those of its verb, each once and well formed.
///
/// Whether the archive has what is asked for is the repository's to say.
public enum OAIRequest: Sendable, Hashable {
    case identify
    case listMetadataFormats(identifier: String?)
    case listSets(resumptionToken: String?)
    case list(Part, Selection)
    /// The next page of a list.
    case resume(Part, token: String)
    case getRecord(identifier: String, metadataPrefix: String)

    /// How much of each record a list tells.
    public enum Part: String, Sendable, CaseIterable {
        /// `ListIdentifiers`.
        case headers
        /// `ListRecords`.
        case records

        var verb: Verb { self == .headers ? .listIdentifiers : .listRecords }
    }

    /// What a list is narrowed to.
    public struct Selection: Sendable, Hashable {
        public var metadataPrefix: String
        /// The `setSpec` of an edition; nil for all.
        public var set: String?
        public var interval: HarvestInterval

        public init(metadataPrefix: String, set: String? = nil, interval: HarvestInterval = HarvestInterval()) {
            self.metadataPrefix = metadataPrefix
            self.set = set
            self.interval = interval
        }
    }

    /// The protocol's six verbs.
    enum Verb: String, CaseIterable {
        case identify = "Identify"
        case listMetadataFormats = "ListMetadataFormats"
        case listSets = "ListSets"
        case listIdentifiers = "ListIdentifiers"
        case listRecords = "ListRecords"
        case getRecord = "GetRecord"

        /// Arguments that must, and that may be there. `resumptionToken`, where it is taken, stands alone.
        var arguments: (required: [String], optional: [String], isResumable: Bool) {
            switch self {
            case .identify: ([], [], false)
            case .listMetadataFormats: ([], ["identifier"], false)
            case .listSets: ([], [], true)
            case .listIdentifiers, .listRecords: (["metadataPrefix"], ["from", "until", "set"], true)
            case .getRecord: (["identifier", "metadataPrefix"], [], false)
            }
        }
    }
}
