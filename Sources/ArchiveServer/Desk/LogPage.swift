internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// `/organize/log`: what the program changed, newest first.
enum LogPage {
    private static let linesPerPage = 100

    static func content(_ request: DeskVisit) async throws -> Content {
        let number = request.visit.query["page"].map { Int($0) ?? 0 } ?? 1
        guard (1...100_000).contains(number) else { throw SiteError.notFound }
        let (events, total) = try await request.desk.log(first: (number - 1) * linesPerPage, count: linesPerPage)
        guard number == 1 || !events.isEmpty else { throw SiteError.notFound }
        let view = try await request.desk.view()
        return try request.page(
            "organize-log", "Log",
            [
                "hasEvents": !events.isEmpty, "events": events.map { Self.event($0, view) },
                "extentText": HumanText.count(total, "entry").replacing("entrys", with: "entries"),
                "newerHref": number > 1 ? DeskAddress.log(page: number - 1).path : false,
                "olderHref": number * linesPerPage < total ? DeskAddress.log(page: number + 1).path : false,
            ])
    }

    private static func event(_ event: AuditEvent, _ view: OrganizerView) -> PageContext {
        let talk = event.talk.flatMap { view.archive.talk($0) }
        return [
            "timeISO": event.time.description, "timeText": HumanText.moment(event.time), "whoText": event.who,
            "whatText": words(event.what), "isUncertain": event.isUncertain, "aboutText": orFalse(event.about),
            "subjectTitle": orFalse(talk?.title ?? event.talk?.description),
            "href": orFalse(event.talk.map { DeskAddress.talk($0).path }), "fileText": orFalse(event.file),
            "oldText": orFalse(event.old?.prefix), "newText": orFalse(event.new?.prefix),
        ]
    }

    private static func words(_ action: AuditEvent.Action) -> String {
        switch action {
        case .deckAdded: "put slides up"
        case .deckRestored: "made an older version of the slides current again"
        case .deckFetched: "fetched the speaker's own slides"
        case .imported: "imported a file"
        case .mirrored: "took a file over from another archive"
        case .talkCreated: "made the talk"
        case .talkChanged: "changed the talk"
        case .visibilityChanged: "changed who may see the talk"
        case .orderChanged: "moved the talk in the programme"
        case .editionCreated: "made the edition"
        case .editionChanged: "changed the edition"
        case .settingsChanged: "changed the archive's settings"
        case .tokenCreated: "made a token"
        case .tokenRevoked: "revoked a token"
        case .linkCreated: "made a link for a speaker of the talk"
        case .linkRevoked: "took back a link for a speaker of the talk"
        case .linkOpened: "opened the link for the talk"
        case .proposalMade: "handed something in for the talk"
        case .proposalRefused: "refused what was handed in for the talk"
        case .proposalWithdrawn: "took back what was handed in for the talk"
        case .recorded: "found a file as it should be"
        // The log may have been written by a later version.
        default: action.rawValue.replacing("-", with: " ")
        }
    }
}
