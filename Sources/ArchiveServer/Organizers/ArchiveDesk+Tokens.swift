internal import TalkArchive

/// Who may change the archive, for those who may change all of it.
extension ArchiveDesk {
    /// All tokens, revoked ones too, and what is wrong with their list.
    func tokens() throws -> (tokens: [AccessToken], problems: [Diagnostic]) {
        try principal.require(.changeArchive)
        let (tokens, problems) = AccessTokens(keeper.folder).list()
        return (tokens, problems)
    }

    /// Makes a token; its text is told this once.
    func createToken(name: String, scope: TokenScope) async throws -> NewAccessToken {
        try principal.require(.changeArchive)
        return try await keeper.changing { [keeper, who = principal.name] in
            try AccessTokens(keeper.folder).create(name: name, scope: scope, by: who, at: .now)
        }
    }

    /// - Throws: `LastTokenError` when nobody could change the whole archive any more.
    func revokeToken(_ id: String) async throws -> AccessToken {
        try principal.require(.changeArchive)
        return try await keeper.changing { [keeper, who = principal.name] in
            let tokens = AccessTokens(keeper.folder)
            let keys = tokens.list().tokens.filter { $0.revoked == nil && $0.scope == .everything }
            if keys.map(\.id) == [id] { throw LastTokenError() }
            return try tokens.revoke(id, by: who, at: .now)
        }
    }
}

/// The last token that allows everything is only taken back where a new one can be made: on the command line.
struct LastTokenError: Error, CustomStringConvertible {
    let description =
        "It is the last token that allows everything. Make another one first, or revoke it with 'rockpool token revoke'."
}
