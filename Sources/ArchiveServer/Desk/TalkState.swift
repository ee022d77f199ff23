internal import TalkArchive

/// How a talk stands: what organizers see of it in lists.
struct TalkState {
    let talk: Talk
    let view: OrganizerView

    /// The end of a class name, and the words.
    var visibility: (kind: String, label: String)? {
        switch talk.visibility {
        case .public: nil
        case .hidden: ("hidden", "Hidden")
        case .embargoed(let until):
            until > .now ? ("hidden", "Hidden until \(HumanText.moment(until))") : nil
        case .withdrawn(let time, _): ("hidden", "Withdrawn on \(HumanText.date(time))")
        }
    }

    var slides: (kind: String, label: String) {
        switch talk.currentDeck?.origin {
        case nil: talk.kind == .discussion ? ("public", "Discussion") : ("missing", "No slides")
        case .sample: ("sample", "Sample deck")
        case .original, .upload: ("public", "Slides")
        }
    }

    var lacksSlides: Bool { talk.currentDeck == nil && talk.kind == .talk }
    var lacksText: Bool { FieldValue.trimmed(talk.text).isEmpty }

    /// Pages of the current deck that no search finds.
    var unfindablePages: Int {
        guard let deck = talk.currentDeck else { return 0 }
        if view.failures[deck.hash] != nil { return 1 }
        return view.contents[deck.hash]?.pagesWithoutText.count ?? 0
    }

    var deckText: String? {
        guard let deck = talk.currentDeck else { return nil }
        let pages = view.contents[deck.hash].map { HumanText.count($0.slides.count, "page") + ", " } ?? ""
        return "\(pages)\(HumanText.size(deck.byteCount)), added \(HumanText.date(deck.added))"
    }

    /// What is wrong with its files and what readers will miss, in sentences.
    var problems: [String] {
        let file = Self.problems(below: "\(talk.key)/", in: view)
        guard let deck = talk.currentDeck else { return file }
        if let failure = view.failures[deck.hash] { return file + ["The slides cannot be searched: \(failure)."] }
        return file + (view.contents[deck.hash]?.warnings ?? [])
    }

    static func problems(below prefix: String, in view: OrganizerView) -> [String] {
        view.problems.filter { $0.file.hasPrefix(prefix) }.map { problem in
            let place = problem.line.map { "\(problem.file.dropFirst(prefix.count)), line \($0): " } ?? ""
            return "\(place)\(problem.summary) \(problem.solution)"
        }
    }
}

/// What an edition lacks.
struct EditionState {
    let edition: Edition
    let view: OrganizerView

    var talks: [TalkState] { edition.talks.map { TalkState(talk: $0, view: view) } }

    /// Folders of talks whose file cannot be read at all.
    var unreadable: [TalkKey] {
        let known = Set(edition.talks.map(\.key))
        let keys = view.problems.compactMap { problem -> TalkKey? in
            let parts = problem.file.split(separator: "/")
            guard parts.count == 3, parts[2] == "talk.md", parts[0] == edition.id.description else { return nil }
            return TalkKey("\(parts[0])/\(parts[1])")
        }
        return Set(keys).subtracting(known).sorted()
    }

    /// `2 without slides`; the first word of each is a number.
    var lacks: [String] {
        let talks = talks
        return [
            (talks.count(where: \.lacksSlides), "without slides"), (talks.count(where: \.lacksText), "without text"),
            (talks.count { $0.unfindablePages > 0 }, "with pages that cannot be found"),
            (talks.count { $0.visibility != nil }, "not public"),
            (problemCount, "problems in files"),
        ].filter { $0.0 > 0 }.map { count, what in
            "\(count) \(count == 1 && what == "problems in files" ? "problem in files" : what)"
        }
    }

    private var problemCount: Int {
        view.problems.count { $0.file.hasPrefix("\(edition.id)/") }
    }
}
