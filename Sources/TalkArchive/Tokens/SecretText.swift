internal import Foundation

/// What people are given to prove who they are: `rp_<id>_<secret>` for a token, `rl_<id>_<secret>` for a link.
///
/// The id names the entry of a list, the secret is 256 random bits. Only its SHA-256 is kept; with so many bits no slow
/// hash is needed to keep it from being guessed.
struct SecretText {
    let id: String
    let secret: String

    /// What tells tokens and links apart, so that one is never tried as the other.
    enum Kind: String {
        case token = "rp"
        case link = "rl"
    }

    /// A new secret under an id that is not taken.
    static func make(isTaken: (String) -> Bool) -> SecretText {
        var generator = SystemRandomNumberGenerator()
        var id = ""
        repeat {
            id = String((0..<8).map { _ in alphabet[Int(generator.next() as UInt8) & 31] })
        } while isTaken(id)
        // base64url (RFC 4648, section 5) without padding: 43 characters.
        let bytes = (0..<32).map { _ in generator.next() as UInt8 }
        let secret = Data(bytes).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
        return SecretText(id: id, secret: secret)
    }

    private init(id: String, secret: String) {
        self.id = id
        self.secret = secret
    }

    /// The parts of what was typed or sent; nil when it has not the form of one.
    init?(_ text: String, kind: Kind) {
        let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == kind.rawValue, parts[2].utf8.count == 43, Self.isID(String(parts[1]))
        else { return nil }
        self.init(id: String(parts[1]), secret: String(parts[2]))
    }

    /// What is handed to a person once.
    func text(_ kind: Kind) -> String { "\(kind.rawValue)_\(id)_\(secret)" }

    var hash: ContentHash { ContentHash(of: Data(secret.utf8)) }

    /// Whether this is the secret of the stored hash. Takes the same time wherever the two differ, and for an id that
    /// nobody has.
    func matches(_ stored: ContentHash?) -> Bool {
        let expected = stored ?? ContentHash(of: Data())
        let difference = zip(hash.description.utf8, expected.description.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) }
        return difference == 0 && stored != nil
    }

    static func isID(_ text: String) -> Bool {
        text.utf8.count == 8 && text.allSatisfy { alphabet.contains($0) }
    }

    /// Without letters and digits that look alike; 32 of them, so that a byte chooses one without bias.
    private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
}
