public import SlideExtraction

/// How decks are read: what one may cost, and what is done beyond reading their text.
public struct DeckReadingOptions: Sendable {
    /// What one deck may cost.
    public var limits = ExtractionLimits()

    /// The defaults.
    public init() {}
}
