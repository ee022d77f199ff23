internal import Foundation
internal import TalkArchive

/// A text in both of its forms.
struct TextForms: APIObject {
    let markdown: String
    let html: String

    static let schema = ObjectSchema(
        "A text in two forms.",
        [
            .must("markdown", Schema.text("As it was written: CommonMark.")),
            .must("html", Schema.text("A piece of HTML, without scripts.")),
        ])

    /// Nil for a text with nothing in it.
    init?(_ text: String) {
        guard !text.allSatisfy(\.isWhitespace) else { return nil }
        markdown = text
        html = Markdown.html(text)
    }
}

/// Someone or something with an address of their own.
struct NamedLink: APIObject {
    let name: String
    let url: String?

    static let schema = ObjectSchema(
        "Someone named on an edition's page.",
        [.must("name", Schema.text("The name.")), .may("url", Schema.address("Their own address."))])
}

/// A link to something outside.
struct LinkEntry: APIObject {
    let title: String
    let url: String
    let kind: String
    let isUncertain: Bool

    static let schema = ObjectSchema(
        "A link to something outside the archive.",
        [
            .must("title", Schema.text("What is there.")),
            .must("url", Schema.address("Where it leads.")),
            .must("kind", Schema.choice("What sort of thing it is.", Link.Kind.allCases.map(\.rawValue))),
            .must("isUncertain", Schema.flag("The archive is not sure that it belongs here.")),
        ])

    init(_ link: Link) {
        title = link.title
        url = link.url.absoluteString
        kind = link.kind.rawValue
        isUncertain = link.isUncertain
    }
}

/// A picture of an edition's gallery.
struct GalleryPicture: APIObject {
    let caption: String
    let url: String

    static let schema = ObjectSchema(
        "A picture of a gallery.",
        [.must("caption", Schema.text("What it shows.")), .must("url", Schema.address("The picture."))])
}

/// Both pictures of a slide.
struct SlidePictureAddresses: APIObject {
    let small: String
    let large: String

    static let schema = ObjectSchema(
        "The pictures of a slide, as WebP.",
        [.must("small", Schema.address("For lists.")), .must("large", Schema.address("For reading."))])

    init(_ hash: ContentHash, page: Int, _ address: Addresses) {
        small = address(SiteAddress.picture(hash, page: page, .small))
        large = address(SiteAddress.picture(hash, page: page, .large))
    }
}
