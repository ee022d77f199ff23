public import TalkArchive

/// What happens to a deck on its way in; for a progress bar, a log and a report.
public struct IngestEvent: Sendable {
    /// The deck it is about, as the caller named it.
    public var deck: String
    public var hash: ContentHash
    public var step: Step
    /// What the deck says, once that is known: when it was cached, extracted or recognised.
    public var content: DeckContent?

    public enum Step: Sendable, Equatable {
        /// A child process reads it now.
        case started
        /// Its slides were in the cache.
        case cached(pages: Int)
        /// Its slides were read.
        case extracted(pages: Int, duration: Duration, warnings: [String])
        /// Pages without usable text: their pictures are looked at for text.
        case recognising(pages: Int)
        /// What was found there is in the cache; the deck's content has changed.
        case recognised(pages: Int, duration: Duration)
        /// Pictures of one size are there.
        case drawn(pages: Int, size: PictureSize, duration: Duration)
        /// It gives no slides, or no pictures; the others go on.
        case failed(ExtractionError)
    }
}
