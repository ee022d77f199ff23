internal import FormParsing
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import TalkArchive

/// Reads a form without a file, with the limits that hold for every form.
enum FormBody {
    /// - Parameter limit: most bytes, where they are more than a form without a text has.
    /// - Throws: a `SiteError` that says which limit was passed.
    static func read(_ visit: Visit, limit: Int? = nil) async throws -> URLEncodedForm {
        let limits = visit.site.configuration.limits
        let limit = limit ?? limits.formBytes
        let bytes = try await bytes(
            visit, most: limit,
            orThrow: SiteError(
                status: .contentTooLarge, title: "The form is too large",
                detail: "It may have \(limit) bytes. Open the page again and send the form from there."))
        do {
            return try URLEncodedForm(
                parsing: bytes, limits: URLEncodedLimits(pairs: limits.formFields, bytes: limit))
        } catch {
            throw SiteError(upload: error)
        }
    }

    /// The whole body of a request, which is a small one, and does not drip.
    /// - Throws: `tooLarge`, or a `SiteError` for a body that broke off (400) or is too slow (408).
    static func bytes(_ visit: Visit, most limit: Int, orThrow tooLarge: SiteError) async throws -> [UInt8] {
        let limits = visit.site.configuration.limits
        var pace = UploadPace(bytesPerSecond: limits.uploadBytesPerSecond, grace: limits.formTime)
        let start = ContinuousClock.now
        var bytes: [UInt8] = []
        var body = visit.request.body.makeAsyncIterator()
        while true {
            let piece: ByteBuffer?
            do {
                piece = try await body.next()
            } catch {
                throw SiteError(
                    status: .badRequest, title: "The request broke off",
                    detail: "Not all of it arrived, and nothing was changed. Send it again.")
            }
            guard let piece else { return bytes }
            guard bytes.count + piece.readableBytes <= limit else { throw tooLarge }
            bytes.append(contentsOf: piece.readableBytesView)
            guard pace.add(bytes: piece.readableBytes, elapsed: ContinuousClock.now - start) else {
                throw SiteError(
                    status: .requestTimeout, title: "The request was too slow",
                    detail: "After \(limits.formTime.components.seconds) seconds it has to have come with "
                        + "\(limits.uploadBytesPerSecond) bytes per second. Try again on a better connection.")
            }
        }
    }

    /// A form of a page of this site, sent by somebody who is signed in as an organizer.
    /// - Throws: a `SiteError`: 403 for a form of elsewhere or of another session, 401 for somebody who is signed out.
    static func organizer(_ visit: Visit) async throws -> (signedIn: Authorization.SignedIn, form: URLEncodedForm) {
        try await proven(visit, by: Authorization.organizer(visit))
    }

    /// The same of a speaker.
    static func speaker(_ visit: Visit) async throws -> (signedIn: Authorization.SignedIn, form: URLEncodedForm) {
        try await proven(
            visit, by: Authorization.speaker(visit), limit: visit.site.configuration.limits.handInFormBytes)
    }

    private static func proven(
        _ visit: Visit, by signedIn: Authorization.SignedIn?, limit: Int? = nil
    ) async throws -> (signedIn: Authorization.SignedIn, form: URLEncodedForm) {
        guard Authorization.isOwnForm(visit) else { throw forged }
        guard let signedIn else {
            throw SiteError(
                status: .unauthorized, title: "You are not signed in any more",
                detail: "Nothing was changed. Sign in and send the form again.")
        }
        let form = try await read(visit, limit: limit)
        guard signedIn.isProven(by: form["csrf"] ?? "") else { throw tooOld }
        return (signedIn, form)
    }

    static let forged = SiteError(
        status: .forbidden, title: "This form came from another site",
        detail: "Open the organizers' desk of this site and send it from there.")

    static let tooOld = SiteError(
        status: .forbidden, title: "This form is too old", detail: "Open its page again and send the form from there.")
}
