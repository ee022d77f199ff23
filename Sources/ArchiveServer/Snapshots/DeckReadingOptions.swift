public import SlideExtraction

/// How decks are read: what one may cost, and what is done beyond reading their text.
public struct DeckReadingOptions: Sendable {
    /// What one deck may cost.
    public var limits = ExtractionLimits()
    /// Whether text is looked for in the pictures of slides that have none.
    public var recognisesText = true
    /// In which languages it is looked for, as BCP 47 tags or `tesseract`'s names; none for the archive's own.
    public var recognitionLanguages: [String] = []
    /// What that may cost.
    public var recognition = RecognitionLimits()
    /// Bytes that the cache may have.
    public var cacheBytes = DerivedDataCache.defaultLimit

    /// The defaults.
    public init() {}
}
