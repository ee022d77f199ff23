/// What people hand in in place of a PDF, told from a file's first bytes.
public enum FileKind: Sendable, Equatable, CustomStringConvertible {
    case empty
    case webPage
    case powerPoint
    case keynote
    case openDocument
    case word
    case archive
    case oldOffice
    case postScript
    case picture

    public var description: String {
        switch self {
        case .empty: "the file is empty; copy or upload it again"
        case .webPage:
            "this is a web page, not a PDF: perhaps the download's page was saved; download the PDF itself"
        case .powerPoint: "this is a PowerPoint file: export it as PDF and upload that"
        case .keynote: "this is a Keynote file: export it as PDF and upload that"
        case .openDocument: "this is a LibreOffice file: export it as PDF and upload that"
        case .word: "this is a Word file: export it as PDF and upload that"
        case .archive: "this is a ZIP archive: unpack it and upload the PDF in it"
        case .oldOffice: "this is an old Office file (PowerPoint or Word): export it as PDF and upload that"
        case .postScript: "this is PostScript, not PDF: convert it (ps2pdf) and upload the PDF"
        case .picture: "this is a picture, not a PDF: put it on a page and export that as PDF"
        }
    }

    /// Nil when the bytes tell nothing.
    ///
    /// Signatures as in the formats' own specifications: ZIP's local file headers (PKWARE APPNOTE 4.3.7) and the names
    /// of the first entries, [MS-CFB] 2.2, PNG and JFIF.
    public init?(firstBytes bytes: [UInt8]) {
        guard !bytes.isEmpty else {
            self = .empty
            return
        }
        func begins(_ text: String) -> Bool { bytes.starts(with: Array(text.utf8)) }
        func holds(_ text: String) -> Bool { bytes.firstRange(of: Array(text.utf8)) != nil }
        if bytes.starts(with: [0x50, 0x4B, 3, 4]) {
            if holds("application/vnd.oasis.opendocument") {
                self = .openDocument
            } else if holds("ppt/") {
                self = .powerPoint
            } else if holds("word/") {
                self = .word
            } else if holds("Index/") || holds(".iwa") {
                self = .keynote
            } else {
                self = .archive
            }
        } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            self = .oldOffice
        } else if begins("%!PS") {
            self = .postScript
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) || bytes.starts(with: [0xFF, 0xD8, 0xFF])
            || begins("GIF8")
        {
            self = .picture
        } else if Self.isWebPage(bytes) {
            self = .webPage
        } else {
            return nil
        }
    }

    /// The first thing in the text that is no white space, comment or byte order mark is a tag of HTML.
    private static func isWebPage(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if start.hasPrefix("<!--") || start.hasPrefix("<?xml") { return start.contains("<html") }
        return ["<!doctype html", "<html", "<head", "<body", "<script", "<title"].contains { start.hasPrefix($0) }
    }
}
