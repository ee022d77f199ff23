internal import HTTPTypes
internal import TalkArchive

extension SiteError {
    /// Why something was not done, as an answer to a program.
    init(operation error: any Error) {
        var error = error
        if case ProposalError.edit(let inner) = error { error = inner }
        guard let error = error as? ArchiveEditError else {
            self = Self.wrongMember(error) ?? SiteError(token: error)
            return
        }
        switch error {
        case .conflict(let file, let text, let revision):
            self = .changedSince(file: file, text: text, revision: revision, sent: nil)
        case .invalid(let problems): self = .invalid(problems.map { ($0.key, $0.description) })
        case .cannotEdit:
            self.init(
                status: .conflict, title: ProblemKind.changedMeanwhile.title, detail: error.description,
                problem: .changedMeanwhile)
        case .exists:
            self.init(
                status: .preconditionFailed, title: ProblemKind.existsAlready.title, detail: error.description,
                problem: .existsAlready)
        case .unknown: self.init(status: .notFound, title: "Not found", detail: error.description)
        case .storage(let error): self.init(upload: error)
        }
    }

    /// A member of what was sent that cannot be taken; nil for other errors.
    private static func wrongMember(_ error: any Error) -> SiteError? {
        switch error {
        case TalkLinkError.badName: .invalid([("name", TalkLinkError.badName.description)])
        case TalkLinkError.expired: .invalid([("expires", TalkLinkError.expired.description)])
        case TalkLinkError.badOpenings: .invalid([("openings", TalkLinkError.badOpenings.description)])
        case AccessTokenError.badName: .invalid([("name", AccessTokenError.badName.description)])
        case ProposalError.badReason: .invalid([("reason", ProposalError.badReason.description)])
        default: nil
        }
    }

    /// Fields that cannot be taken, all at once.
    static func invalid(_ faults: [(key: String?, problem: String)]) -> SiteError {
        SiteError(
            status: .unprocessableContent, title: ProblemKind.invalidFields.title,
            detail: faults.map { fault in fault.key.map { "\($0): \(fault.problem)" } ?? fault.problem }
                .joined(separator: "\n"), problem: .invalidFields,
            particulars: ProblemParticulars(
                fields: faults.map { Problem.FieldFault(key: $0.key, problem: $0.problem) }))
    }

    /// Somebody changed a file since it was seen: both versions are told.
    /// - Parameter sent: what the program wanted; nil when it is not known here.
    static func changedSince(file: String, text: String, revision: ContentHash, sent: JSONValue?) -> SiteError {
        SiteError(
            status: .preconditionFailed, title: ProblemKind.changedSince.title,
            detail: "\(file) is not what you saw: somebody changed it since. Nothing was changed by you.",
            fields: [.eTag: "\"\(revision)\""], problem: .changedSince,
            particulars: ProblemParticulars(
                theirs: Problem.Revision(file: file, revision: revision.description, text: text), yours: sent))
    }

    static func preconditionNeeded(_ detail: String) -> SiteError {
        SiteError(
            status: .preconditionRequired, title: ProblemKind.preconditionNeeded.title, detail: detail,
            problem: .preconditionNeeded)
    }
}
