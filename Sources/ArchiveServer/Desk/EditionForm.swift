internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// The form of an edition, new or there.
enum EditionForm {
    static let fields = [
        FormField(EditableKey("name", .line), "Name", hint: "For example Kangrejos 2027.", isRequired: true),
        FormField(EditableKey("tagline", .line), "One line under the name"),
        FormField(EditableKey("starts", .day), "First day", isRequired: true),
        FormField(EditableKey("ends", .day), "Last day", hint: "Leave it empty for a workshop of one day."),
        FormField(EditableKey("place", .line), "Place", hint: "Town and country."),
        FormField(EditableKey("online", .flag), "Online"),
        FormField(EditableKey("attendance", .line), "Who came", hint: "In words: about 25 people."),
        FormField(EditableKey("about", .paragraphs), "About", hint: "Markdown.", lines: 6),
        FormField(.named("organisers"), "Organisers"), FormField(.named("sponsors"), "Sponsors"),
        FormField(.links, "Links", hint: "Programme, reports, recordings."),
        FormField(
            EditableKey("approval", .choice(["true", "false"])), "What speakers hand in by a link",
            labels: ["Waits until an organizer accepts it", "Goes live at once"]),
        FormField(
            EditableKey("freeze", .moment), "Closed to speakers from (UTC)",
            hint: "From then on only organizers change its talks."),
    ]

    /// The form for a new edition.
    static func new(_ request: DeskVisit) async throws -> Content {
        try request.principal.require(.changeArchive)
        return try page(new: request, FormState(values: [:]), id: "")
    }

    static func create(_ request: DeskVisit) async throws -> Content {
        try request.principal.require(.changeArchive)
        var state = FormState(values: [:])
        for field in fields { state.values[field.key.name] = field.value(in: request.form) }
        let text = FieldValue.trimmed(request.form["id"] ?? "")
        if request.form["do"] == "preview" {
            state.isPreviewed = true
            return try page(new: request, state, id: text)
        }
        if let group = request.form["more"] {
            state.grown = [group]
            return try page(new: request, state, id: text)
        }
        guard let id = EditionID(text) else {
            state.status = .unprocessableContent
            return try page(new: request, state, id: text, idProblem: idProblem(text))
        }
        do {
            let all: FieldChanges = state.values
            _ = try await request.desk.createEdition(id, all.differing(from: [:]))
            return request.done(.created, at: .edition(id))
        } catch let error as ArchiveEditError {
            state.status = SiteError(edit: error).status
            switch error {
            case .invalid(let problems): state.problems = problems.filter { $0.diagnostic.severity == .error }
            case .exists: return try page(new: request, state, id: text, idProblem: error.description)
            default: state.message = error.description
            }
            return try page(new: request, state, id: text)
        }
    }

    private static func idProblem(_ text: String) -> String {
        if text.isEmpty { return "Give the edition a name for its address, such as 2027." }
        if EditionID.reservedNames.contains(text) {
            return "'\(text)' is an address of the site itself. Choose another."
        }
        return "'\(text)' cannot be an address. Use a-z, 0-9 and single hyphens, such as 2027."
    }

    private static func page(
        new request: DeskVisit, _ state: FormState, id: String, idProblem: String? = nil
    ) throws -> Content {
        let idField = FormField(
            EditableKey("id", .line), "Address", hint: "The year, as a rule. It stays for good.", isRequired: true)
        let first = idField.context(.text(id), problem: idProblem, isFocused: idProblem != nil)
        return try formPage(
            request, "New edition", crumbs: [], state, [first] + state.context(fields), action: .newEdition,
            button: "Make the edition", back: .overview, lead: "Its talks come afterwards, one by one.")
    }

    static func formPage(
        _ request: DeskVisit, _ title: String, crumbs: [(title: String, address: DeskAddress)], _ state: FormState,
        _ contexts: [PageContext], action: DeskAddress, button: String, back: DeskAddress, lead: String?
    ) throws -> Content {
        try request.page(
            "organize-form", title, crumbs: crumbs,
            [
                "heading": title, "lead": orFalse(lead), "formAction": action.path, "buttonLabel": button,
                "backHref": back.path, "fields": contexts,
                "complaint": orFalse(state.complaint(fields + TalkForm.fields + SettingsForm.fields)),
                "revision": orFalse(state.revision?.description), "seen": orFalse(state.seen),
                "previewHTML": orFalse(preview(state, of: action)), "previewAction": DeskAddress.preview.path,
                "audience": false,
            ], status: state.status)
    }

    private static func preview(_ state: FormState, of action: DeskAddress) -> String? {
        guard state.isPreviewed else { return nil }
        let text = (state.values["about"] ?? state.values["body"])?.text ?? ""
        return text.isEmpty ? "<p>There is no text yet.</p>" : Markdown.html(text, topHeading: 3)
    }
}

/// The form of an edition that is there.
struct EditionFileForm: FileForm {
    let request: DeskVisit
    let id: EditionID
    let name: String

    var fields: [FormField] { EditionForm.fields }
    var address: DeskAddress { .edition(id) }

    /// - Throws: 404 when there is no such edition for this person, 403 when it is not theirs to change.
    init(_ request: DeskVisit) async throws {
        self.request = request
        guard let id = EditionID(request.visit.parameter("edition")) else { throw SiteError.notFound }
        self.id = id
        try request.principal.require(.changeEdition(id))
        name = try await request.desk.view().archive.edition(id)?.name ?? id.description
    }

    func current() async throws -> FormState {
        let (text, revision) = try await request.desk.text(of: id)
        guard let file = EditableText(edition: text) else {
            throw SiteError(edit: .cannotEdit(file: "\(id)/edition.yaml", key: nil))
        }
        return FormState(values: file.values, revision: revision, seen: Self.fingerprint(file.values, fields))
    }

    func save(_ changes: FieldChanges, body: String?, seen: ContentHash) async throws -> EditReceipt {
        try await request.desk.changeEdition(id, changes, seen: seen)
    }

    func page(_ state: FormState) async throws -> Content {
        try EditionForm.formPage(
            request, "Change \(name)", crumbs: [(name, address)], state, state.context(fields),
            action: .editEdition(id), button: "Save", back: address, lead: nil)
    }

    static func show(_ request: DeskVisit) async throws -> Content {
        let form = try await EditionFileForm(request)
        return try await form.page(try await form.current())
    }

    static func change(_ request: DeskVisit) async throws -> Content {
        try await EditionFileForm(request).answer()
    }
}
