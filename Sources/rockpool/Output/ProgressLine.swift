import ArchiveServer

/// One line that says how far the reading of decks is.
struct ProgressLine {
    private let progress: DeckIntake.Progress
    private let elapsed: Duration
    private let deck: String?

    /// Before that, what is left cannot be told from what was done.
    private static let shortestBasis = Duration.seconds(2)
    private static let barWidth = 20

    /// - Parameter deck: one that is being read.
    init(_ progress: DeckIntake.Progress, elapsed: Duration, deck: String?) {
        self.progress = progress
        self.elapsed = elapsed
        self.deck = deck
    }

    /// `[=====>     ] 12 of 60 decks, 340 slides, 0:42 left  odd/x.pdf`, cut to the width.
    func text(width: Int) -> String {
        let (done, all) = (progress.decks, Count(progress.deckCount, "deck"))
        var text = "[\(bar)] \(done) of \(all), \(Count(progress.slides, "slide"))"
        if let left = timeLeft { text += ", \(Self.clock(left)) left" }
        if let deck { text += "  \(deck)" }
        return String(text.prefix(max(0, width - 1)))
    }

    /// The share of the work that is done, from 0 to 1.
    private var share: Double {
        if progress.byteCount > 0 { return Double(progress.bytes) / Double(progress.byteCount) }
        return progress.deckCount > 0 ? Double(progress.decks) / Double(progress.deckCount) : 0
    }

    private var bar: String {
        let filled = min(Self.barWidth, Int(share * Double(Self.barWidth)))
        return String(repeating: "=", count: filled) + String(repeating: " ", count: Self.barWidth - filled)
    }

    /// As long as what was done took, in proportion; nil as long as that says nothing.
    private var timeLeft: Duration? {
        guard elapsed >= Self.shortestBasis, share > 0, share < 1 else { return nil }
        return elapsed * ((1 - share) / share)
    }

    private static func clock(_ duration: Duration) -> String {
        let seconds = max(1, Int(duration.components.seconds))
        let tail = String(seconds % 60).padded(to: 2, atStart: true).replacing(" ", with: "0")
        return "\(seconds / 60):\(tail)"
    }
}
