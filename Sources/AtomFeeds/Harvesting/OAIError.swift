/// Something that OAI-PMH 2.0 (section 3.6) lets a repository refuse, with the reason for the person who harvests.
public struct OAIError: Sendable, Hashable {
    public let code: Code
    /// What is wrong and what to do next.
    public let message: String

    /// The protocol's names of errors.
    public enum Code: String, Sendable, CaseIterable {
        case badArgument, badResumptionToken, badVerb, cannotDisseminateFormat, idDoesNotExist, noMetadataFormats
        case noRecordsMatch, noSetHierarchy
    }

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// A request that is refused: everything that is wrong with it at once, as the protocol asks for.
public struct OAIRefusal: Error, Sendable, Hashable {
    /// At least one.
    public let errors: [OAIError]

    init(_ errors: [OAIError]) {
        self.errors = errors
    }

    init(_ code: OAIError.Code, _ message: String) {
        errors = [OAIError(code, message)]
    }
}
