/// Everything that flags, the environment and the configuration file can set, by the one name it has in all three:
/// `base-url` is `--base-url`, `ROCKPOOL_BASE_URL` and the key `base-url`.
enum Setting: String, CaseIterable {
    case archive
    case baseURL = "base-url"
    case cache
    case cacheSize = "cache-size"
    case deckMemory = "deck-memory"
    case deckOutput = "deck-output"
    case deckPages = "deck-pages"
    case deckProcessorTime = "deck-processor-time"
    case deckTime = "deck-time"
    case development
    case host
    case hub
    case logLevel = "log-level"
    case maximumDeckSize = "max-deck-size"
    case picturePixels = "picture-pixels"
    case port
    case recognition
    case recognitionLanguages = "recognition-languages"
    case recognitionPages = "recognition-pages"
    case server
    case templates
    case token
    case trustedProxies = "trusted-proxies"
    case uploadsPerMinute = "uploads-per-minute"
    case wrongTokensPerMinute = "wrong-tokens-per-minute"

    /// The name of its environment variable.
    var environmentName: String {
        "ROCKPOOL_" + rawValue.uppercased().map { $0 == "-" ? "_" : $0 }.reduce(into: "") { $0.append($1) }
    }

    /// A secret is never written into a message.
    var isSecret: Bool { self == .token }

    /// Whether the configuration file may hold it. Secrets belong into the environment, which is not committed.
    var isAllowedInFile: Bool { !isSecret }
}
