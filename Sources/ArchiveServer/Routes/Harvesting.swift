internal import AtomFeeds
internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import HummingbirdCore
internal import TalkArchive

/// `/oai`: OAI-PMH 2.0, by GET and by POST (section 3.1.1).
enum Harvesting {
    static func asked(_ visit: Visit) throws -> Content {
        try content(query(visit), visit)
    }

    static func sent(_ visit: Visit) async throws -> Content {
        let mediaType = visit.request.headers[.contentType]?.split(separator: ";").first ?? ""
        guard mediaType.trimmingCharacters(in: .whitespaces).lowercased() == "application/x-www-form-urlencoded" else {
            throw SiteError(
                status: .unsupportedMediaType, title: "The request could not be understood",
                detail: "Send the arguments as application/x-www-form-urlencoded, or ask by GET.")
        }
        let limit = visit.site.configuration.limits.formBytes
        let bytes = try await FormBody.bytes(
            visit, most: limit,
            orThrow: SiteError(
                status: .contentTooLarge, title: "The request is too large",
                detail: "It may have \(limit) bytes; the arguments of OAI-PMH are short."))
        do {
            // Arguments in the address count too: one that is in both is there twice.
            return try content(query(visit) + URLEncodedForm(parsing: bytes).pairs, visit)
        } catch let error as FormError {
            throw SiteError.badRequest("\(error)")
        }
    }

    private static func query(_ visit: Visit) -> [URLEncodedForm.Pair] {
        visit.query.pairs
    }

    /// Made for each request and kept nowhere: `responseDate` is the one clock that a protocol asks of us, so no two
    /// answers are the same bytes and a validator would be untrue. Harvesters ask for what is new by `from`.
    private static func content(_ arguments: [URLEncodedForm.Pair], _ visit: Visit) throws -> Content {
        let repository = HarvestRepository(
            archive: visit.snapshot.archive, pageSize: visit.site.configuration.limits.harvestedRecords)
        let response = repository.response(to: arguments.map { ($0.name, $0.value) })
        var content = Content(OAIResponse.mediaType, bytes: try response.xml(at: .now), caching: .never)
        content.entityTag = nil
        content.security = .data
        return content
    }
}
