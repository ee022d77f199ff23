internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/organize/editions/{edition}/talks/{talk}/versions/{sha256}`: the PDF of a version, hidden or not.
enum DeckVersionAPI {
    static let path = OrganizedTalk.path + "/versions/{sha256}"

    static let get = APIOperation(
        method: .get, path: path, name: "getVersion", about: "A version of a talk's slides, as a PDF",
        parameters: [.edition, .talk, .version],
        answers: [
            .init(
                status: .ok, about: "The PDF.", mediaType: "application/pdf",
                schema: ["type": "string", "contentMediaType": "application/pdf"],
                headers: ["Cache-Control": "NotKept", "ETag": "ETag"])
        ], problems: [.notFound]
    ) { desk, visit in
        let key = try visit.talkKey()
        try desk.principal.require(.seeHidden(key.edition))
        guard let hash = ContentHash(visit.parameter("sha256")),
            let talk = try await desk.view().archive.talk(key),
            let deck = talk.decks.first(where: { $0.hash == hash })
        else { throw SiteError.notFound }
        if deck != talk.currentDeck { try desk.principal.require(.changeDecks(key)) }
        let keeper = visit.site.keeper
        var content = Content(
            "application/pdf", file: keeper.folder.file(of: deck, in: key), length: deck.byteCount,
            stamp: keeper.stamps.stamp(of: deck, in: key), entityTag: deck.hash.description, caching: .never)
        content.security = .userFile
        content.fields[.contentDisposition] = "inline; filename=\"\(key.edition)-\(key.slug).pdf\""
        return content
    }
}

extension DeckVersionAPI {
    static let restore = APIOperation(
        method: .post, path: path + "/restore", name: "restoreVersion",
        about: "Makes an older version of a talk's slides current again", parameters: [.edition, .talk, .version],
        answers: [.revised(.ok, "The talk as it is now.", Schema.reference(OrganizedTalk.self))],
        problems: [.notFound, .conflict, .unprocessableContent, .insufficientStorage]
    ) { desk, visit in
        let key = try visit.talkKey()
        try desk.principal.require(.changeDecks(key))
        guard let hash = ContentHash(visit.parameter("sha256")) else { throw SiteError.notFound }
        _ = try await desk.restore(hash, in: key)
        return try await OrganizedTalk.answer(desk, visit)
    }
}

extension APIParameter {
    static let version = APIParameter(
        name: "sha256", place: .path, about: "A version of the slides: the SHA-256 of the PDF.",
        schema: Schema.hash("64 hexadecimal digits."), example: { $0.version.map { .text($0) } })
}
