internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// `/organize/tokens/`: who may change the archive; making and revoking tokens.
enum TokenPages {
    static func list(_ request: DeskVisit) async throws -> Content {
        let notice: PageContext? =
            request.visit.query["revoked"] == nil
            ? nil : ["noticeKind": "ok", "noticeText": "The token was revoked. Whoever was signed in with it is out."]
        return try await page(request, notice: notice)
    }

    static func create(_ request: DeskVisit) async throws -> Content {
        guard let scope = TokenScope(request.form["scope"] ?? "") else {
            throw SiteError.badRequest("The form does not say what the token allows. Open its page again.")
        }
        do {
            let made = try await request.desk.createToken(name: request.form["name"] ?? "", scope: scope)
            return try await page(request, made: made)
        } catch {
            return try await refused(SiteError(token: error), request)
        }
    }

    static func revoke(_ request: DeskVisit) async throws -> Content {
        do {
            let token = try await request.desk.revokeToken(request.form["id"] ?? "")
            // They are refused already; now they are gone from the list, too.
            await request.visit.site.sessions.end { $0.holder == .token(token.id) }
            return .redirect(to: DeskAddress.tokens.path + "?revoked=1", permanent: false)
        } catch {
            return try await refused(SiteError(token: error), request)
        }
    }

    private static func refused(_ error: SiteError, _ request: DeskVisit) async throws -> Content {
        guard error.status.kind == .clientError, error.status != .forbidden else { throw error }
        return try await page(
            request, notice: ["noticeKind": "error", "noticeText": error.detail], status: error.status)
    }

    private static func page(
        _ request: DeskVisit, made: NewAccessToken? = nil, notice: PageContext? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Content {
        let (tokens, problems) = try request.desk.tokens()
        let archive = try await request.desk.view().archive
        let valid = tokens.filter { $0.revoked == nil }
        let revoked = tokens.filter { $0.revoked != nil }
        let problem: PageContext? = problems.first.map { ["noticeKind": "error", "noticeText": $0.description] }
        return try request.page(
            "organize-tokens", "Tokens",
            [
                "createAction": DeskAddress.tokens.path, "revokeAction": DeskAddress.revokeToken.path,
                "scopes": [TokenScope.everything, .reading].map { scope($0, archive) }
                    + archive.editions.map { scope(.upload($0.id), archive) },
                "madeToken": orFalse(made.map { fresh($0, request.visit) }),
                "validTokens": valid.reversed().map { row($0, archive, request) }, "hasRevoked": !revoked.isEmpty,
                "revokedTokens": revoked.reversed().prefix(50).map { row($0, archive, request) },
            ], notice: notice ?? problem, status: status)
    }

    private static func scope(_ scope: TokenScope, _ archive: Archive) -> PageContext {
        ["value": scope.description, "scopeText": text(scope, archive)]
    }

    private static func text(_ scope: TokenScope, _ archive: Archive) -> String {
        switch scope {
        case .everything: "everything"
        case .upload(let edition): "slides of \(archive.edition(edition)?.name ?? "\(edition), which is not there")"
        case .reading: "seeing what is hidden, changing nothing"
        }
    }

    private static func row(_ token: AccessToken, _ archive: Archive, _ request: DeskVisit) -> PageContext {
        let isOwn = if case .token(token.id, _) = request.principal.rights { true } else { false }
        return [
            "tokenID": token.id, "tokenName": token.name, "scopeText": text(token.scope, archive), "isOwn": isOwn,
            "sinceText": HumanText.date(token.created),
            "revokedText": orFalse(token.revoked.map { "revoked on \(HumanText.moment($0))" }),
        ]
    }

    /// The one moment at which a token is told.
    private static func fresh(_ made: NewAccessToken, _ visit: Visit) -> PageContext {
        [
            "madeText": made.text, "madeName": made.token.name,
            "signInText": SiteAddress.absolute(
                path: SiteAddress.organize.path, base: visit.snapshot.archive.settings.baseURL),
        ]
    }
}

extension SiteError {
    /// Why the list of tokens did not change.
    init(token error: any Error) {
        let (status, title): (HTTPResponse.Status, String)
        switch error {
        case let error as LastTokenError:
            self.init(status: .conflict, title: "Somebody has to be left", detail: error.description)
            return
        case AccessTokenError.badName: (status, title) = (.badRequest, "The token cannot be made so")
        case AccessTokenError.unknown: (status, title) = (.notFound, "Not found")
        case AccessTokenError.damaged: (status, title) = (.conflict, "The list of tokens is damaged")
        case AccessTokenError.full: (status, title) = (.insufficientStorage, "The list of tokens is full")
        default:
            self.init(handIn: error)
            return
        }
        self.init(status: status, title: title, detail: "\(error)")
    }
}
