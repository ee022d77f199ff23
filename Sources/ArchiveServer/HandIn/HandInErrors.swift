internal import HTTPTypes
internal import TalkArchive

extension SiteError {
    /// Why a link or something handed in was not taken: which status each reason has is decided here, for pages and
    /// API alike.
    init(handIn error: any Error) {
        switch error {
        case let error as HandInError: self = Self.handIn(error)
        case let error as ProposalError: self = Self.proposal(error)
        case let error as TalkLinkError: self = Self.link(error)
        case let error as ArchiveEditError: self = Self.edit(error)
        default: self.init(upload: error)
        }
    }

    private static func handIn(_ error: HandInError) -> SiteError {
        switch error {
        case .linkEnded: linkEnded
        case .closed(let since):
            SiteError(
                status: .forbidden, title: "Closed",
                detail: closedText(since) + " Nothing was changed. Write to an organizer, who still can.")
        }
    }

    static let linkEnded = SiteError(
        status: .unauthorized, title: "This link does not hold any more",
        detail: "It was taken back or has expired. Nothing was changed. Ask an organizer for a new one.")

    /// - Parameter since: before everything when what is written cannot be understood.
    static func closedText(_ since: Timestamp?) -> String {
        guard let since, since > .distantPast else { return "The talks of this edition are closed to changes." }
        return "The talks of this edition are closed to changes since \(HumanText.moment(since))."
    }

    private static func proposal(_ error: ProposalError) -> SiteError {
        let (status, title): (HTTPResponse.Status, String)
        switch error {
        case .unknown: (status, title) = (.notFound, "Nothing waits here any more")
        case .changedMeanwhile: (status, title) = (.conflict, "The speaker has handed in something else")
        case .damaged: (status, title) = (.conflict, "What was handed in is damaged")
        case .tooMany: (status, title) = (.conflict, "Too much waits already")
        case .textTooLong: (status, title) = (.contentTooLarge, "The texts are too long")
        case .badReason: (status, title) = (.badRequest, "A reason is needed")
        case .edit(let error): return edit(error)
        case .deck(let error): return SiteError(upload: error)
        }
        return SiteError(status: status, title: title, detail: error.description)
    }

    private static func link(_ error: TalkLinkError) -> SiteError {
        let (status, title): (HTTPResponse.Status, String)
        switch error {
        case .badName, .expired, .badOpenings: (status, title) = (.badRequest, "The link cannot be made so")
        case .unknownTalk, .unknown: (status, title) = (.notFound, "Not found")
        case .damaged: (status, title) = (.conflict, "The list of links is damaged")
        case .full: (status, title) = (.insufficientStorage, "The list of links is full")
        case .storage(let error): return SiteError(upload: error)
        }
        return SiteError(status: status, title: title, detail: error.description)
    }

    private static func edit(_ error: ArchiveEditError) -> SiteError {
        let (status, title): (HTTPResponse.Status, String)
        switch error {
        case .conflict: (status, title) = (.conflict, "Somebody changed the talk meanwhile")
        case .invalid: (status, title) = (.unprocessableContent, "This cannot be taken as it is")
        case .cannotEdit: (status, title) = (.conflict, "The talk's file cannot be changed")
        case .exists: (status, title) = (.conflict, "It is there already")
        case .unknown: (status, title) = (.notFound, "Not found")
        case .storage(let error): return SiteError(upload: error)
        }
        return SiteError(status: status, title: title, detail: error.description)
    }
}
