/// Someone who may change the archive, as the archive knows them: never the secret itself.
public struct AccessToken: Sendable, Hashable, Identifiable {
    /// Names the token in lists and logs, `k3v9x2ab`.
    public let id: String
    /// For whom or what it was made.
    public let name: String
    public let scope: TokenScope
    public let created: Timestamp
    /// When it was taken back; nil while it holds.
    public let revoked: Timestamp?
    /// SHA-256 of the secret.
    let secretHash: ContentHash
}

/// A token just made, with the secret that is shown this once and stored nowhere.
public struct NewAccessToken: Sendable, Hashable {
    public let token: AccessToken
    /// What its owner keeps.
    public let text: String
}

extension AccessToken: SecretHolder {
    static let list = SecretsList(
        fileName: AccessTokens.fileName, noun: "token", key: "tokens", ownKeys: ["scope"],
        remedy: "make a new token with 'rockpool token create'",
        heading: [
            "Who may change this archive. Made and revoked by 'rockpool token'.",
            "The secrets are not here, only their SHA-256. Keep the file out of public copies all the same.",
        ])

    var ownFields: [(key: String, value: String?)] { [("scope", scope.description)] }

    init?(_ common: SecretsList.Common, _ entry: MetadataFields, report: inout FileReport) {
        // Tokens of before there were scopes have none.
        let scope = entry.has("scope") ? entry.text("scope", report: &report).flatMap(TokenScope.init) : .everything
        guard let scope else { return nil }
        self.init(
            id: common.id, name: common.name, scope: scope, created: common.created, revoked: common.revoked,
            secretHash: common.secretHash)
    }
}
