import ArchiveServer
import Synchronization

/// Shows an export as it goes: the reading of decks as `ingest` does, then pictures, then files.
final class ExportProgress: Sendable {
    private let form: IngestProgress.Form
    private let reading: IngestProgress
    /// What was shown last, so that a bar is not drawn more often than anybody sees.
    private let shown = Mutex(ContinuousClock.now)

    private static let pause = Duration.milliseconds(100)

    init(form: IngestProgress.Form) {
        self.form = form
        reading = IngestProgress(form: form)
    }

    func take(_ event: ExportEvent) {
        switch event {
        case .reading(let event, let progress): reading.take(event, progress)
        case .drawing(let done, let total):
            show("drawing", "\(done) of \(Count(total, "set")) of pictures", done, total)
        case .writing(let done, let total): show("writing", "\(done) of \(Count(total, "file"))", done, total)
        }
    }

    /// Leaves nothing on the screen.
    func end() {
        reading.end()
        if form == .bar { Terminal.clearStatus() }
    }

    private func show(_ step: String, _ text: String, _ done: Int, _ total: Int) {
        reading.end()
        // Within the lock: else lines could come in another order.
        shown.withLock { shown in
            let isDue = done == total || ContinuousClock.now - shown > Self.pause
            switch form {
            case .bar:
                guard isDue else { return }
                Terminal.status("\(step) \(text)")
            case .lines: if done == total { Terminal.note("\(step): \(text)") }
            case .jsonLines:
                guard isDue else { return }
                JSONLines.print(ExportLine.step(step, done: done, total: total))
            }
            shown = .now
        }
    }
}
