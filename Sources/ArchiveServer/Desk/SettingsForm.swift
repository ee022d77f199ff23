internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// The form of the archive as a whole, and the first one in a folder that holds no archive yet.
enum SettingsForm {
    static let fields = [
        FormField(
            EditableKey("name", .line), "Name of the series", hint: "For example Kangrejos.", isRequired: true),
        FormField(EditableKey("tagline", .line), "One line under the name"),
        FormField(
            EditableKey("base_url", .address), "Address of this site",
            hint: "As readers reach it, with https:// and the host. All links in feeds begin with it.",
            isRequired: true),
        FormField(
            EditableKey("tag_authority", .line), "Name for feeds",
            hint: "A host name of yours, a comma, and a year in which it was yours: kangrejos.com,2021. "
                + "Feed readers know every talk by it, so it stays for good, even when the site moves.",
            isRequired: true),
        FormField(
            EditableKey("contact", .line), "Mail address",
            hint: "For those who harvest the archive. Everyone can see it."),
        FormField(
            EditableKey("security_contact", .line), "Where to tell of a weakness",
            hint: "A mail address or an https address. It stands at /.well-known/security.txt."),
        FormField(
            EditableKey("language", .line), "Language", hint: "Of pages and talks, as a code: en, de, pt-BR."),
        FormField(EditableKey("description", .paragraphs), "About the series", hint: "Markdown.", lines: 6),
        FormField(.links, "Links", hint: "The series' own site, its mailing list, its project."),
    ]

    static func show(_ request: DeskVisit) async throws -> Content {
        try request.principal.require(.changeArchive)
        if try await request.desk.view().isNew { return try first(request, FormState(values: proposed(request))) }
        let form = SettingsFileForm(request: request)
        return try await form.page(try await form.current())
    }

    static func change(_ request: DeskVisit) async throws -> Content {
        try request.principal.require(.changeArchive)
        guard try await request.desk.view().isNew else { return try await SettingsFileForm(request: request).answer() }
        var state = FormState(values: [:])
        for field in fields { state.values[field.key.name] = field.value(in: request.form) }
        if request.form["do"] == "preview" || request.form["more"] != nil {
            state.isPreviewed = request.form["do"] == "preview"
            state.grown = request.form["more"].map { [$0] } ?? []
            return try first(request, state)
        }
        do {
            let all: FieldChanges = state.values
            _ = try await request.desk.createSettings(all.differing(from: [:]))
            return request.done(.begun, at: .overview)
        } catch ArchiveEditError.invalid(let problems) {
            state.problems = problems.filter { $0.diagnostic.severity == .error }
            state.status = .unprocessableContent
            return try first(request, state)
        } catch let error as ArchiveEditError {
            let reason = SiteError(edit: error)
            state.message = reason.detail
            state.status = reason.status
            return try first(request, state)
        }
    }

    private static func first(_ request: DeskVisit, _ state: FormState) throws -> Content {
        try EditionForm.formPage(
            request, "A new archive", crumbs: [], state, state.context(fields), action: .settings,
            button: "Make the archive", back: .overview,
            lead: "The folder is empty. Say what the archive is called and where it is; its editions come next.")
    }

    /// What is likely, for the person to look at.
    private static func proposed(_ request: DeskVisit) -> [String: FieldValue] {
        let settings = request.visit.snapshot.archive.settings
        var values: [String: FieldValue] = [:]
        values["base_url"] = .text(settings.baseURL.absoluteString)
        values["language"] = .text(settings.language)
        if let host = settings.baseURL.host(), host.contains("."), host.contains(where: \.isLetter) {
            values["tag_authority"] = .text("\(host),\(Timestamp.now.description.prefix(4))")
        }
        return values
    }
}

/// The form of an `archive.yaml` that is there.
private struct SettingsFileForm: FileForm {
    let request: DeskVisit

    var fields: [FormField] { SettingsForm.fields }
    var address: DeskAddress { .overview }
    var name: String { "the archive" }

    func current() async throws -> FormState {
        let (text, revision) = try await request.desk.settingsText()
        guard let file = EditableText(edition: text) else {
            throw SiteError(edit: .cannotEdit(file: "archive.yaml", key: nil))
        }
        return FormState(values: file.values, revision: revision, seen: Self.fingerprint(file.values, fields))
    }

    func save(_ changes: FieldChanges, body: String?, seen: ContentHash) async throws -> EditReceipt {
        try await request.desk.changeSettings(changes, seen: seen)
    }

    func page(_ state: FormState) async throws -> Content {
        try EditionForm.formPage(
            request, "The archive", crumbs: [], state, state.context(fields), action: .settings, button: "Save",
            back: .overview, lead: nil)
    }
}
