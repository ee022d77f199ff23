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
    /// SHA-256 of the secret. The secret has 256 random bits, so no slow hash is needed to keep it from being guessed.
    let secretHash: ContentHash

    /// What is handed to a person once: `rp_<id>_<secret>`.
    static func text(id: String, secret: String) -> String { "rp_\(id)_\(secret)" }

    /// The parts of a token as it was typed or sent; nil when it has not the form of one.
    static func parts(of text: String) -> (id: String, secret: String)? {
        let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "rp", parts[2].utf8.count == 43, isID(String(parts[1])) else { return nil }
        return (String(parts[1]), String(parts[2]))
    }

    static func isID(_ text: String) -> Bool {
        text.utf8.count == 8 && text.allSatisfy { alphabet.contains($0) }
    }

    /// Without letters and digits that look alike; 32 of them, so that a byte chooses one without bias.
    static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
}

/// A token just made, with the secret that is shown this once and stored nowhere.
public struct NewAccessToken: Sendable, Hashable {
    public let token: AccessToken
    /// What its owner keeps.
    public let text: String
}
