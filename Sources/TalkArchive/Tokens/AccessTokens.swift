internal import Foundation

/// Who may change an archive: the tokens of its `tokens.yaml`.
///
/// Every call reads the file again, so a token that was revoked on the command line is refused by a running server
/// at once. A missing file means that there are no tokens; a damaged one lets nobody in.
public struct AccessTokens: Sendable {
    public let folder: ArchiveFolder

    /// The file's name in the archive's folder.
    public static let fileName = "tokens.yaml"

    public init(_ folder: ArchiveFolder) {
        self.folder = folder
    }

    /// All tokens in the order in which they were made, revoked ones too, and what is wrong with the file.
    ///
    /// When one of the diagnostics is an error the list is empty.
    public func list() -> (tokens: [AccessToken], diagnostics: [Diagnostic]) {
        let (tokens, diagnostics) = SecretsFile<AccessToken>(folder).read()
        return (tokens, diagnostics)
    }

    /// The token whose secret is in `text`; nil when there is none or it was revoked.
    public func verify(_ text: String) -> AccessToken? {
        guard let given = SecretText(text, kind: .token) else { return nil }
        let token = list().tokens.first { $0.id == given.id }
        guard given.matches(token?.secretHash), let token, token.revoked == nil else { return nil }
        return token
    }

    /// The token with this id; nil when there is none or it was revoked.
    public func valid(_ id: String) -> AccessToken? {
        list().tokens.first { $0.id == id && $0.revoked == nil }
    }

    /// Makes a token. When this returns, it is on the disk.
    /// - Parameters:
    ///   - name: for whom or what, one line.
    ///   - scope: what it allows.
    ///   - who: who makes it, for the audit log.
    public func create(
        name: String, scope: TokenScope = .everything, by who: String = AuditName.commandLine, at now: Timestamp
    ) throws(AccessTokenError) -> NewAccessToken {
        let line = YAMLText.line(name)
        guard !line.isEmpty, line.utf8.count <= 200 else { throw .badName }
        return try changing { tokens in
            let secret = SecretText.make { id in tokens.contains { $0.id == id } }
            let token = AccessToken(
                id: secret.id, name: line, scope: scope, created: now, revoked: nil, secretHash: secret.hash)
            tokens.append(token)
            let made = NewAccessToken(token: token, text: secret.text(.token))
            return (made, Self.event(.tokenCreated, of: token, by: who, at: now))
        }
    }

    /// Takes a token back. A token that is revoked already keeps its time.
    @discardableResult
    public func revoke(
        _ id: String, by who: String = AuditName.commandLine, at now: Timestamp
    ) throws(AccessTokenError) -> AccessToken {
        try changing { tokens in
            guard let index = tokens.firstIndex(where: { $0.id == id }) else { throw AccessTokenError.unknown(id) }
            let old = tokens[index]
            tokens[index] = AccessToken(
                id: old.id, name: old.name, scope: old.scope, created: old.created, revoked: old.revoked ?? now,
                secretHash: old.secretHash)
            return (tokens[index], Self.event(.tokenRevoked, of: old, by: who, at: now))
        }
    }

    private static func event(
        _ what: AuditEvent.Action, of token: AccessToken, by who: String, at now: Timestamp
    ) -> AuditEvent {
        AuditEvent(what, by: who, at: now, file: fileName, about: "\(token.name) (\(token.id))")
    }

    private func changing<Result>(
        _ change: (inout [AccessToken]) throws -> (Result, AuditEvent)
    ) throws(AccessTokenError) -> Result {
        do {
            return try SecretsFile<AccessToken>(folder).change(change)
        } catch let error as AccessTokenError {
            throw error
        } catch SecretsFileError.damaged(let problems) {
            throw .damaged(problems)
        } catch SecretsFileError.full(let limit) {
            throw .full(limit: limit)
        } catch let error as DeckStoreError {
            throw .storage(error.description)
        } catch let failure as SystemFailure {
            throw .storage(DeckStoreError(failure).description)
        } catch {
            throw .storage("\(error)")
        }
    }
}

/// Why the list of tokens did not change.
public enum AccessTokenError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name is empty or has more than 200 bytes.
    case badName
    /// There is no token with this id.
    case unknown(String)
    /// `tokens.yaml` cannot be read, so writing it would lose what is in it.
    case damaged([Diagnostic])
    /// The file would be larger than this, in bytes.
    case full(limit: Int)
    /// The file could not be written, in words that say what to do.
    case storage(String)

    public var description: String {
        switch self {
        case .badName: "A token needs a name of 1 to 200 bytes that says for whom it is."
        case .unknown(let id): "There is no token '\(id)'. 'rockpool token list' shows all."
        case .damaged(let problems):
            "\(AccessTokens.fileName) cannot be read. Mend it, or remove it and make new tokens."
                + problems.map { "\n\($0)" }.joined()
        case .full(let limit):
            "\(AccessTokens.fileName) would have more than \(limit) bytes. Remove revoked tokens from it."
        case .storage(let reason): reason
        }
    }
}
