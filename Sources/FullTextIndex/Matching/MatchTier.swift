/// How good a match an occurrence is; the better ones come first.
enum MatchTier: UInt32, Sendable {
    /// The form asked for, with its sigils or exactly as written.
    case form = 0
    /// The word as it was typed.
    case typed = 1
    /// The word in another inflection or spelling.
    case whole = 2
    /// A part of an identifier.
    case part = 3
    /// A word spelled almost like the one asked for.
    case near = 4
    /// A later word of a phrase, which is marked but not counted again.
    case continuation = 5
    /// Not a match at all.
    case excluded = 7
}

/// A position with its tier in one number, so that positions sort first and better tiers before others.
struct TieredPosition: Comparable, Hashable {
    let rawValue: UInt32

    init(_ position: UInt32, _ tier: MatchTier) { rawValue = position << 3 | tier.rawValue }

    var position: UInt32 { rawValue >> 3 }
    var tier: MatchTier { MatchTier(rawValue: rawValue & 7) ?? .excluded }

    static func < (first: TieredPosition, second: TieredPosition) -> Bool { first.rawValue < second.rawValue }
}

/// Which tier an occurrence has by what the term is to the word there; `nil` where it does not count.
struct TierByLevel: Sendable, Hashable {
    var word: MatchTier?
    var identifier: MatchTier?
    var wordPart: MatchTier?
    var identifierPart: MatchTier?

    private init(_ word: MatchTier?, _ identifier: MatchTier?, _ wordPart: MatchTier?, _ identifierPart: MatchTier?) {
        self.word = word
        self.identifier = identifier
        self.wordPart = wordPart
        self.identifierPart = identifierPart
    }

    static let exact = TierByLevel(.typed, .typed, .part, .part)
    static let compound = TierByLevel(.form, .form, .part, .part)
    /// Beside a form with sigils the bare whole counts, but no part.
    static let bare = TierByLevel(.typed, .typed, nil, nil)
    /// Other inflections count where the word may be inflected, never inside identifiers.
    static let inflection = TierByLevel(.whole, nil, .part, nil)

    /// The words that a prefix stands for were not typed.
    static let prefixed = TierByLevel(.whole, .whole, .part, .part)

    /// The same tier at every level.
    static func all(_ tier: MatchTier) -> TierByLevel { TierByLevel(tier, tier, tier, tier) }
}
