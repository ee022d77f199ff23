import ArchiveServer
import Foundation
import Synchronization

/// Shows the reading of decks as it goes.
final class IngestProgress: Sendable {
    /// How it is shown.
    enum Form: Sendable {
        /// One line that is drawn again and again, for a person who watches.
        case bar
        /// A line for each deck that is done, for a log.
        case lines
        /// A line of JSON for each step, for a program.
        case jsonLines
    }

    private let form: Form
    private let started = ContinuousClock.now
    private let state = Mutex(State())
    private let ticker: Task<Void, Never>?

    private struct State {
        var progress = DeckIntake.Progress()
        var underWay: [String] = []
        var hasEnded = false
    }

    init(form: Form) {
        self.form = form
        // A deck that takes long must not look like a program that hangs.
        let (ticks, source) = AsyncStream.makeStream(of: Void.self)
        guard form == .bar else {
            ticker = nil
            return
        }
        ticker = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(500))
                source.yield()
            }
        }
        Task { [weak self] in
            for await _ in ticks {
                guard let self, !state.withLock(\.hasEnded) else { return }
                draw()
            }
        }
    }

    func take(_ event: DeckIntake.Event, _ progress: DeckIntake.Progress) {
        state.withLock { state in
            state.progress = progress
            switch event {
            case .started(let deck): state.underWay.append(deck)
            case .finished(let report): state.underWay.removeAll { $0 == report.deck }
            case .recognising(let deck, let pages):
                state.underWay.append("\(deck) (text in \(Count(pages, "picture")))")
            case .recognised(let deck, _): state.underWay.removeAll { $0.hasPrefix("\(deck) (text in") }
            }
        }
        switch (form, event) {
        case (.bar, _): draw()
        case (.lines, .started), (.lines, .recognising): break
        case (.lines, .recognised(let deck, let pages)):
            if pages > 0 { Terminal.note("\(deck): text recognised on \(Count(pages, "page"))") }
        case (.jsonLines, .recognising(let deck, let pages)):
            JSONLines.print(IngestLine.recognition(deck: deck, pages: pages, isDone: false))
        case (.jsonLines, .recognised(let deck, let pages)):
            JSONLines.print(IngestLine.recognition(deck: deck, pages: pages, isDone: true))
        case (.lines, .finished(let report)):
            let extent = report.outcome == .refused ? "refused" : report.extent
            Terminal.note("[\(progress.decks)/\(progress.deckCount)] \(report.deck): \(extent)")
        case (.jsonLines, .started(let deck)):
            JSONLines.print(IngestLine.started(deck: deck, done: progress.decks, total: progress.deckCount))
        case (.jsonLines, .finished(let report)):
            JSONLines.print(
                IngestLine.finished(
                    deck: report.deck, outcome: report.outcome, done: progress.decks, total: progress.deckCount))
        }
    }

    /// Leaves nothing on the screen.
    func end() {
        state.withLock { $0.hasEnded = true }
        ticker?.cancel()
        if form == .bar { Terminal.clearStatus() }
    }

    private func draw() {
        // Within the lock: else a line that was made before the end could be drawn after it.
        state.withLock { state in
            guard !state.hasEnded else { return }
            Terminal.status(
                ProgressLine(state.progress, elapsed: ContinuousClock.now - started, deck: state.underWay.first)
                    .text(width: Terminal.width))
        }
    }
}
