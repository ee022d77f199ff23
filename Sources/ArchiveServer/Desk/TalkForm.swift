internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// The form of a talk, new or there.
enum TalkForm {
    static let fields = [
        FormField(EditableKey("title", .line), "Title", isRequired: true),
        FormField(
            EditableKey("speakers", .list), "Speakers", hint: "One name a line, in the programme's order.", lines: 2),
        FormField(EditableKey("kind", .choice(Talk.Kind.allCases.map(\.rawValue))), "Kind"),
        FormField(EditableKey("date", .day), "Day"),
        FormField(
            EditableKey("order", .number), "Place in the programme",
            hint: "A number, counted over the whole edition. Talks without one come last."),
        FormField(
            EditableKey("tags", .list), "Tags", hint: "With commas between them: pinning, file-systems.",
            hasCommas: true),
        FormField(EditableKey("body", .paragraphs), "Text", hint: "Markdown.", lines: 10),
        FormField(
            EditableKey("text", .choice(Talk.TextKind.allCases.map(\.rawValue))), "Whose words the text is",
            hint: "An abstract is the speaker's own; a summary was written for the archive."),
        FormField(.links, "Links", hint: "Code, recordings, reports."),
        FormField(
            EditableKey("original_slides", .address), "Where the speaker published the slides",
            hint: "The address of a PDF or a page, if there is one."),
    ]

    /// The form for a new talk.
    static func new(_ request: DeskVisit) async throws -> Content {
        let edition = try await edition(request)
        var state = FormState(values: [:])
        state.values["order"] = .text(String((edition.talks.compactMap(\.order).max() ?? 0) + 1))
        return try page(new: request, edition, state)
    }

    static func create(_ request: DeskVisit) async throws -> Content {
        let edition = try await edition(request)
        var state = FormState(values: [:])
        for field in fields { state.values[field.key.name] = field.value(in: request.form) }
        if request.form["do"] == "preview" {
            state.isPreviewed = true
            return try page(new: request, edition, state)
        }
        if let group = request.form["more"] {
            state.grown = [group]
            return try page(new: request, edition, state)
        }
        var changes: FieldChanges = state.values
        let body = changes.removeValue(forKey: "body").flatMap { $0?.text } ?? ""
        for (key, value) in AudienceForm(request.form).changes(from: [:]) { changes[key] = value }
        do {
            let name = FieldValue.trimmed(request.form["slug"] ?? "")
            guard let slug = name.isEmpty ? proposed(state, in: edition) : TalkSlug(name) else {
                state.status = .unprocessableContent
                return try page(new: request, edition, state, slugProblem: slugProblem(name))
            }
            let key = TalkKey(edition: edition.id, slug: slug)
            _ = try await request.desk.createTalk(key, changes.differing(from: [:]), body: body)
            return request.done(.created, at: .talk(key))
        } catch let error as ArchiveEditError {
            state.status = SiteError(edit: error).status
            switch error {
            case .invalid(let problems): state.problems = problems.filter { $0.diagnostic.severity == .error }
            case .exists: return try page(new: request, edition, state, slugProblem: error.description)
            default: state.message = error.description
            }
            return try page(new: request, edition, state)
        }
    }

    /// From the title, with a number behind it where the edition has that name already.
    private static func proposed(_ state: FormState, in edition: Edition) -> TalkSlug? {
        guard let first = TalkSlug(title: state.values["title"]?.text ?? "") ?? TalkSlug("talk") else { return nil }
        let taken = Set(edition.talks.map(\.key.slug))
        guard taken.contains(first) else { return first }
        return (2...1000).lazy.compactMap(first.numbered).first { !taken.contains($0) }
    }

    private static func slugProblem(_ name: String) -> String {
        "'\(name)' cannot be an address. Use a-z, 0-9 and single hyphens, at most 80 of them."
    }

    private static func edition(_ request: DeskVisit) async throws -> Edition {
        let edition = try request.edition(in: try await request.desk.view())
        try request.principal.require(.changeEdition(edition.id))
        return edition
    }

    private static func page(
        new request: DeskVisit, _ edition: Edition, _ state: FormState, slugProblem: String? = nil
    ) throws -> Content {
        let slug = FormField(
            EditableKey("slug", .line), "Address",
            hint: "Leave it empty to have it made from the title. It stays for good.")
        var contexts = state.context(fields)
        contexts.insert(
            slug.context(
                .text(request.form["slug"] ?? ""), problem: slugProblem, isFocused: slugProblem != nil), at: 1)
        return try request.page(
            "organize-form", "New talk", crumbs: [(edition.name, .edition(edition.id))],
            [
                "heading": "New talk", "lead": "In \(edition.name). The slides come afterwards.",
                "formAction": DeskAddress.newTalk(edition.id).path, "buttonLabel": "Make the talk",
                "backHref": DeskAddress.edition(edition.id).path, "fields": contexts,
                "complaint": orFalse(state.complaint(fields + [slug])), "revision": false, "seen": false,
                "previewHTML": orFalse(TalkFileForm.preview(state)), "previewAction": DeskAddress.preview.path,
                "audience": AudienceForm(request.form).context(state.problems),
            ], status: state.status)
    }
}

/// The form of a talk that is there.
struct TalkFileForm: FileForm {
    let request: DeskVisit
    let key: TalkKey
    /// Nil for a file that cannot be read as a talk, which is mended here.
    let talk: Talk?
    let view: OrganizerView

    var fields: [FormField] { TalkForm.fields }
    var address: DeskAddress { .talk(key) }
    var name: String { talk?.title ?? key.description }

    init(_ request: DeskVisit) async throws {
        self.request = request
        guard let key = request.talkKey else { throw SiteError.notFound }
        self.key = key
        view = try await request.desk.view()
        talk = view.archive.talk(key)
    }

    func current() async throws -> FormState {
        let text: (text: String, revision: ContentHash)
        do {
            text = try await request.desk.text(of: key)
        } catch ArchiveEditError.unknown {
            throw SiteError.notFound
        }
        guard let file = EditableText(talk: text.text) else {
            return FormState(
                values: [:], revision: text.revision,
                message: ArchiveEditError.cannotEdit(file: "\(key)/talk.md", key: nil).description)
        }
        var values = file.values
        values["body"] = .text(file.body)
        return FormState(values: values, revision: text.revision, seen: Self.fingerprint(values, fields))
    }

    func save(_ changes: FieldChanges, body: String?, seen: ContentHash) async throws -> EditReceipt {
        try await request.desk.changeTalk(key, changes, body: body, seen: seen)
    }

    func page(_ state: FormState) async throws -> Content {
        try await TalkDeskPage(form: self, state: state).content()
    }

    static func preview(_ state: FormState) -> String? {
        guard state.isPreviewed else { return nil }
        let text = state.values["body"]?.text ?? ""
        return text.isEmpty ? "<p>There is no text yet.</p>" : Markdown.html(text, topHeading: 3)
    }

    static func show(_ request: DeskVisit) async throws -> Content {
        let form = try await TalkFileForm(request)
        return try await form.page(try await form.current())
    }

    static func change(_ request: DeskVisit) async throws -> Content {
        let form = try await TalkFileForm(request)
        try request.principal.require(.changeEdition(form.key.edition))
        return try await form.answer()
    }
}
