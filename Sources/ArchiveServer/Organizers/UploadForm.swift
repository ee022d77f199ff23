internal import FormParsing
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import TalkArchive

/// A sent upload form of an organizer or a speaker: `csrf`, `talk`, `file`, `note`.
struct UploadForm {
    var talk: TalkKey
    var note: String
    var deck: IncomingDeck

    /// Reads the body while it arrives; the file goes to the disk, nothing large stays in memory.
    /// - Throws: whatever `SiteError(upload:)` can tell.
    static func receive(_ visit: Visit, signedIn: Authorization.SignedIn) async throws -> UploadForm {
        let limits = visit.site.configuration.limits
        var upload = DeckUpload(limits: limits)
        try upload.check(
            declaredLength: visit.request.headers[.contentLength].flatMap { Int($0) }, allowance: limits.formBytes)
        var parser = MultipartParser(
            boundary: try MultipartBoundary(contentType: visit.request.headers[.contentType] ?? ""),
            limits: MultipartLimits(totalBytes: limits.deckBytes + limits.formBytes))
        let keeper = visit.site.keeper
        var reader = Reader(signedIn: signedIn, limit: limits.formBytes) { try await keeper.beginUpload(to: $0) }
        var body = visit.request.body.makeAsyncIterator()
        while let piece = try await upload.next(&body) {
            for event in try parser.feed(piece.readableBytesView) { try await reader.take(event) }
        }
        try parser.finish()
        return try reader.form(noteLimit: limits.noteCharacters)
    }

    /// Puts the parts of the form together.
    private struct Reader {
        let signedIn: Authorization.SignedIn
        let limit: Int
        let begin: @Sendable (TalkKey) async throws -> IncomingDeck
        private var fields: [String: [UInt8]] = [:]
        private var deck: IncomingDeck?
        private var part: MultipartPart?

        init(
            signedIn: Authorization.SignedIn, limit: Int,
            begin: @escaping @Sendable (TalkKey) async throws -> IncomingDeck
        ) {
            self.signedIn = signedIn
            self.limit = limit
            self.begin = begin
        }

        mutating func take(_ event: MultipartEvent) async throws {
            switch event {
            case .partBegan(let began):
                part = began
                guard began.name == "file" else { return }
                // Proof and talk stand before the file in the form, so that a forged or mistaken one costs nothing.
                guard isProven else {
                    throw SiteError(
                        status: .forbidden, title: "This form is too old",
                        detail: "Open its page again and send the file from there.")
                }
                guard let filename = began.filename, !filename.isEmpty else {
                    throw SiteError.badRequest("No file was chosen. Choose a PDF and send the form again.")
                }
                let talk = try talk()
                try signedIn.principal.require(signedIn.principal.isSpeaker ? .handIn(talk) : .changeDecks(talk))
                deck = try await begin(talk)
            case .bytes(let bytes):
                guard let part else { return }
                if part.name == "file" {
                    try deck?.write(bytes)
                } else {
                    guard fields.values.reduce(bytes.count, { $0 + $1.count }) <= limit else {
                        throw SiteError(
                            status: .contentTooLarge, title: "The form is too large",
                            detail: "Its fields may have \(limit) bytes in all.")
                    }
                    fields[part.name, default: []].append(contentsOf: bytes)
                }
            case .partEnded: part = nil
            case .finished: break
            }
        }

        func form(noteLimit: Int) throws -> UploadForm {
            guard let deck else {
                throw SiteError.badRequest("No file was chosen. Choose a PDF and send the form again.")
            }
            return UploadForm(talk: try talk(), note: String(text("note").prefix(noteLimit)), deck: deck)
        }

        private func talk() throws -> TalkKey {
            guard let key = TalkKey(text("talk")) else {
                throw SiteError.badRequest("No talk was chosen. Choose the talk and send the form again.")
            }
            return key
        }

        private var isProven: Bool { signedIn.isProven(by: text("csrf")) }

        private func text(_ name: String) -> String { String(decoding: fields[name] ?? [], as: UTF8.self) }
    }
}
