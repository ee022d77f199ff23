internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import TalkArchive

/// `PUT /api/v1/editions/2022/talks/rust-gcc/slides` with a PDF as body and an organizer's token.
enum DeckUploadAPI {
    static func put(_ visit: Visit) async throws -> Content {
        let principal = try Authorization.bearer(visit)
        do {
            guard let key = TalkKey("\(visit.parameter("edition"))/\(visit.parameter("talk"))") else {
                throw SiteError(
                    status: .notFound, title: "There is no such talk",
                    detail: "Look up the talk's address on the site; it is EDITION/TALK.")
            }
            // Before a byte is taken.
            try principal.require(.changeDecks(key))
            try visit.site.rates.countUpload(from: visit.origin.address)
            let receipt = try await ArchiveDesk(keeper: visit.site.keeper, principal: principal).accept(
                try await receive(visit, for: key), for: key, note: note(visit))
            return try answer(receipt, snapshot: visit.site.snapshots.take())
        } catch {
            throw SiteError(upload: error)
        }
    }

    private static func receive(_ visit: Visit, for key: TalkKey) async throws -> IncomingDeck {
        var upload = DeckUpload(limits: visit.site.configuration.limits)
        try upload.check(declaredLength: visit.request.headers[.contentLength].flatMap { Int($0) })
        let incoming = try await visit.site.keeper.beginUpload(to: key)
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
        content.security = .reply
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
