internal import FormParsing
internal import HTTPTypes
internal import SlideExtraction
internal import TalkArchive

extension SiteError {
    /// Why an upload was refused, as an answer: which status each reason has is decided here, for form and API alike.
    init(upload error: any Error) {
        switch error {
        case let error as SiteError: self = error
        case let error as DeckStoreError: self = Self.store(error)
        case let error as ExtractionError: self = Self.extraction(error)
        case FormError.limitExceeded(let limit):
            self.init(status: .contentTooLarge, title: "Too large", detail: limit.description)
        case let error as FormError: self = .badRequest(error.description)
        default:
            self.init(
                status: .internalServerError, title: "Something went wrong here",
                detail: "Nothing was changed. Please try again.", cause: "\(error)")
        }
    }

    /// Most decks that cannot be read are at fault themselves; the rest is for whoever keeps the server.
    private static func extraction(_ error: ExtractionError) -> SiteError {
        switch error {
        case .cacheUnwritable, .toolMissing, .unreadable, .cancelled:
            SiteError(
                status: .internalServerError, title: "The server cannot read slides now",
                detail: "Nothing was changed. Tell whoever keeps the server: \(error.description).")
        case .notAPDF:
            SiteError(
                status: .unsupportedMediaType, title: "This is not a PDF",
                detail: "Nothing was changed: \(error.description).")
        default:
            SiteError(
                status: .unprocessableContent, title: "The slides cannot be read",
                detail: "Nothing was changed: \(error.description).")
        }
    }

    private static func store(_ error: DeckStoreError) -> SiteError {
        let (status, title): (HTTPResponse.Status, String) =
            switch error {
            case .notPDF: (.unsupportedMediaType, "This is not a PDF")
            case .tooLarge: (.contentTooLarge, "The file is too large")
            case .unknownTalk: (.notFound, "There is no such talk")
            case .unknownVersion: (.notFound, "There is no such version")
            case .changedMeanwhile: (.conflict, "Somebody changed the talk at the same moment")
            case .damaged, .cannotEdit: (.conflict, "The talk's file cannot be changed")
            case .diskFull: (.insufficientStorage, "The server's disk is full")
            case .busy, .tooManyOpenFiles: (.serviceUnavailable, "The server is busy")
            case .readOnly, .storage: (.internalServerError, "The archive cannot be written")
            }
        return SiteError(status: status, title: title, detail: error.description)
    }
}

extension HTTPResponse.Status {
    /// RFC 4918, 11.5.
    static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}
