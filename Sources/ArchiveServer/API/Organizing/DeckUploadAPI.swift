internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import TalkArchive

/// `PUT /api/v1/editions/2022/talks/rust-gcc/slides` with a PDF as body and an organizer's token.
enum DeckUploadAPI {
    static let operation = APIOperation(
        method: .put, path: SlideList.resource.path, name: "putSlides", about: "Puts slides up",
        description: """
            The answer comes when the deck is on the disk and everyone sees it. The version before stays. `If-Match` \
            and `If-None-Match` are about the PDF that the talk has, not about the list that GET gives here: its tag \
            is the `sha256` of the talk, which is also the `ETag` of `slides.pdf`. Not allowed from pages of other sites.
            """,
        parameters: [.edition, .talk, .note, .currentDeck, .noDeck, .contentDigest, .reprDigest],
        body: .init(
            about: "A PDF. What the bytes are is looked at; `Content-Type` is not.",
            content: ["application/pdf": [:], "application/octet-stream": [:]]),
        answers: [
            .located(
                .ok, "The talk shows these slides; it had them before, now or as an older version.",
                Schema.reference(Report.self)),
            .located(.created, "The talk shows these slides.", Schema.reference(Report.self)),
        ],
        problems: [
            .badRequest, .notFound, .requestTimeout, .conflict, .preconditionFailed, .contentTooLarge,
            .unsupportedMediaType, .unprocessableContent, .insufficientStorage,
        ]
    ) { desk, visit in
        guard let key = TalkKey("\(visit.parameter("edition"))/\(visit.parameter("talk"))") else {
            throw SiteError(
                status: .notFound, title: "There is no such talk",
                detail: "Look up the talk's address on the site; it is EDITION/TALK.")
        }
        // Before a byte is taken.
        try desk.principal.require(.changeDecks(key))
        try visit.site.rates.countUpload(from: visit.origin.address)
        let terms = try DeckTerms(visit.request.headers)
        let incoming = try await receive(visit, for: key, terms)
        let receipt = try await desk.accept(incoming, for: key, note: note(visit), on: terms)
        return try answer(receipt, snapshot: visit.site.snapshots.take())
    }

    private static func receive(_ visit: Visit, for key: TalkKey, _ terms: DeckTerms) async throws -> IncomingDeck {
        var upload = DeckUpload(limits: visit.site.configuration.limits)
        try upload.check(declaredLength: visit.request.headers[.contentLength].flatMap { Int($0) })
        let incoming = try await visit.site.keeper.beginUpload(to: key, on: terms)
        var body = visit.request.body.makeAsyncIterator()
        while let piece = try await upload.next(&body) {
            try incoming.write(piece.readableBytesView)
        }
        return incoming
    }

    /// One line about the version: the query's `note`.
    private static func note(_ visit: Visit) -> String {
        String((visit.query["note"] ?? "").prefix(visit.site.configuration.limits.noteCharacters))
    }

    private static func answer(_ receipt: UploadReceipt, snapshot: Snapshot) throws -> Content {
        let base = snapshot.archive.settings.baseURL
        let deckReport = receipt.report(in: snapshot)
        let report = Report(
            talk: receipt.talk.key.description, url: SiteAddress.talk(receipt.talk.key).absolute(base: base),
            outcome: receipt.outcome.rawValue, sha256: receipt.deck.hash.description,
            bytes: receipt.deck.byteCount, added: receipt.deck.added.description,
            pages: receipt.content.slides.count, warnings: deckReport.warnings, report: deckReport)
        var content = try Content.json(report, status: receipt.outcome == .added ? .created : .ok)
        content.fields[.location] = SiteAddress.talk(receipt.talk.key).absolute(base: base)
        return content
    }

    struct Report: APIObject {
        let talk: String
        let url: String
        let outcome: String
        let sha256: String
        let bytes: Int
        let added: String
        let pages: Int
        let warnings: [String]
        /// All that is known about the deck.
        let report: DeckReport

        static let schemaName = "UploadReport"
        static let schema = ObjectSchema(
            "What became of an upload.",
            [
                .must("talk", Schema.text("The talk's key.")),
                .must("url", Schema.address("Its page for people.")),
                .must("outcome", Schema.choice("What it did.", ["added", "restored", "unchanged"])),
                .must("sha256", Schema.hash("SHA-256 of the PDF's bytes.")),
                .must("bytes", Schema.count("Its length.")),
                .must("added", Schema.moment("When it came into the archive.")),
                .must("pages", Schema.count("Its pages.")),
                .must("warnings", Schema.list("What readers will miss.", of: Schema.text("A sentence."))),
                .must("report", Schema.reference(DeckReport.self)),
            ])
    }
}
