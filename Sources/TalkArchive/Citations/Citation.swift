internal import Foundation

/// A talk, or one slide of it, as it is cited.
public struct Citation: Sendable, Equatable {
    /// Unique in the archive and stable: `kangrejos-2022-rust-gcc`, `kangrejos-2022-rust-gcc-slide-7`.
    public let key: String
    public let title: String
    public let speakers: [String]
    /// Nil when only the edition's year is known.
    public let date: CalendarDate?
    public let year: Int
    /// The edition's name.
    public let event: String
    public let place: String?
    /// Counted from 1; nil for a whole talk.
    public let slide: Int?
    /// The page of the talk or slide.
    public let url: String
    /// The slides as PDF; nil when there are none.
    public let pdf: String?
    public let abstract: String
    public let keywords: [String]
    public let language: String

    /// Nil when the talk is not of this archive.
    /// - Parameter slide: a page of the current deck, counted from 1; nil cites the talk.
    public init?(of talk: Talk, slide: Int? = nil, in archive: Archive) {
        guard let edition = archive.edition(talk.key.edition) else { return nil }
        let settings = archive.settings
        let base = "\(Slug.make(from: settings.name))-\(talk.key.edition)-\(talk.key.slug)"
        key = slide.map { "\(base)-slide-\($0)" } ?? base
        title = slide.map { "\(talk.title), slide \($0)" } ?? talk.title
        speakers = talk.speakers.map(\.name)
        date = talk.date
        year = (talk.date ?? edition.starts).year
        event = edition.name
        place = edition.place
        self.slide = slide
        url = (slide.map { SiteAddress.slide(talk.key, $0) } ?? .talk(talk.key)).absolute(base: settings.baseURL)
        pdf = talk.currentDeck.map { _ in SiteAddress.currentDeck(talk.key).absolute(base: settings.baseURL) }
        abstract = talk.textKind == .abstract ? Markdown.plainText(talk.text) : ""
        keywords = talk.tags.map(\.description)
        language = settings.language
    }
}

/// A form in which citations are handed to reference managers.
public enum CitationFormat: String, Sendable, CaseIterable {
    /// BibTeX (O. Patashnik, "BibTeXing", 1988), in UTF-8.
    case bibtex = "bib"
    /// RIS, the tagged format of Reference Manager.
    case ris
    /// CSL-JSON, the data of the Citation Style Language.
    case csl = "json"

    public var mediaType: String {
        switch self {
        case .bibtex: "application/x-bibtex; charset=utf-8"
        case .ris: "application/x-research-info-systems; charset=utf-8"
        case .csl: "application/vnd.citationstyles.csl+json"
        }
    }

    /// As people call it.
    public var name: String {
        switch self {
        case .bibtex: "BibTeX"
        case .ris: "RIS"
        case .csl: "CSL-JSON"
        }
    }

    /// A whole file of citations.
    public func text(_ citations: [Citation]) -> String {
        switch self {
        case .bibtex: citations.map(\.bibtex).joined(separator: "\n")
        case .ris: citations.map(\.ris).joined()
        case .csl: Citation.csl(citations)
        }
    }
}

extension String {
    /// On one line, without control characters: line ends are part of each of the formats.
    var onOneCitedLine: String {
        let visible = unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        return String(String.UnicodeScalarView(visible)).split(separator: " ").joined(separator: " ")
    }
}
