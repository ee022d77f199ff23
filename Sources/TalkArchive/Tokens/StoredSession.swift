/// Somebody's stay in a browser, as it is kept: without the secret that their cookie holds.
public struct StoredSession: Sendable, Hashable, Identifiable {
    /// What the stay is by.
    public enum Holder: Sendable, Hashable {
        /// The token with this id.
        case token(String)
        /// The link with this id, which is for one talk.
        case link(String, TalkKey)
    }

    /// Names the session in lists; says nothing about its secret.
    public let id: String
    public let holder: Holder
    /// For whom or what the token or link was made.
    public let name: String
    public let began: Timestamp
    public let ends: Timestamp
    /// SHA-256 of the cookie's secret, which has 256 random bits.
    public let secretHash: ContentHash

    public init(
        id: String, holder: Holder, name: String, began: Timestamp, ends: Timestamp, secretHash: ContentHash
    ) {
        self.id = id
        self.holder = holder
        self.name = name
        self.began = began
        self.ends = ends
        self.secretHash = secretHash
    }
}
