internal import HTTPTypes

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

    static let notFound = SiteError(
        status: .notFound, title: "Not found", detail: "There is nothing at this address.")

    static func badRequest(_ detail: String) -> SiteError {
        SiteError(status: .badRequest, title: "The request could not be understood", detail: detail)
    }

    static func methodNotAllowed(allowed: String) -> SiteError {
        SiteError(
            status: .methodNotAllowed, title: "That cannot be done here",
            detail: "This address takes \(allowed) only.", fields: [.allow: allowed])
    }
}
