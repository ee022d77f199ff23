/// What the recognition of text in pictures may cost. Every bound that it keeps is named here and can be set.
public struct RecognitionLimits: Sendable, Equatable {
    /// Pages of one deck that are looked at; those behind them stay without text.
    public var pagesPerDeck = 300
    /// Longest processor time for drawing one page, and for recognising it; a page of print takes 2.5 seconds, a slide
    /// 0.2. On a clock on the wall it may be three times as long.
    public var timePerPage: Duration = .seconds(20)
    /// Longest time for one deck in one run on a clock on the wall, that of all its child processes together: a hundred
    /// scanned slides take 45 seconds of it, a hundred pages of print 250. The next run goes on from there.
    public var timePerDeck: Duration = .seconds(300)
    /// Pixels of the picture that is recognised. Measured on slides whose text is known: 3 million (2000 by 1500) give 89 %
    /// of the words, 1.9 million 87 %, 5 million 90 % for a fifth more time.
    public var pixelsPerPage = 3_000_000
    /// Longest side of that picture, for pages that are very long.
    public var pixelsPerSide = 10_000
    /// Pages that one process recognises: half of a slide's time is the program's start.
    public var pagesPerRun = 8

    public init() {}
}
