internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// `/organize/sessions/`: who is signed in, and ending it.
enum SessionPages {
    static func list(_ request: DeskVisit) async throws -> Content {
        let sessions = mayEnd(request.signedIn, request.visit)
        return try request.page(
            "organize-sessions", "Who is signed in",
            [
                "endAction": DeskAddress.endSession.path, "tokensHref": DeskAddress.tokens.path,
                "seesAll": request.principal.may(.changeArchive), "hasOthers": sessions.count > 1,
                "sessions": sessions.map { session -> PageContext in
                    [
                        "sessionID": session.id, "holderName": session.name, "kindText": kind(session.holder),
                        "endOfID": String(session.id.suffix(4)), "isThis": session.id == request.signedIn.sessionID,
                        "beganText": HumanText.moment(session.began), "beganISO": session.began.description,
                        "endsText": HumanText.moment(session.ends), "endsISO": session.ends.description,
                    ]
                },
            ])
    }

    /// Ends the session that the field `session` names, or with `others` all but the sender's.
    static func end(_ request: DeskVisit) async throws -> Content {
        let (signedIn, visit, form) = (request.signedIn, request.visit, request.form)
        let ends: Set<String>
        if form["others"] != nil {
            ends = Set(mayEnd(signedIn, visit).map(\.id)).subtracting([signedIn.sessionID])
        } else {
            let named = form["session"] ?? ""
            // One that has ended meanwhile needs no error: it is what was wanted.
            ends = Set(mayEnd(signedIn, visit).map(\.id)).intersection([named])
        }
        await visit.site.sessions.end { ends.contains($0.id) }
        return .redirect(to: DeskAddress.sessions.path, permanent: false)
    }

    /// Whoever may change the whole archive sees all; everybody else what was begun with the same token.
    private static func mayEnd(_ signedIn: Authorization.SignedIn, _ visit: Visit) -> [StoredSession] {
        let sessions = visit.site.sessions.list(now: .now)
        guard !signedIn.principal.may(.changeArchive) else { return sessions }
        return sessions.filter { session in
            switch (signedIn.principal.rights, session.holder) {
            case (.token(let own, _), .token(let id)): own == id
            default: false
            }
        }
    }

    private static func kind(_ holder: StoredSession.Holder) -> String {
        switch holder {
        case .token: "token"
        case .link(_, let talk): "link for \(talk)"
        }
    }
}
