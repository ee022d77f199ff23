internal import Foundation
internal import TalkArchive

/// Typed links in the header of a talk's page and of its PDF, for programs that read no HTML: FAIR Signposting,
/// level 1 (signposting.org), by RFC 8288. The archive knows no licence, so none is linked.
enum Signposting {
    /// A talk with more speakers names the first: fields of a header have their limits, and the page has them all.
    private static let authors = 20

    static func links(of talk: Talk, base: URL) -> String {
        var links = [link(.talk(talk.key), "cite-as", base: base)]
        links.append("<https://schema.org/AboutPage>; rel=\"type\"")
        if talk.currentDeck != nil {
            links.append("<https://schema.org/PresentationDigitalDocument>; rel=\"type\"")
            links.append(link(.currentDeck(talk.key), "item", type: "application/pdf", base: base))
        }
        links += talk.speakers.prefix(authors).map { link(.speaker($0.slug), "author", base: base) }
        links += CitationFormat.allCases.map { format in
            let type = format.mediaType.split(separator: ";").first.map(String.init)
            return link(.citation(talk.key, slide: nil, format), "describedby", type: type, base: base)
        }
        return links.joined(separator: ", ")
    }

    /// RFC 6596: search engines show the talk's page, not the bare file.
    static func links(ofSlidesOf talk: Talk, base: URL) -> String {
        [
            link(.talk(talk.key), "canonical", base: base),
            link(.talk(talk.key), "collection", type: "text/html", base: base),
        ].joined(separator: ", ")
    }

    private static func link(_ address: SiteAddress, _ relation: String, type: String? = nil, base: URL) -> String {
        "<\(address.absolute(base: base))>; rel=\"\(relation)\"" + (type.map { "; type=\"\($0)\"" } ?? "")
    }
}
