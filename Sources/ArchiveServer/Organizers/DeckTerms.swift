internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// What has to hold for an upload to be taken: conditions on the deck that the talk has (RFC 9110, 13.1), and what the
/// bytes have to be (RFC 9530).
struct DeckTerms: Sendable {
    /// Tags of which the current deck has to have one.
    var ifMatch: EntityTags?
    /// Tags of which it may have none.
    var ifNoneMatch: EntityTags?
    /// What the SHA-256 of the bytes has to be.
    var digest: ContentHash?

    /// Whatever comes, for whatever is there.
    static let none = DeckTerms()

    private init() {}

    /// - Throws: 400 when a digest cannot be understood, or two say different things.
    init(_ fields: HTTPFields) throws {
        let conditions = RequestConditions(fields)
        ifMatch = conditions.ifMatch.map(EntityTags.init)
        ifNoneMatch = conditions.ifNoneMatch.map(EntityTags.init)
        // A PUT without a range sends all of the representation, so both fields are about the same bytes.
        let digests = try [HTTPField.Name.contentDigest, .reprDigest].compactMap { name in
            try fields[values: name].isEmpty ? nil : Self.digest(fields[values: name].joined(separator: ","), name)
        }
        digest = digests.first
        guard Set(digests).count <= 1 else { throw Self.unreadable("The two digests are not the same.") }
    }

    /// Whether the conditions hold for a talk whose current deck is this.
    /// - Throws: 412.
    func require(_ current: ContentHash?) throws {
        let tag = current?.description
        var holds = true
        if let ifMatch { holds = tag.map { ifMatch.isAny || ifMatch.namesStrongly($0) } ?? false }
        if holds, let ifNoneMatch { holds = tag.map { !ifNoneMatch.isAny && !ifNoneMatch.namesWeakly($0) } ?? true }
        guard !holds else { return }
        let state = tag.map { "The talk's slides are now the PDF with the SHA-256 \($0)." } ?? "The talk has no slides."
        var error = SiteError(
            status: .preconditionFailed, title: ProblemKind.notWhatYouHave.title,
            detail: "\(state) Look at them, and send yours again if they are still wanted. Nothing was changed.")
        if let tag { error.fields[.eTag] = "\"\(tag)\"" }
        throw error
    }

    /// Whether these are the bytes that were to be sent.
    /// - Throws: 400.
    func require(bytes hash: ContentHash) throws {
        guard let digest, digest != hash else { return }
        throw SiteError(
            status: .badRequest, title: ProblemKind.digestMismatch.title,
            detail: "The SHA-256 of what arrived is \(hash), and not \(digest). Send it again. Nothing was changed.",
            problem: .digestMismatch)
    }

    /// The `sha-256` of a dictionary of digests (RFC 9651, 3.2); others are passed over, as RFC 9530 lets a server do.
    private static func digest(_ field: String, _ name: HTTPField.Name) throws -> ContentHash? {
        var digest: ContentHash?
        for member in field.split(separator: ",") {
            let parts = member.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == "sha-256" else { continue }
            let value = parts[1].split(separator: ";", omittingEmptySubsequences: false)[0].trimmingCharacters(
                in: .whitespaces)
            guard value.count > 2, value.hasPrefix(":"), value.hasSuffix(":"),
                let bytes = Data(base64Encoded: String(value.dropFirst().dropLast())), bytes.count == 32,
                let hash = ContentHash(bytes.map { String(format: "%02x", $0) }.joined())
            else {
                throw unreadable("\(name): write it as sha-256=:BASE64:, with the 32 bytes of the hash.")
            }
            digest = hash
        }
        return digest
    }

    private static func unreadable(_ detail: String) -> SiteError {
        SiteError(
            status: .badRequest, title: ProblemKind.badRequest.title, detail: "\(detail) Nothing was changed.",
            problem: .badRequest)
    }
}

extension HTTPField.Name {
    /// RFC 9530, 2.
    static let contentDigest = named("Content-Digest")
    /// RFC 9530, 3.
    static let reprDigest = named("Repr-Digest")
    /// RFC 5789, 3.1.
    static let acceptPatch = named("Accept-Patch")
}

extension APIParameter {
    static let currentDeck = APIParameter(
        name: "If-Match", place: .header,
        about: "The slides are taken only if the talk's current PDF has this tag (its SHA-256); `*` for any.",
        schema: Schema.text("Entity tags with their quotes, or `*`."))
    static let noDeck = APIParameter(
        name: "If-None-Match", place: .header,
        about: "`*`: the slides are taken only if the talk has none yet.",
        schema: Schema.text("Entity tags with their quotes, or `*`."))
    static let contentDigest = digest("Content-Digest")
    static let reprDigest = digest("Repr-Digest")

    private static func digest(_ name: String) -> APIParameter {
        APIParameter(
            name: name, place: .header,
            about: "`sha-256=:BASE64:` (RFC 9530): slides that arrive as other bytes are not taken.",
            schema: Schema.text("A dictionary of digests; of its members `sha-256` is looked at."))
    }
}
