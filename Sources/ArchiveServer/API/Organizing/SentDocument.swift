internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TalkArchive

/// JSON that a program sends, with the conditions under which it is to be taken.
struct SentDocument: Sendable {
    let json: JSONValue
    let members: [String: JSONValue]

    static let patchType = "application/merge-patch+json"

    /// - Parameter known: the members that there may be.
    /// - Throws: 400, 413, 415, or 422 for other members.
    init(_ visit: Visit, known: [String]) async throws {
        try Self.checkType(visit.request.headers[.contentType])
        let limit = visit.site.configuration.limits.documentBytes
        let body: ByteBuffer
        do {
            body = try await visit.request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw SiteError(
                status: .contentTooLarge, title: ProblemKind.tooLarge.title, detail: "It may have \(limit) bytes.")
        } catch {
            throw SiteError.badRequest("Not all of it arrived, and nothing was changed. Send it again.")
        }
        do {
            json = try JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView))
        } catch {
            throw SiteError.badRequest("Send JSON (RFC 8259) in UTF-8. Nothing was changed.")
        }
        guard let members = json.members else {
            throw SiteError.invalid([(key: nil, "Send an object with \(Self.list(known)).")])
        }
        let others = members.keys.filter { !known.contains($0) }.sorted()
        guard others.isEmpty else {
            throw SiteError.invalid(others.map { ($0, "It cannot be set. Send \(Self.list(known)).") })
        }
        self.members = members
    }

    /// The Markdown after the metadata; nil when nothing is said of it. `null` empties it.
    func body() throws -> String? {
        switch members["body"] {
        case nil: nil
        case .null: ""
        case .text(let text): text
        default: throw SiteError.invalid([("body", "Write a text: Markdown.")])
        }
    }

    /// A text, where there may be none.
    func text(_ name: String) throws -> String? {
        switch members[name] {
        case nil, .null: nil
        case .text(let text): text
        default: throw SiteError.invalid([(name, "Write a text.")])
        }
    }

    /// A whole number, where there may be none.
    func number(_ name: String) throws -> Int? {
        switch members[name] {
        case nil, .null: nil
        case .number(let number): number
        default: throw SiteError.invalid([(name, "Write a whole number.")])
        }
    }

    /// A moment, where there may be none.
    func moment(_ name: String) throws -> Timestamp? {
        try text(name).map { text in
            guard let moment = Timestamp(text) else {
                throw SiteError.invalid([(name, "Write a moment, such as 2031-05-02T18:00:00Z.")])
            }
            return moment
        }
    }

    func fields(_ form: FieldsJSON) throws -> FieldChanges { try members["fields"].map(form.changes) ?? [:] }

    private static func list(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: " and ") }

    private static func checkType(_ field: String?) throws {
        guard let field else { return }
        let type = field.split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        guard type == patchType || type == "application/json" else {
            throw SiteError(
                status: .unsupportedMediaType, title: ProblemKind.wrongMediaType.title,
                detail: "Send JSON with the Content-Type \(patchType) or application/json. Nothing was changed.",
                fields: [.acceptPatch: patchType], problem: .wrongMediaType)
        }
    }

    /// The schema of such a document, and the media types in which it is taken.
    static func content(_ schema: JSONValue) -> [String: JSONValue] {
        [patchType: schema, "application/json": schema]
    }
}

/// The revision that a change is based on.
enum SeenRevision {
    /// The revision of now, if it is the one that `If-Match` names.
    /// - Parameters:
    ///   - sent: what was sent, which the problem document gives back beside what there is now.
    /// - Throws: 428 without the field, 412 when it names another revision.
    static func require(
        _ visit: Visit, of file: String, now: (text: String, revision: ContentHash), sent: JSONValue
    ) throws -> ContentHash {
        let tags = try tags(visit)
        guard tags.isAny || tags.namesStrongly(now.revision.description) else {
            throw SiteError.changedSince(file: file, text: now.text, revision: now.revision, sent: sent)
        }
        return now.revision
    }

    /// - Throws: 428 without the field.
    static func tags(_ visit: Visit) throws -> EntityTags {
        guard let field = RequestConditions(visit.request.headers).ifMatch else {
            throw SiteError.preconditionNeeded(
                "Send If-Match with the ETag of what you saw, so that nobody's change is lost.")
        }
        return EntityTags(field)
    }

    /// - Throws: 428 unless `If-None-Match: *` says that something new is to be made.
    static func requireNone(_ visit: Visit) throws {
        guard let field = RequestConditions(visit.request.headers).ifNoneMatch, EntityTags(field).isAny else {
            throw SiteError.preconditionNeeded(
                "Send 'If-None-Match: *': this makes something new. To change what is there send PATCH.")
        }
    }
}
