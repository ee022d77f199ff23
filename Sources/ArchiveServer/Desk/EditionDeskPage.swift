internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// `/organize/editions/2027/`: its talks in the order of the programme, with what they lack.
enum EditionDeskPage {
    static func content(_ request: DeskVisit) async throws -> Content {
        let view = try await request.desk.view()
        return try await page(request, view, try request.edition(in: view), message: nil)
    }

    static func page(
        _ request: DeskVisit, _ view: OrganizerView, _ edition: Edition, message: String?,
        status: HTTPResponse.Status = .ok
    ) async throws -> Content {
        let state = EditionState(edition: edition, view: view)
        let mayChange = request.principal.may(.changeEdition(edition.id))
        let mayUpload = edition.talks.first.map { request.principal.may(.changeDecks($0.key)) } ?? false
        let isPublic = edition.talks.contains { $0.visibility == .public } || edition.talks.isEmpty
        let problems = TalkState.problems(below: "\(edition.id)/edition.yaml", in: view)
        return try request.page(
            "organize-edition", edition.name,
            [
                "editionName": edition.name, "datesText": HumanText.dates(edition.starts, edition.ends),
                "isOnSite": isPublic, "siteHref": SiteAddress.edition(edition.id).path,
                "mayChange": mayChange, "mayUpload": mayUpload,
                "editHref": DeskAddress.editEdition(edition.id).path,
                "linksHref": HandInAddress.editionLinks(edition.id).path,
                "newTalkHref": DeskAddress.newTalk(edition.id).path,
                "uploadAction": DeskAddress.severalUploads(edition.id).path,
                "limitText": HumanText.size(request.limits.deckBytes), "limitBytes": String(request.limits.deckBytes),
                "limitCount": String(request.limits.stagedFiles),
                "stagedHref": DeskAddress.stagedUploads(edition.id).path,
                "orderAction": DeskAddress.order(edition.id).path, "complaint": orFalse(message),
                "seen": mayChange ? try await OrderForm.seen(request, edition) : false,
                "lacks": state.lacks.map { ["text": $0] as PageContext }, "hasTalks": !edition.talks.isEmpty,
                "mayOrder": mayChange && edition.talks.count > 1,
                "talks": state.talks.enumerated().map { talk($0.element, place: $0.offset, of: edition) },
                "unreadable": state.unreadable.map { key -> PageContext in
                    ["title": key.description, "href": DeskAddress.talk(key).path]
                },
                "hasUnreadable": !state.unreadable.isEmpty, "hasProblems": !problems.isEmpty,
                "problems": problems.map { ["text": $0] as PageContext },
            ], status: status)
    }

    private static func talk(_ state: TalkState, place: Int, of edition: Edition) -> PageContext {
        let talk = state.talk
        let problems = state.problems
        let slides = state.slides
        return [
            "slug": talk.key.slug.description, "title": talk.title, "href": DeskAddress.talk(talk.key).path,
            "speakersText": orFalse(HumanText.list(talk.speakers.map(\.name))),
            "dateText": orFalse(talk.date.map { HumanText.date($0) }), "deckText": orFalse(state.deckText),
            "stateKind": slides.kind, "stateLabel": slides.label,
            "hiddenLabel": orFalse(state.visibility?.label), "lacksText": state.lacksText,
            "placeText": String(place + 1), "isFirst": place == 0, "isLast": place == edition.talks.count - 1,
            "hasProblems": !problems.isEmpty, "problems": problems.map { ["text": $0] as PageContext },
        ]
    }
}
