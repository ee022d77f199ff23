import ArchiveMirror
import Synchronization
import TalkArchive

/// Shows the making of a copy as it goes.
final class MirrorProgress: Sendable {
    private let form: IngestProgress.Form
    private let isDryRun: Bool
    private let state = Mutex(State())

    private struct State {
        var talks = 0
        var done = 0
        var files = 0
        var byteCount = 0
        var hasEnded = false
    }

    init(form: IngestProgress.Form, isDryRun: Bool) {
        self.form = form
        self.isDryRun = isDryRun
    }

    func take(_ event: MirrorEvent) {
        state.withLock { state in
            guard !state.hasEnded else { return }
            switch event {
            case .planned(let talks, _): state.talks = talks
            case .fetched(_, let byteCount):
                state.files += 1
                state.byteCount += byteCount
            case .finished: state.done += 1
            case .removed, .problem: break
            }
            switch form {
            case .jsonLines: JSONLines.print(MirrorLine.event(event))
            case .lines: tell(event)
            case .bar:
                if isDryRun { tell(event) }
                if case .problem(let problem) = event { Terminal.note("\(problem)") }
                Terminal.status(String(line(state).prefix(max(0, Terminal.width - 1))))
            }
        }
    }

    /// Leaves nothing on the screen.
    func end() {
        state.withLock { $0.hasEnded = true }
        if form == .bar { Terminal.clearStatus() }
    }

    private func tell(_ event: MirrorEvent) {
        switch event {
        case .fetched(let path, let byteCount):
            Terminal.note(isDryRun ? "would fetch \(path)" : "fetched \(path), \(ByteSize.text(byteCount))")
        case .removed(let path): Terminal.note(isDryRun ? "would remove \(path)" : "removed \(path)")
        case .problem(let problem) where form == .lines: Terminal.note("\(problem)")
        case .planned, .finished, .problem: break
        }
    }

    private func line(_ state: State) -> String {
        let bar = ProgressBar.text(done: state.done, of: state.talks)
        return "\(bar) \(state.done) of \(Count(state.talks, "talk")), \(Count(state.files, "file")) fetched, "
            + "\(ByteSize.text(state.byteCount))"
    }
}
