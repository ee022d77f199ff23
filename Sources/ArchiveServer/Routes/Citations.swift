internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// `/2022/rust-gcc/cite.bib` and its like: talks, slides and editions for reference managers.
enum Citations {
    static func talk(_ format: CitationFormat) -> @Sendable (Visit) throws -> Content {
        { visit in
            let talk = try visit.talk()
            return try content([Citation(of: talk, in: visit.snapshot.archive)], format, name: "\(talk.key.slug)")
        }
    }

    static func slide(_ format: CitationFormat) -> @Sendable (Visit) throws -> Content {
        { visit in
            let talk = try visit.talk()
            let text = visit.parameter("number")
            guard let number = Int(text), String(number) == text,
                visit.snapshot.slides(of: talk).indices.contains(number - 1)
            else { throw SiteError.notFound }
            return try content(
                [Citation(of: talk, slide: number, in: visit.snapshot.archive)], format,
                name: "\(talk.key.slug)-slide-\(number)")
        }
    }

    static func edition(_ format: CitationFormat) -> @Sendable (Visit) throws -> Content {
        { visit in
            let edition = try visit.edition()
            return try content(
                edition.talks.map { Citation(of: $0, in: visit.snapshot.archive) }, format, name: "\(edition.id)")
        }
    }

    /// Links to all forms, for a page.
    static func links(_ address: (CitationFormat) -> SiteAddress) -> [PageContext] {
        CitationFormat.allCases.map { ["title": $0.name, "href": address($0).path] }
    }

    private static func content(_ citations: [Citation?], _ format: CitationFormat, name: String) throws -> Content {
        let text = format.text(citations.compactMap { $0 })
        var content = Content(format.mediaType, bytes: Array(text.utf8), caching: .seconds(3600))
        content.security = .data
        // The name is made of slugs: nothing in it needs quoting rules.
        content.fields[.contentDisposition] = "attachment; filename=\"\(name).\(format.rawValue)\""
        return content
    }
}
