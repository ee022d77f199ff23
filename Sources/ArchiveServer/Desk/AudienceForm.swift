internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// The choice of who may see a talk.
struct AudienceForm: Sendable {
    var audience: TalkFields.Audience
    var embargo: String
    var reason: String

    /// What was sent; a form without a choice leaves the talk public.
    init(_ form: URLEncodedForm) {
        audience = form["audience"].flatMap { TalkFields.Audience(rawValue: $0) } ?? .public
        embargo = FormField.moment(form["embargo"] ?? "")
        reason = form["withdrawal_reason"] ?? ""
    }

    /// What a file says.
    init(_ values: [String: FieldValue]) {
        audience = TalkFields.audience(values)
        embargo = values["embargo"]?.text ?? ""
        reason = values["withdrawal_reason"]?.text ?? ""
    }

    func changes(from old: [String: FieldValue]) -> FieldChanges {
        var fields = TalkFields.visibility(audience, embargo: embargo, reason: reason, old: old, now: .now)
        // The same moment keeps its spelling.
        if let text = old["embargo"]?.text, audience == .embargo, Timestamp(text) == Timestamp(embargo),
            Timestamp(text) != nil
        {
            fields["embargo"] = .text(text)
        }
        return fields
    }

    /// Nil when the choice is complete.
    var problem: String? {
        guard audience == .embargo, embargo.isEmpty else { return nil }
        return "Say until when, in UTC."
    }

    func context(_ problems: [FieldProblem] = [], problem: String? = nil) -> PageContext {
        let own = problems.filter { TalkFields.visibilityKeys.contains($0.key ?? "") }.map(\.description)
        let embargoField = FormField(EditableKey("embargo", .moment), "Until (UTC)")
        return [
            "choices": TalkFields.Audience.allCases.map { choice -> PageContext in
                [
                    "value": choice.rawValue, "label": Self.label(choice), "hint": Self.meaning(choice),
                    "isChosen": choice == audience, "isEmbargo": choice == .embargo,
                    "isWithdrawn": choice == .withdrawn,
                ]
            },
            "audienceError": orFalse(((problem.map { [$0] } ?? []) + own).joined(separator: " ")),
            "until": embargoField.context(.text(embargo))["input"] ?? false, "reason": reason,
        ]
    }

    private static func label(_ audience: TalkFields.Audience) -> String {
        switch audience {
        case .public: "Everyone"
        case .hidden: "Organizers only"
        case .embargo: "Organizers only until a moment"
        case .withdrawn: "Withdrawn"
        }
    }

    private static func meaning(_ audience: TalkFields.Audience) -> String {
        switch audience {
        case .public: "The talk and its slides are on the site, in the search and in the feeds."
        case .hidden: "Readers find nothing of it: no page, no slides, no name."
        case .embargo: "Hidden now. At that moment it appears everywhere by itself, as a new talk."
        case .withdrawn:
            "Its page stays and says that it was withdrawn, since when and why. Text, slides and names are gone."
        }
    }

    /// Takes the choice for a talk that is there.
    static func change(_ request: DeskVisit) async throws -> Content {
        let form = try await TalkFileForm(request)
        try request.principal.require(.changeEdition(form.key.edition))
        let choice = AudienceForm(request.form)
        var state = try await form.current()
        func again(_ problem: String?, _ problems: [FieldProblem] = [], status: HTTPResponse.Status) async throws
            -> Content
        {
            state.status = status
            let audience = choice.context(problems, problem: problem)
            return try await TalkDeskPage(form: form, state: state, audience: audience).content()
        }
        if let problem = choice.problem { return try await again(problem, status: .unprocessableContent) }
        guard let seen = request.form["revision"].flatMap({ ContentHash($0) }), seen == state.revision else {
            return try await again(changedMeanwhile, status: .conflict)
        }
        do {
            let receipt = try await request.desk.changeTalk(
                form.key, choice.changes(from: state.values).differing(from: state.values), body: nil, seen: seen)
            return request.done(receipt.isChanged ? choice.notice : .unchanged, at: .talk(form.key))
        } catch ArchiveEditError.conflict {
            return try await again(changedMeanwhile, status: .conflict)
        } catch ArchiveEditError.invalid(let problems) {
            return try await again(
                nil, problems.filter { $0.diagnostic.severity == .error }, status: .unprocessableContent)
        }
    }

    private static let changedMeanwhile =
        "Somebody changed the talk since you opened it. This is how it is now: choose again."

    private var notice: DeskNotice.Kind {
        switch audience {
        case .public: .shown
        case .hidden: .hidden
        case .embargo: .embargoed
        case .withdrawn: .withdrawn
        }
    }
}
