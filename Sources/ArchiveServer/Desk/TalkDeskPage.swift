internal import HTTPTypes
internal import TalkArchive

/// `/organize/editions/2027/rust-gcc/`: everything about a talk.
struct TalkDeskPage {
    let form: TalkFileForm
    let state: FormState
    /// The choice of who may see it, where that was sent and not taken.
    var audience: PageContext?

    func content() async throws -> Content {
        let request = form.request
        let principal = request.principal
        let edition = form.view.archive.edition(form.key.edition)
        let mayChange = principal.may(.changeEdition(form.key.edition))
        let talkState = form.talk.map { TalkState(talk: $0, view: form.view) }
        let problems = talkState?.problems ?? TalkState.problems(below: "\(form.key)/", in: form.view)
        let isOnSite = request.visit.site.snapshots.take().archive.talk(form.key) != nil
        let versions = form.talk.map { TalkVersions(talk: $0, form: form) }
        return try request.page(
            "organize-talk", form.name,
            crumbs: [(edition?.name ?? form.key.edition.description, .edition(form.key.edition))],
            [
                "heading": form.name, "speakersText": orFalse(HumanText.list(form.talk?.speakers.map(\.name) ?? [])),
                "isOnSite": isOnSite, "siteHref": SiteAddress.talk(form.key).path,
                "hiddenLabel": orFalse(talkState?.visibility?.label), "mayChange": mayChange,
                "mayUpload": form.talk != nil && principal.may(.changeDecks(form.key)),
                "linksHref": mayChange ? HandInAddress.talkLinks(form.key).path : false,
                "formAction": DeskAddress.talk(form.key).path, "buttonLabel": "Save",
                "backHref": DeskAddress.edition(form.key.edition).path, "fields": state.context(form.fields),
                "complaint": orFalse(state.complaint(form.fields)), "revision": orFalse(state.revision?.description),
                "seen": orFalse(state.seen), "previewHTML": orFalse(TalkFileForm.preview(state)),
                "previewAction": DeskAddress.preview.path,
                "audience": mayChange ? audience ?? AudienceForm(state.values).context() : false,
                "audienceAction": DeskAddress.visibility(form.key).path,
                "uploadAction": DeskAddress.upload.path, "talkKey": form.key.description,
                "hasDeck": form.talk?.currentDeck != nil, "deckText": orFalse(talkState?.deckText),
                "limitText": HumanText.size(request.limits.deckBytes), "limitBytes": String(request.limits.deckBytes),
                "hasProblems": !problems.isEmpty, "problems": problems.map { ["text": $0] as PageContext },
                "bodyText": mayChange ? false : orFalse(form.talk.map { Markdown.html($0.text, topHeading: 3) }),
                "report": orFalse(versions?.report),
                "versions": try await versions?.context() ?? [], "hasVersions": form.talk?.decks.isEmpty == false,
            ], status: state.status)
    }
}
