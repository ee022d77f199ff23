import ArchiveMirror
import Synchronization

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

    private static let barWidth = 20

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
            Terminal.note(isDryRun ? "would fetch \(path)" : "fetched \(path), \(FileSize(byteCount))")
        case .removed(let path): Terminal.note(isDryRun ? "would remove \(path)" : "removed \(path)")
        case .problem(let problem) where form == .lines: Terminal.note("\(problem)")
        case .planned, .finished, .problem: break
        }
    }

    private func line(_ state: State) -> String {
        let filled = state.talks > 0 ? state.done * Self.barWidth / state.talks : 0
        let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: Self.barWidth - filled)
        return "[\(bar)] \(state.done) of \(Count(state.talks, "talk")), \(Count(state.files, "file")) fetched, "
            + "\(FileSize(state.byteCount))"
    }
}

/// A file's size for people, in decimal units: `140 kB`, `3.1 MB`.
struct FileSize: CustomStringConvertible {
    let description: String

    init(_ count: Int) {
        let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")]
        guard let (size, unit) = units.first(where: { count >= $0.0 - $0.0 / 2000 }) else {
            description = "\(Count(count, "byte"))"
            return
        }
        let tenths = (count * 10 + size / 2) / size
        description = tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\((count + size / 2) / size) \(unit)"
    }
}
