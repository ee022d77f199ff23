internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// `/organize/editions/2027/staged`: which file goes to which talk, and what became of each.
enum StagedPage {
    static func content(_ request: DeskVisit) async throws -> Content {
        try await page(request, try await edition(request))
    }

    static func take(_ request: DeskVisit) async throws -> Content {
        let edition = try await edition(request)
        let staged = request.visit.site.stagedDecks
        let session = request.signedIn.sessionID
        let files = staged.list(session, edition.id)
        if request.form["do"] == "drop" {
            staged.drop(session, edition.id)
            return request.done(.dropped, at: .edition(edition.id))
        }
        let chosen = files.compactMap { file -> (id: String, deck: IncomingDeck, talk: String)? in
            guard case .waiting(let deck) = file.state, let talk = request.form["talk.\(file.id)"] else { return nil }
            return (file.id, deck, talk)
        }
        let twice = Dictionary(grouping: chosen.map(\.talk).filter { !$0.isEmpty }) { $0 }.filter { $0.value.count > 1 }
        guard twice.isEmpty else {
            return try await page(
                request, edition, problem: "Two files are for the same talk. Choose one for each.",
                wrong: Set(twice.keys), status: .unprocessableContent)
        }
        for file in chosen {
            guard let key = TalkKey(file.talk), key.edition == edition.id,
                edition.talks.contains(where: { $0.key == key })
            else {
                staged.set(file.id, of: session, to: .leftOut)
                continue
            }
            staged.set(file.id, of: session, to: .given(file.deck, key, note: note(request)))
        }
        let end = ContinuousClock.now + request.limits.stagedTurn
        while ContinuousClock.now < end, let file = staged.next(session, edition.id) {
            staged.set(file.id, of: session, to: await accept(file, request))
        }
        return .redirect(to: DeskAddress.stagedUploads(edition.id).path, permanent: false)
    }

    private static func note(_ request: DeskVisit) -> String {
        String((request.form["note"] ?? "").prefix(request.limits.noteCharacters))
    }

    private static func accept(_ file: StagedDecks.Entry, _ request: DeskVisit) async -> StagedDecks.State {
        guard case .given(let deck, let key, let note) = file.state else { return file.state }
        do {
            let receipt = try await request.desk.accept(deck, for: key, note: note)
            let report = receipt.report(in: request.visit.site.snapshots.take())
            let what = receipt.outcome == .unchanged ? "It had these slides already" : report.extent
            return .taken(key, ([what + "."] + report.warnings).joined(separator: " "))
        } catch {
            return .refused(SiteError(upload: error).detail)
        }
    }

    private static func edition(_ request: DeskVisit) async throws -> Edition {
        guard let id = EditionID(request.visit.parameter("edition")) else { throw SiteError.notFound }
        return try await request.desk.editionForUploads(id)
    }

    private static func page(
        _ request: DeskVisit, _ edition: Edition, problem: String? = nil, wrong: Set<String> = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Content {
        let files = request.visit.site.stagedDecks.list(request.signedIn.sessionID, edition.id)
        let talks = edition.talks.filter { request.principal.may(.changeDecks($0.key)) }
        let waiting = files.filter { if case .waiting = $0.state { true } else { false } }
        let matches = DeckMatcher.matches(waiting.map(\.filename), talks)
        let rest = files.count { if case .given = $0.state { true } else { false } }
        let done = files.compactMap { result($0, in: edition) }
        return try request.page(
            "organize-staged", "Several slides", crumbs: [(edition.name, .edition(edition.id))],
            [
                "formAction": DeskAddress.stagedUploads(edition.id).path, "complaint": orFalse(problem),
                "backHref": DeskAddress.edition(edition.id).path, "isEmpty": files.isEmpty,
                "hasWaiting": !waiting.isEmpty, "restText": rest > 0 ? HumanText.count(rest, "file") : false,
                "waiting": zip(waiting, matches).map { file, match -> PageContext in
                    let sent = request.form["talk.\(file.id)"]
                    let chosen = sent ?? match.talk?.description ?? ""
                    return [
                        "fileID": file.id, "fileText": file.filename, "sizeText": HumanText.size(file.byteCount),
                        "isSure": match.confidence == .sure, "isUnmatched": match.talk == nil,
                        "isWrong": sent.map(wrong.contains) ?? false,
                        "options": talks.map { talk -> PageContext in
                            [
                                "value": talk.key.description, "optionLabel": talk.title,
                                "isChosen": talk.key.description == chosen, "hasDeck": talk.currentDeck != nil,
                            ]
                        },
                    ]
                }, "hasResults": !done.isEmpty, "results": done,
            ], status: status)
    }

    private static func result(_ file: StagedDecks.Entry, in edition: Edition) -> PageContext? {
        switch file.state {
        case .waiting, .given: return nil
        case .taken(let key, let text):
            let title = edition.talks.first { $0.key == key }?.title ?? key.description
            return [
                "fileText": file.filename, "isTaken": true, "subjectTitle": title, "href": DeskAddress.talk(key).path,
                "text": text,
            ]
        case .refused(let reason):
            return ["fileText": file.filename, "isTaken": false, "subjectTitle": false, "href": false, "text": reason]
        case .leftOut:
            return [
                "fileText": file.filename, "isTaken": false, "subjectTitle": false, "href": false,
                "text": "Left out, as you chose.",
            ]
        }
    }
}
