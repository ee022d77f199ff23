internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/organize/editions/{edition}/order`: the talks of an edition in the order of the programme.
enum ProgrammeOrderAPI {
    private static let path = "/api/v1/organize/editions/{edition}/order"
    private static let next = [(operation: "putOrder", path: ["edition"])]
    private static let about = """
        Its `ETag` changes when a talk comes or goes, or when one gets another number, and not when something else of a \
        talk changes.
        """

    static let get = APIOperation(
        method: .get, path: path, name: "getOrder", about: "The order of an edition's talks", description: about,
        parameters: [.edition],
        answers: [.revised(.ok, "The order.", Schema.reference(Order.self), changedBy: next)],
        problems: [.notFound, .conflict]
    ) { desk, visit in
        let order = try await desk.order(of: visit.editionID())
        return try .organized(Order(order.talks), revision: order.revision)
    }

    static let put = APIOperation(
        method: .put, path: path, name: "putOrder", about: "Puts an edition's talks into an order",
        description: """
            As few talks as possible get another number (`order` of their fields). All talks of the edition have to be \
            named. \(about)
            """,
        parameters: [.edition, .ifMatch],
        body: .init(
            about: "The names of all talks in the new order.",
            content: [
                "application/json": [
                    "type": "object", "additionalProperties": false, "required": ["talks"],
                    "properties": [
                        "talks": [
                            "type": "array", "uniqueItems": true, "items": Schema.slug("The name of a talk."),
                        ]
                    ],
                ]
            ]),
        answers: [.revised(.ok, "The order as it is now.", Schema.reference(Order.self), changedBy: next)],
        problems: OrganizedTalk.writeProblems
    ) { desk, visit in
        let id = try visit.editionID()
        try desk.principal.require(.changeEdition(id))
        let tags = try SeenRevision.tags(visit)
        let sent = try await SentDocument(visit, known: ["talks"])
        let slugs = try slugs(sent)
        let now = try await desk.order(of: id)
        guard tags.isAny || tags.namesStrongly(now.revision.description) else {
            let text = now.talks.map { "\($0.slug)\n" }.joined()
            throw SiteError.changedSince(file: "\(id)/", text: text, revision: now.revision, sent: sent.json)
        }
        guard slugs.count == now.talks.count, Set(slugs) == Set(now.talks.map(\.slug)) else {
            let names = now.talks.map(\.slug.description).joined(separator: ", ")
            throw SiteError.invalid([("talks", "Name each talk of the edition once: \(names).")])
        }
        _ = try await desk.reorder(
            slugs.map { TalkKey(edition: id, slug: $0) }, of: id, seen: now.revisions)
        let order = try await desk.order(of: id)
        return try .organized(Order(order.talks), revision: order.revision)
    }

    /// The body in both directions.
    struct Order: APIObject {
        let talks: [String]

        static let schemaName = "ProgrammeOrder"
        static let schema = ObjectSchema(
            "The order of an edition's talks.",
            [.must("talks", Schema.list("Their names, the first first.", of: Schema.slug("A talk.")))])

        init(_ talks: [TalkKey]) { self.talks = talks.map(\.slug.description) }
    }

    private static func slugs(_ sent: SentDocument) throws -> [TalkSlug] {
        guard case .list(let items)? = sent.members["talks"] else {
            throw SiteError.invalid([("talks", "Write a list of names of talks.")])
        }
        let slugs = try items.map { item in
            guard case .text(let text) = item, let slug = TalkSlug(text) else {
                throw SiteError.invalid([("talks", "Write each talk as the last part of its address.")])
            }
            return slug
        }
        guard Set(slugs).count == slugs.count else { throw SiteError.invalid([("talks", "Name each talk once.")]) }
        return slugs
    }
}

extension ArchiveDesk {
    /// The order of an edition's talks.
    /// - Returns: the talks in the order of the programme, a revision of their numbers, and the revision of each file.
    func order(
        of edition: EditionID
    ) async throws -> (talks: [TalkKey], revision: ContentHash, revisions: [TalkKey: ContentHash]) {
        try principal.require(.seeHidden(edition))
        guard let talks = try await view().archive.edition(edition)?.talks.map(\.key) else { throw SiteError.notFound }
        var revisions: [TalkKey: ContentHash] = [:]
        var numbers = ""
        for talk in talks.sorted() {
            let (text, revision) = try await text(of: talk)
            revisions[talk] = revision
            numbers += "\(talk.slug) \(EditableText(talk: text)?.values["order"]?.text ?? "")\n"
        }
        return (talks, ContentHash(of: Data(numbers.utf8)), revisions)
    }
}
