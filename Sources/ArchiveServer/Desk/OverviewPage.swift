internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// `/organize/`: all editions with what they lack.
enum OverviewPage {
    static func content(_ request: DeskVisit) async throws -> Content {
        let view = try await request.desk.view()
        let principal = request.principal
        let mayChange = principal.may(.changeArchive)
        if view.isNew, mayChange { return .redirect(to: DeskAddress.settings.path, permanent: false) }
        let selected = request.visit.query["talk"].flatMap { TalkKey($0) }
        let talks = view.archive.editions.map { edition in
            (edition, edition.talks.filter { principal.may(.changeDecks($0.key)) })
        }.filter { !$0.1.isEmpty }
        return try request.page(
            "organize", "Organize",
            [
                "isEmpty": view.archive.editions.isEmpty, "mayChange": mayChange,
                "newEditionHref": DeskAddress.newEdition.path, "settingsHref": DeskAddress.settings.path,
                "logHref": DeskAddress.log(page: 1).path,
                "sessionsHref": DeskAddress.sessions.path, "tokensHref": DeskAddress.tokens.path,
                "linksHref": HandInAddress.links.path,
                "proposalsHref": HandInAddress.proposals.path,
                "uploadAction": DeskAddress.upload.path, "mayUpload": !talks.isEmpty,
                "limitText": HumanText.size(request.limits.deckBytes), "limitBytes": String(request.limits.deckBytes),
                "choices": talks.map { edition, talks -> PageContext in
                    [
                        "editionName": edition.name,
                        "talks": talks.map { talk -> PageContext in
                            [
                                "talkKey": talk.key.description, "title": talk.title,
                                "isChosen": talk.key == selected, "hasDeck": talk.currentDeck != nil,
                            ]
                        },
                    ]
                },
                "editions": view.archive.editions.map { Self.edition($0, view) },
                "problems": Self.others(view).map { ["text": $0] as PageContext },
                "hasProblems": !Self.others(view).isEmpty,
            ])
    }

    private static func edition(_ edition: Edition, _ view: OrganizerView) -> PageContext {
        let state = EditionState(edition: edition, view: view)
        // A discussion needs no slides, and is not asked for any.
        let wanted = state.talks.count { $0.talk.currentDeck != nil || $0.lacksSlides }
        let withDeck = edition.talks.count { $0.currentDeck != nil }
        return [
            "editionName": edition.name, "href": DeskAddress.edition(edition.id).path,
            "datesText": HumanText.dates(edition.starts, edition.ends),
            "deckCountText": edition.talks.isEmpty
                ? "no talks yet" : "\(withDeck) of \(wanted) with slides",
            "isWhole": state.lacks.isEmpty && !edition.talks.isEmpty,
            "lacks": state.lacks.map { ["text": $0] as PageContext },
        ]
    }

    /// What is wrong in files, and worth knowing about those that are no talk's, such as a talk that cannot be read at
    /// all. What else talks lack stands at their edition's desk.
    private static func others(_ view: OrganizerView) -> [String] {
        let listed = Set(view.archive.talks.map { "\($0.key)/" })
        let others = view.problems.filter { problem in
            problem.severity == .error || !listed.contains(where: problem.file.hasPrefix)
        }
        let shown = others.prefix(5).map(\.description)
        return shown
            + (others.count > shown.count ? ["'rockpool check' tells \(others.count - shown.count) more."] : [])
    }
}
