internal import HTTPTypes
internal import TalkArchive

/// Why a request cannot be answered as asked, in words for the person who asked.
struct SiteError: Error {
    var status: HTTPResponse.Status
    /// A short heading.
    var title: String
    /// What happened and what to do next.
    var detail: String
    var fields: HTTPFields = [:]
    /// What went wrong underneath, for the log alone.
    var cause: String?
    /// The talk that was there before.
    var withdrawal: Withdrawal?
    /// Its kind for programs; nil for what the status alone tells.
    var problem: ProblemKind?
    /// The parameter of the query that is wrong.
    var parameter: String?
    /// What programs are told besides.
    var particulars: ProblemParticulars?

    static let notFound = SiteError(
        status: .notFound, title: "Not found", detail: "There is nothing at this address.")

    /// A talk that was taken back, and whatever belonged to it (RFC 9110, 15.5.11: the condition is permanent).
    static func withdrawn(_ withdrawal: Withdrawal) -> SiteError {
        let reason = withdrawal.reason.isEmpty ? "" : " \(withdrawal.reason)"
        return SiteError(
            status: .gone, title: "Withdrawn",
            detail: "“\(withdrawal.title)” was withdrawn on \(HumanText.date(withdrawal.at)).\(reason)",
            withdrawal: withdrawal)
    }

    static let preconditionFailed = SiteError(
        status: .preconditionFailed, title: "This is not what you have",
        detail: "It was changed since the moment, or is other bytes than those, that the request names.")

    static let outOfMemory = SiteError(
        status: .serviceUnavailable, title: "The server is short of memory", detail: "Try again in a moment.",
        fields: [.retryAfter: "10"], cause: "zlib could not compress an answer")

    static func badRequest(_ detail: String) -> SiteError {
        SiteError(status: .badRequest, title: "The request could not be understood", detail: detail)
    }

    static func methodNotAllowed(allowed: String) -> SiteError {
        SiteError(
            status: .methodNotAllowed, title: "That cannot be done here",
            detail: "This address takes \(allowed) only.", fields: [.allow: allowed])
    }
}
