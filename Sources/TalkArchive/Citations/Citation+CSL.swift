internal import Foundation

extension Citation {
    /// An array of items of type `speech`, by the schema `csl-data.json` of the Citation Style Language.
    static func csl(_ citations: [Citation]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Texts and whole numbers can always be encoded.
        let bytes = (try? encoder.encode(citations.map(CSLItem.init))) ?? Data("[]".utf8)
        return String(decoding: bytes, as: UTF8.self) + "\n"
    }
}

private struct CSLItem: Encodable {
    let id: String
    let type = "speech"
    let title: String
    let author: [Name]
    let issued: DateParts
    let event: String
    let eventPlace: String?
    let url: String
    let abstract: String?
    let keyword: String?
    let language: String

    private enum CodingKeys: String, CodingKey {
        case id, type, title, author, issued, abstract, keyword, language
        case event = "event-title"
        case eventPlace = "event-place"
        case url = "URL"
    }

    init(_ citation: Citation) {
        id = citation.key
        title = citation.title.onOneCitedLine
        author = citation.speakers.map { Name($0.onOneCitedLine) }
        issued = DateParts(
            parts: [citation.date.map { [$0.year, $0.month, $0.day] } ?? [citation.year]])
        event = citation.event.onOneCitedLine
        eventPlace = citation.place?.onOneCitedLine
        url = citation.url
        abstract = citation.abstract.isEmpty ? nil : citation.abstract
        keyword = citation.keywords.isEmpty ? nil : citation.keywords.joined(separator: ", ")
        language = citation.language
    }

    struct DateParts: Encodable {
        let parts: [[Int]]

        private enum CodingKeys: String, CodingKey {
            case parts = "date-parts"
        }
    }

    /// The last word as the family's name, as BibTeX takes it too; a name of one word as it is.
    struct Name: Encodable {
        var family: String?
        var given: String?
        var literal: String?

        init(_ name: String) {
            let words = name.split(separator: " ")
            if let last = words.last, words.count > 1 {
                family = String(last)
                given = words.dropLast().joined(separator: " ")
            } else {
                literal = name
            }
        }
    }
}
