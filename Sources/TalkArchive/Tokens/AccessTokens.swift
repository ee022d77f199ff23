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
        AccessTokenFile(folder).read()
    }

    /// The token whose secret is in `text`; nil when there is none or it was revoked.
    public func verify(_ text: String) -> AccessToken? {
        guard let (id, secret) = AccessToken.parts(of: text) else { return nil }
        let given = ContentHash(of: Data(secret.utf8))
        let token = list().tokens.first { $0.id == id }
        // An unknown id takes the same way as a wrong secret.
        let stored = token?.secretHash ?? ContentHash(of: Data())
        guard Self.isSame(given, stored), let token, token.revoked == nil else { return nil }
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
        var generator = SystemRandomNumberGenerator()
        let secret = Self.secret(&generator)
        return try changing { tokens in
            var id = ""
            repeat {
                id = String((0..<8).map { _ in AccessToken.alphabet[Int(generator.next() as UInt8) & 31] })
            } while tokens.contains { $0.id == id }
            let token = AccessToken(
                id: id, name: line, scope: scope, created: now, revoked: nil,
                secretHash: ContentHash(of: Data(secret.utf8)))
            tokens.append(token)
            let made = NewAccessToken(token: token, text: AccessToken.text(id: id, secret: secret))
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
            return try AccessTokenFile(folder).change(change)
        } catch let error as AccessTokenError {
            throw error
        } catch let error as DeckStoreError {
            throw .storage(error.description)
        } catch let failure as SystemFailure {
            throw .storage(DeckStoreError(failure).description)
        } catch {
            throw .storage("\(error)")
        }
    }

    /// 256 random bits in base64url (RFC 4648, section 5) without padding: 43 characters.
    private static func secret(_ generator: inout SystemRandomNumberGenerator) -> String {
        let bytes = (0..<32).map { _ in generator.next() as UInt8 }
        return Data(bytes).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    /// Takes the same time wherever the two differ.
    private static func isSame(_ left: ContentHash, _ right: ContentHash) -> Bool {
        zip(left.description.utf8, right.description.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
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
    /// The file could not be written, in words that say what to do.
    case storage(String)

    public var description: String {
        switch self {
        case .badName: "A token needs a name of 1 to 200 bytes that says for whom it is."
        case .unknown(let id): "There is no token '\(id)'. 'rockpool token list' shows all."
        case .damaged(let problems):
            "\(AccessTokens.fileName) cannot be read. Mend it, or remove it and make new tokens."
                + problems.map { "\n\($0)" }.joined()
        case .storage(let reason): reason
        }
    }
}
