internal import FullTextIndex
internal import TalkArchive

/// How a talk becomes one document of the index: which of its words stand in which field, and how much they weigh.
enum TalkDocument {
    /// Names of the fields and facets, used by documents, filters and hits alike.
    enum Field {
        static let title = TalkPart.title.rawValue
        static let speakers = TalkPart.speakers.rawValue
        static let tags = TalkPart.tags.rawValue
        static let text = TalkPart.text.rawValue
        static let slides = TalkPart.slides.rawValue
        static let links = TalkPart.links.rawValue
    }

    enum Facet {
        static let edition = "edition"
        static let speaker = "speakerSlug"
        static let tag = "tag"
    }

    /// A word of the title says most about a talk, one of its slides least; a slide's length matters little, since
    /// a full slide is not a worse one. A word of an address counts next to nothing, so that talks that say it come first.
    static let schema = IndexSchema(
        fields: [
            FieldDefinition(name: Field.title, weight: 5, lengthNormalization: 0.5, queryNames: ["title"]),
            FieldDefinition(name: Field.speakers, weight: 4, lengthNormalization: 0.3, queryNames: ["speaker"]),
            FieldDefinition(name: Field.tags, weight: 2, lengthNormalization: 0),
            FieldDefinition(
                name: Field.text, weight: 1.5, lengthNormalization: 0.75, queryNames: ["summary", "abstract"]),
            FieldDefinition(
                name: Field.slides, weight: 1, lengthNormalization: 0.6, queryNames: ["slide"], ranksSections: true),
            FieldDefinition(name: Field.links, weight: 0.01, lengthNormalization: 0, queryNames: ["link"]),
        ],
        facets: [
            FacetDefinition(name: Facet.edition, queryNames: ["edition", "year"]),
            FacetDefinition(name: Facet.speaker, queryNames: []),
            FacetDefinition(name: Facet.tag, queryNames: ["tag"]),
        ])

    /// The very texts from which snippets are cut later, so that the index's word positions fit them.
    static func make(of indexed: IndexedTalk) -> IndexDocument {
        let talk = indexed.talk
        return IndexDocument(
            id: talk.key.description,
            fields: [
                Field.title: [talk.title],
                Field.speakers: talk.speakers.map(\.name),
                Field.tags: talk.tags.map { $0.description.replacing("-", with: " ") },
                Field.text: [indexed.text.text],
                Field.slides: indexed.slides.map(\.text),
                Field.links: indexed.links.map(\.text),
            ],
            facets: [
                Facet.edition: [talk.key.edition.description],
                Facet.speaker: talk.speakers.map(\.slug.description),
                Facet.tag: talk.tags.map(\.description),
            ],
            sortKey: Int64((talk.date.map { Timestamp(startOf: $0) } ?? talk.published).secondsSinceEpoch))
    }
}
