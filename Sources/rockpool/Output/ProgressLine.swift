import ArchiveServer

/// One line that says how far the reading of decks is.
struct ProgressLine {
    private let progress: DeckIntake.Progress
    private let elapsed: Duration
    private let deck: String?

    /// Before that, what is left cannot be told from what was done.
    private static let shortestBasis = Duration.seconds(2)

    /// - Parameter deck: one that is being read.
    init(_ progress: DeckIntake.Progress, elapsed: Duration, deck: String?) {
        self.progress = progress
        self.elapsed = elapsed
        self.deck = deck
    }

    /// `[=====>     ] 12 of 60 decks, 340 slides, 0:42 left  odd/x.pdf`, cut to the width.
    func text(width: Int) -> String {
        let (done, all) = (progress.decks, Count(progress.deckCount, "deck"))
        var text = "\(bar) \(done) of \(all), \(Count(progress.slides, "slide"))"
        if let left = timeLeft { text += ", \(Self.clock(left)) left" }
        if let deck { text += "  \(deck)" }
        return String(text.prefix(max(0, width - 1)))
    }

    /// How much is done of how much: bytes where they are known, else decks.
    private var work: (done: Int, total: Int) {
        progress.byteCount > 0 ? (progress.bytes, progress.byteCount) : (progress.decks, progress.deckCount)
    }

    /// The share of the work that is done, from 0 to 1.
    private var share: Double { work.total > 0 ? Double(work.done) / Double(work.total) : 0 }

    private var bar: String { ProgressBar.text(done: work.done, of: work.total) }

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
