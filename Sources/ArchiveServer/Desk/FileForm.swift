internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// A form over a file of the archive: shown, sent, corrected, and settled when somebody else was quicker.
protocol FileForm: Sendable {
    var request: DeskVisit { get }
    /// The text after the metadata is the field `body`.
    var fields: [FormField] { get }
    var address: DeskAddress { get }
    /// What a page about both versions calls the thing.
    var name: String { get }

    /// What the file says now, and its revision.
    func current() async throws -> FormState
    /// - Parameter body: nil leaves it.
    func save(_ changes: FieldChanges, body: String?, seen: ContentHash) async throws -> EditReceipt
    func page(_ state: FormState) async throws -> Content
}

/// What a form shows.
struct FormState: Sendable {
    /// By key, `body` among them.
    var values: [String: FieldValue]
    /// Of the file that the values were taken from; nil for a file that is not there yet.
    var revision: ContentHash?
    /// What the file said about each key, in short: tells later who changed what.
    var seen = ""
    var problems: [FieldProblem] = []
    /// What is wrong with the whole.
    var message: String?
    /// Groups that are to have more empty rows.
    var grown: Set<String> = []
    var isPreviewed = false
    var status: HTTPResponse.Status = .ok

    /// The fields with their values and mistakes.
    func context(_ fields: [FormField]) -> [PageContext] {
        let wrong = Dictionary(grouping: problems) { $0.key ?? "" }
        let first = fields.first { wrong[$0.key.name] != nil }?.key.name
        return fields.map { field in
            field.context(
                values[field.key.name],
                problem: wrong[field.key.name].map { $0.map(\.description).joined(separator: " ") },
                isFocused: field.key.name == first, hasMoreRows: grown.contains(field.key.name))
        }
    }

    /// What is wrong with no field in particular.
    func complaint(_ fields: [FormField]) -> String? {
        let names = Set(fields.map(\.key.name))
        let others = problems.filter { $0.key.map { !names.contains($0) } ?? true }.map(\.description)
        let texts = (message.map { [$0] } ?? []) + others
        guard texts.isEmpty else { return texts.joined(separator: " ") }
        return problems.isEmpty ? nil : "Nothing is saved yet. Please look at what is marked below."
    }
}

extension FileForm {
    /// Answers what was sent.
    func answer() async throws -> Content {
        let form = request.form
        var sent = try await current()
        for field in fields { if let value = field.value(in: form) { sent.values[field.key.name] = value } }
        let now = try await current()
        if ["merge", "look"].contains(form["do"]) { takeTheirs(now, in: &sent) }
        sent.seen = form["seen"] ?? ""
        sent.revision = form["revision"].flatMap { ContentHash($0) }
        if form["do"] == "look" { return try await page(sent) }
        if form["do"] == "preview" {
            sent.isPreviewed = true
            return try await page(sent)
        }
        if let group = form["more"] {
            sent.grown = [group]
            return try await page(sent)
        }
        guard let seen = sent.revision else {
            throw SiteError.badRequest("The form has lost its revision. Open it anew.")
        }
        guard now.revision == seen else { return try await conflict(sent, now) }
        return try await save(sent, over: now, seen: seen)
    }

    private func save(_ sent: FormState, over now: FormState, seen: ContentHash) async throws -> Content {
        var changes: FieldChanges = sent.values
        let body = changes.removeValue(forKey: "body").flatMap { $0?.text }
        var old = now.values
        let oldBody = old.removeValue(forKey: "body")?.text
        var failed = sent
        do {
            let isSame = FieldValue.trimmed(body ?? "") == FieldValue.trimmed(oldBody ?? "")
            let receipt = try await save(changes.differing(from: old), body: isSame ? nil : body ?? "", seen: seen)
            return request.done(receipt.isChanged ? .saved : .unchanged, at: address)
        } catch let error as ArchiveEditError {
            switch error {
            case .conflict: return try await conflict(sent, try await current())
            case .invalid(let problems):
                failed.problems = problems.filter { $0.diagnostic.severity == .error }
                failed.status = .unprocessableContent
            default:
                // Whatever it is, what was typed stays in the form.
                let reason = SiteError(edit: error)
                failed.message = reason.detail
                failed.status = reason.status
            }
            return try await page(failed)
        }
    }
}
