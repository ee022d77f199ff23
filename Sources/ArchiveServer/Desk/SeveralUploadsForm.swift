internal import FormParsing
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import TalkArchive

/// Several PDFs in one form: each is put aside until the person says which talk it is of.
enum SeveralUploadsForm {
    static func take(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw FormBody.forged }
        guard let signedIn = Authorization.organizer(visit) else {
            return try OrganizerPages.signInPage(
                visit, error: "You are not signed in any more. Sign in and send the files again.")
        }
        let request = DeskVisit(visit: visit, signedIn: signedIn)
        do {
            guard let id = EditionID(visit.parameter("edition")) else { throw SiteError.notFound }
            let edition = try await request.desk.editionForUploads(id)
            try visit.site.rates.countUpload(from: visit.origin.address)
            try await receive(request, edition)
            return .redirect(to: DeskAddress.stagedUploads(id).path, permanent: false)
        } catch {
            throw SiteError(upload: error)
        }
    }

    /// Reads the body while it arrives; the files go to the disk, nothing large stays in memory.
    private static func receive(_ request: DeskVisit, _ edition: Edition) async throws {
        let (visit, limits) = (request.visit, request.limits)
        let most = limits.stagedBytes + limits.formBytes
        if let length = visit.request.headers[.contentLength].flatMap({ Int($0) }), length > most {
            throw FormError.limitExceeded(.totalBytes(limits.stagedBytes))
        }
        visit.site.stagedDecks.forgetFinished(request.signedIn.sessionID, edition.id)
        var upload = DeckUpload(limits: limits)
        var parser = MultipartParser(
            boundary: try MultipartBoundary(contentType: visit.request.headers[.contentType] ?? ""),
            limits: MultipartLimits(parts: limits.stagedFiles + 5, totalBytes: most))
        var reader = Reader(request: request, edition: edition)
        var body = visit.request.body.makeAsyncIterator()
        while let piece = try await upload.next(&body) {
            for event in try parser.feed(piece.readableBytesView) { try await reader.take(event) }
        }
        try parser.finish()
        guard reader.fileCount > 0 else {
            throw SiteError.badRequest("No file was chosen. Choose one PDF or more and send the form again.")
        }
    }

    private struct Reader {
        let request: DeskVisit
        let edition: Edition
        private(set) var fileCount = 0
        private var proof: [UInt8] = []
        private var part: MultipartPart?
        private var deck: IncomingDeck?
        /// Why the file of now cannot be used; its other bytes are let go.
        private var refusal: String?

        init(request: DeskVisit, edition: Edition) {
            self.request = request
            self.edition = edition
        }

        private var staged: StagedDecks { request.visit.site.stagedDecks }

        mutating func take(_ event: MultipartEvent) async throws {
            switch event {
            case .partBegan(let began): try await begin(began)
            case .bytes(let bytes): try write(bytes)
            case .partEnded: end()
            case .finished: break
            }
        }

        private mutating func begin(_ began: MultipartPart) async throws {
            part = began
            guard began.name == "file" else { return }
            guard request.signedIn.isProven(by: String(decoding: proof, as: UTF8.self)) else { throw FormBody.tooOld }
            guard let filename = began.filename, !filename.isEmpty else { return }
            try staged.checkRoom(request.signedIn.sessionID)
            fileCount += 1
            refusal = nil
            deck = try await request.desk.beginStaging(for: edition)
        }

        private mutating func write(_ bytes: ArraySlice<UInt8>) throws {
            guard let part else { return }
            if part.name == "csrf" {
                guard proof.count + bytes.count <= 1000 else { throw FormBody.tooOld }
                proof += bytes
            }
            guard part.name == "file", let deck, refusal == nil else { return }
            do {
                try deck.write(bytes)
                try staged.checkRoom(request.signedIn.sessionID, bytes: deck.byteCount)
            } catch let error as DeckStoreError {
                switch error {
                case .notPDF, .tooLarge: refusal = error.description
                default: throw error
                }
            }
        }

        private mutating func end() {
            defer { (part, deck) = (nil, nil) }
            guard let part, let deck else { return }
            var state = StagedDecks.State.waiting(deck)
            do {
                if refusal == nil { _ = try deck.seal() }
            } catch {
                refusal = "\(error)"
            }
            if let refusal { state = .refused(refusal) }
            staged.add(part.filename ?? "", request.signedIn.sessionID, edition.id, state)
        }
    }
}
