import Foundation
import LibXML
import TalkArchive

/// A record of unqualified Dublin Core, `oai_dc` (Dublin Core Metadata Element Set 1.1): names and values, in order.
struct DublinCore: Sendable, Hashable {
    private(set) var elements: [Element] = []

    struct Element: Sendable, Hashable {
        /// Without its prefix.
        let name: Name
        let value: String
    }

    /// Those of the fifteen elements that an archive of talks can fill. `coverage` is what a talk is about and not
    /// where it was held; nobody has told the archive of `rights`.
    enum Name: String, Sendable {
        case title, creator, subject, description, publisher, date, type, format, identifier, source, language
        case relation
    }

    /// A value of which XML can hold nothing, or that is there already, is left out.
    mutating func add(_ name: Name, _ value: String?) {
        let value = XMLText.permitted(value ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !value.isEmpty else { return }
        let element = Element(name: name, value: value)
        if !elements.contains(element) { elements.append(element) }
    }
}

extension DublinCore {
    /// A talk, with its slides where there are some.
    init(_ talk: Talk, in archive: Archive) {
        let base = archive.settings.baseURL
        let edition = archive.edition(talk.key.edition)
        let deck = talk.currentDeck
        add(.title, OneLine.text(talk.title, or: talk.key.description))
        for speaker in talk.speakers { add(.creator, OneLine.fold(speaker.name)) }
        for tag in talk.tags { add(.subject, tag.description) }
        add(.description, Markdown.plainText(talk.text))
        if deck?.origin == .sample {
            add(.description, "The slides are a sample made for this archive; they are not the speaker's.")
        }
        add(.publisher, OneLine.fold(archive.settings.name))
        add(.date, (talk.date ?? edition?.starts)?.description)
        // OpenAIRE's guidelines and BASE know a workshop's talk by the first; the second is of DCMI's own vocabulary,
        // and says whether there is more to have than the memory of an event.
        add(.type, "info:eu-repo/semantics/conferenceObject")
        add(.type, deck == nil ? "Event" : "Text")
        if deck != nil { add(.format, "application/pdf") }
        add(.identifier, SiteAddress.talk(talk.key).absolute(base: base))
        if deck != nil { add(.identifier, SiteAddress.currentDeck(talk.key).absolute(base: base)) }
        add(.source, edition.map(Self.event))
        add(.language, archive.settings.language)
        add(.relation, SiteAddress.edition(talk.key.edition).absolute(base: base))
        if let original = talk.originalSlides, WebLink.isSafe(original) { add(.relation, original.absoluteString) }
        for link in talk.links where !link.isUncertain && WebLink.isSafe(link.url) {
            add(.relation, link.url.absoluteString)
        }
    }

    /// What an edition is, for the description of its set.
    init(_ edition: Edition) {
        add(.title, OneLine.text(edition.name, or: edition.id.description))
        add(.description, OneLine.fold(edition.tagline))
        add(.description, Markdown.plainText(edition.about))
        add(.date, edition.starts.description)
        add(.type, "Event")
    }

    /// `Kangrejos 2022, Oviedo, Spain, 2022-09-07`: where the talk comes from.
    private static func event(_ edition: Edition) -> String {
        let dates = edition.starts == edition.ends ? "\(edition.starts)" : "\(edition.starts)/\(edition.ends)"
        return [OneLine.fold(edition.name), edition.place.map(OneLine.fold) ?? "", dates]
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
