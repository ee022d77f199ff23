internal import TalkArchive

/// A parameter of an address of the API: what the document says of it.
struct APIParameter: Sendable {
    enum Place: String, Sendable {
        case path, query, header
    }

    let name: String
    let place: Place
    let about: String
    let schema: JSONValue
    /// It has to be there; those of the path always have to.
    var isRequired = false
    /// It may be there several times; each value is of the schema.
    var isRepeatable = false
    /// An empty value counts as none: so search templates leave what is optional.
    var mayBeEmpty = false
    /// What to try it with: names of the archive itself.
    var example: @Sendable (APIExamples) -> JSONValue? = { _ in nil }

    var json: (APIExamples) -> JSONValue {
        { examples in
            var parameter: [String: JSONValue] = [
                "name": .text(name), "in": .text(place.rawValue), "description": .text(about),
            ]
            parameter["schema"] =
                isRepeatable
                ? ["type": "array", "items": schema, "maxItems": .number(APILimits.valuesOfFilter)]
                : mayBeEmpty ? ["anyOf": [schema, ["type": "string", "maxLength": 0]]] : schema
            if isRepeatable {
                parameter["style"] = "form"
                parameter["explode"] = true
            }
            if place == .path || isRequired { parameter["required"] = true }
            if let example = example(examples) { parameter["example"] = isRepeatable ? [example] : example }
            return .object(parameter)
        }
    }
}

extension APIParameter {
    static let edition = APIParameter(
        name: "edition", place: .path, about: "The name of an edition.", schema: Schema.slug("As in its address."),
        example: { $0.edition.map { .text($0) } })
    static let talk = APIParameter(
        name: "talk", place: .path, about: "The name of a talk in its edition.",
        schema: Schema.slug("As in its address."), example: { $0.talk.map { .text($0) } })
    static let slide = APIParameter(
        name: "number", place: .path, about: "A page of the deck, counted from 1.",
        schema: Schema.count("As it is counted in the PDF.", from: 1, to: APILimits.slideNumber),
        example: { $0.slide.map { .number($0) } })
    static let speaker = APIParameter(
        name: "speaker", place: .path, about: "The name of a speaker, as in the address of their page.",
        schema: Schema.slug("As in the address."), example: { $0.speaker.map { .text($0) } })

    static let editions = APIParameter(
        name: "edition", place: .query, about: "Only talks of this edition, or of one of these.",
        schema: Schema.slug("The name of an edition."), isRepeatable: true, example: { $0.edition.map { .text($0) } })
    static let speakers = APIParameter(
        name: "speaker", place: .query, about: "Only talks by this speaker, or by one of these.",
        schema: Schema.slug("The name of a speaker."), isRepeatable: true, example: { $0.speaker.map { .text($0) } })
    static let tags = APIParameter(
        name: "tag", place: .query, about: "Only talks with this tag, or with one of these.",
        schema: Schema.slug("A tag."), isRepeatable: true, example: { $0.tag.map { .text($0) } })

    static let query = APIParameter(
        name: "q", place: .query,
        about: "What to look for, as in the search box. Any text is a search; without words it finds every talk.",
        schema: Schema.text("Words and the query language."), example: { $0.word.map { .text($0) } })
    static let sort = APIParameter(
        name: "sort", place: .query, about: "The order of the talks: the best first, or the newest.",
        schema: Schema.choice("", ["relevance", "newest"]).with(["default": "relevance"]))
    static let page = APIParameter(
        name: "page", place: .query, about: "Which page of the list, counted from 1.",
        schema: Schema.count("", from: 1, to: APILimits.lastPage).with(["default": 1]))
    static let pageSize = APIParameter(
        name: "per_page", place: .query, about: "How many on a page.",
        schema: Schema.count("", from: 1, to: APILimits.largestPage).with(["default": .number(APILimits.pageSize)]))
    /// A page of results costs more than one of a list.
    static let resultsPage = APIParameter(
        name: "page", place: .query, about: "Which page of the results, counted from 1. More words lead further.",
        schema: Schema.count("", from: 1, to: APILimits.lastResultsPage).with(["default": 1]), mayBeEmpty: true)
    static let resultsPageSize = APIParameter(
        name: "per_page", place: .query, about: "How many talks on a page.",
        schema: Schema.count("", from: 1, to: APILimits.largestResultsPage)
            .with(["default": .number(APILimits.resultsPageSize)]))

    static let since = APIParameter(
        name: "since", place: .query, about: "Only changes after this number; 0 or nothing for all.",
        schema: Schema.count("", from: 0, to: APILimits.changeNumber).with(["default": 0]))
    static let journal = APIParameter(
        name: "journal", place: .query,
        about: "The `journal` of the answer from which the number comes. Send it: where numbers began anew since, "
            + "the answer is then 410.",
        schema: Schema.text("").with(["maxLength": .number(APILimits.journalCharacters)]))
    static let note = APIParameter(
        name: "note", place: .query, about: "One line about this version, for people.",
        schema: Schema.text("Cut at 200 characters."))

    static let ifMatch = APIParameter(
        name: "If-Match", place: .header,
        about: "The `ETag` of what you saw (RFC 9110, 13.1.1): the change is made only if nobody changed it since.",
        schema: Schema.text("An entity tag with its quotes, or `*`."), isRequired: true)
    static let ifNew = APIParameter(
        name: "If-None-Match", place: .header,
        about: "`*` (RFC 9110, 13.1.2): it is made only if there is none of this name.",
        schema: Schema.text("").with(["const": "*"]), isRequired: true)
}

/// Named limits of the API's requests.
enum APILimits {
    /// Values of one filter.
    static let valuesOfFilter = 100
    /// Talks or changes on a page, unless told otherwise, and at most.
    static let pageSize = 50
    static let largestPage = 200
    static let lastPage = 1_000_000
    /// Talks on a page of results, unless told otherwise, and at most.
    static let resultsPageSize = 10
    static let largestResultsPage = 50
    static let lastResultsPage = 100
    /// Values of a facet that are listed.
    static let facetValues = 100
    static let slideNumber = 1_000_000
    static let changeNumber = 1_000_000_000_000
    static let journalCharacters = 64
    /// Completions of what is being typed.
    static let suggestions = 10
    /// Of them, speakers and titles.
    static let suggestedNames = 5
    /// Longest text that is completed, in characters.
    static let suggestionCharacters = 200
}

/// Names of the archive with which the parameters can be tried.
struct APIExamples: Sendable {
    var edition: String?
    var talk: String?
    var slide: Int?
    var version: String?
    var speaker: String?
    var tag: String?
    var word: String?

    /// From the newest talk with slides that has most to show.
    init(_ snapshot: Snapshot) {
        let talks = snapshot.archive.talks
        guard let talk = talks.first(where: { !snapshot.slides(of: $0).isEmpty }) ?? talks.first else { return }
        edition = talk.key.edition.description
        self.talk = talk.key.slug.description
        slide = snapshot.slides(of: talk).isEmpty ? nil : 1
        version = talk.currentDeck?.hash.description
        speaker = talk.speakers.first?.slug.description
        tag = talk.tags.first?.description
        word = talk.tags.first?.description
    }
}
