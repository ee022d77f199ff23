internal import HTTPTypes
internal import TalkArchive

/// Who may see a talk, at the moment of the answer.
struct VisibilityEntry: APIObject {
    let audience: String
    let until: String?
    let since: String?
    let reason: String?

    static let schemaName = "Visibility"
    static let schema = ObjectSchema(
        "Who may see a talk now.",
        [
            .must(
                "audience",
                Schema.choice(
                    "`public`: everyone; `hidden`: organizers; `embargoed`: organizers, everyone later; `withdrawn`: "
                        + "everyone sees that it was taken back, and nothing of it.",
                    ["public", "hidden", "embargoed", "withdrawn"])),
            .may("until", Schema.moment("When the embargo ends.")),
            .may("since", Schema.moment("When it was withdrawn.")),
            .may("reason", Schema.text("Why it was withdrawn.")),
        ])

    init(_ visibility: Visibility) {
        var (until, since, reason): (String?, String?, String?)
        switch visibility {
        case .public: audience = "public"
        case .hidden: audience = "hidden"
        case .embargoed(let end):
            audience = end > .now ? "embargoed" : "public"
            until = end.description
        case .withdrawn(let time, let text):
            audience = "withdrawn"
            (since, reason) = (time.description, text.nonEmpty)
        }
        (self.until, self.since, self.reason) = (until, since, reason)
    }
}

/// Something that is wrong with the archive's files.
struct ContentProblem: APIObject {
    let severity: String
    let kind: String
    let file: String
    let line: Int?
    let summary: String
    let solution: String

    static let schema = ObjectSchema(
        "Something that is wrong with a file of the archive.",
        [
            .must(
                "severity",
                Schema.choice(
                    "`error`: the thing is not served, or not as it was meant.",
                    Diagnostic.Severity.allCases.map(\.rawValue))),
            .must("kind", Schema.text("A name for this kind that stays.")),
            .must("file", Schema.text("Its path in the archive's folder.")),
            .may("line", Schema.count("A line of it.", from: 1)),
            .must("summary", Schema.text("What is wrong.")),
            .must("solution", Schema.text("What to do.")),
        ])

    init(_ problem: Diagnostic) {
        severity = problem.severity.rawValue
        kind = problem.identifier
        file = problem.file
        line = problem.line
        summary = problem.summary
        solution = problem.solution
    }
}

/// What a talk lacks.
enum MissingPart: String, CaseIterable {
    case slides
    /// The slides were written for the archive and are not the speaker's.
    case ownSlides = "own-slides"
    /// Pages that no search can find, or a deck that cannot be read.
    case slideText = "slide-text"
    case text, speakers

    static let schema = Schema.list(
        "What it lacks. `own-slides`: it has a sample that was written for the archive; `slide-text`: pages of the deck "
            + "cannot be found by what they say; `text`: it has neither abstract nor summary.",
        of: ["type": "string", "enum": .list(allCases.map { .text($0.rawValue) })])

    static func all(of talk: Talk, in view: OrganizerView) -> [MissingPart] {
        var parts: [MissingPart] = []
        if let deck = talk.currentDeck {
            if deck.origin == .sample { parts.append(.ownSlides) }
            let content = view.contents[deck.hash]
            if view.failures[deck.hash] != nil || content?.pagesWithoutText.isEmpty == false {
                parts.append(.slideText)
            }
        } else if talk.kind == .talk {
            parts.append(.slides)
        }
        if talk.text.allSatisfy(\.isWhitespace) { parts.append(.text) }
        if talk.speakers.isEmpty { parts.append(.speakers) }
        return parts
    }
}

extension OrganizerView {
    /// What is wrong with files whose paths begin so.
    func problems(below prefix: String) -> [ContentProblem] {
        problems.filter { $0.file.hasPrefix(prefix) }.map(ContentProblem.init)
    }
}

extension Visit {
    /// The edition that the path names, which need not be there.
    func editionID() throws -> EditionID {
        guard let id = EditionID(parameter("edition")) else { throw SiteError.notFound }
        return id
    }

    /// The talk that the path names, which need not be there.
    func talkKey() throws -> TalkKey {
        guard let key = TalkKey("\(parameter("edition"))/\(parameter("talk"))") else { throw SiteError.notFound }
        return key
    }
}

extension Content {
    /// An answer with the revision that a change of it has to name.
    ///
    /// It is not this content's own validator: the answer also tells what the archive makes of the file, and is never
    /// kept. So nothing is answered by 304.
    static func organized(
        _ value: some APIObject, revision: ContentHash, status: HTTPResponse.Status = .ok, location: String? = nil
    ) throws -> Content {
        var content = try Content.json(value, status: status)
        content.entityTag = nil
        content.fields[.eTag] = "\"\(revision)\""
        if let location { content.fields[.location] = location }
        return content
    }
}
