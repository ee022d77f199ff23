import ArchiveServer
import Synchronization
import TalkArchive

/// Shows the sending of a folder as it goes.
final class UploadProgress: Sendable {
    private let form: IngestProgress.Form
    private let plan: UploadPlan
    private let started = ContinuousClock.now
    private let state = Mutex(State())

    private struct State {
        var files = 0
        /// Bytes of files that are done.
        var done = 0
        /// Bytes of the one under way.
        var sent = 0
        var note = ""
        var hasEnded = false
    }

    init(form: IngestProgress.Form, plan: UploadPlan) {
        self.form = form
        self.plan = plan
    }

    func take(_ event: FolderUpload.Event) {
        state.withLock { state in
            guard !state.hasEnded else { return }
            switch event {
            case .started(let deck):
                state.sent = 0
                state.note = deck.name
            case .sent(let deck, let bytes):
                state.sent = min(bytes, deck.byteCount)
                state.note = bytes < deck.byteCount ? share(of: deck, bytes) : "\(deck.name): being read"
            case .waiting(let deck, let reason, let wait):
                state.sent = 0
                state.note = "\(deck.name): again in \(wait.components.seconds) s"
                if form != .jsonLines { Terminal.note("\(deck.name): \(reason)") }
            case .finished(let deck, let outcome):
                state.files += 1
                state.done += deck.byteCount
                state.sent = 0
                if form != .jsonLines { Terminal.note(UploadText.line(deck, outcome)) }
            }
            switch form {
            case .bar: Terminal.status(String(line(state).prefix(max(0, Terminal.width - 1))))
            case .jsonLines: UploadLine(event).map(JSONLines.print)
            case .lines: break
            }
        }
    }

    /// Leaves nothing on the screen.
    func end() {
        state.withLock { $0.hasEnded = true }
        if form == .bar { Terminal.clearStatus() }
    }

    private func share(of deck: UploadPlan.Deck, _ bytes: Int) -> String {
        "\(deck.name) \(bytes * 100 / max(1, deck.byteCount)) %"
    }

    /// `[====      ] 3 of 12 decks, 45 MB of 120 MB  rust-gcc.pdf 63 %`
    private func line(_ state: State) -> String {
        let bytes = state.done + state.sent
        return "\(ProgressBar.text(done: bytes, of: plan.byteCount)) \(state.files) of "
            + "\(Count(plan.files.count, "deck")), \(ByteSize.text(bytes)) of \(ByteSize.text(plan.byteCount))  "
            + state.note
    }
}

/// What `rockpool upload FOLDER` says for people.
enum UploadText {
    static func line(_ deck: UploadPlan.Deck, _ outcome: FolderUpload.Outcome) -> String {
        switch outcome {
        case .accepted(let answer):
            let what = answer.outcome == "unchanged" ? "up already" : "up"
            let warnings = answer.warnings.map { "\n  warning: \($0)" }.joined()
            return "\(deck.name): \(what), \(Count(answer.pages, "page")), \(answer.url)\(warnings)"
        case .upAlready: return "\(deck.name): up already"
        case .wouldSend: return "\(deck.name): would be sent to \(deck.talk), \(ByteSize.text(deck.byteCount))"
        case .failed(let reason): return "\(deck.name): not taken. \(reason)"
        }
    }

    static func summary(_ summary: FolderUpload.Summary, _ plan: UploadPlan) -> String {
        var parts: [String] = []
        if summary.wouldSend > 0 { parts.append("\(Count(summary.wouldSend, "deck")) to send") }
        if summary.sent > 0 { parts.append("\(Count(summary.sent, "deck")) up (\(ByteSize.text(summary.sentBytes)))") }
        if summary.upAlready > 0 { parts.append("\(summary.upAlready) up already") }
        if !summary.failed.isEmpty { parts.append("\(summary.failed.count) not taken") }
        if !plan.unmatched.isEmpty { parts.append("\(plan.unmatched.count) without a talk") }
        if summary.untried > 0 { parts.append("\(summary.untried) not tried") }
        var text = parts.isEmpty ? "Nothing to send." : parts.joined(separator: ", ") + "."
        if summary.untried > 0 { text += " Run it again to go on." }
        return text
    }
}

/// The lines of `rockpool upload FOLDER --json`, told apart by `event`.
enum UploadLine: Encodable {
    case unmatched(UploadPlan.Unmatched)
    case waiting(UploadPlan.Deck, reason: String, seconds: Int)
    case finished(UploadPlan.Deck, FolderUpload.Outcome)
    case summary(FolderUpload.Summary, unmatched: Int)

    private enum Key: String, CodingKey {
        case event, file, talk, outcome, answer, reason, seconds, sent, sentBytes, upAlready, wouldSend, failed
        case unmatched, untried
    }

    /// Nil for what only a person likes to see.
    init?(_ event: FolderUpload.Event) {
        switch event {
        case .started, .sent: return nil
        case .waiting(let deck, let reason, let wait):
            self = .waiting(deck, reason: reason, seconds: Int(wait.components.seconds))
        case .finished(let deck, let outcome): self = .finished(deck, outcome)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        switch self {
        case .unmatched(let file):
            try line.encode("unmatched", forKey: .event)
            try line.encode(file.name, forKey: .file)
            try line.encode(file.reason, forKey: .reason)
        case .waiting(let deck, let reason, let seconds):
            try line.encode("waiting", forKey: .event)
            try line.encode(deck.name, forKey: .file)
            try line.encode(reason, forKey: .reason)
            try line.encode(seconds, forKey: .seconds)
        case .finished(let deck, let outcome): try encode(deck, outcome, to: &line)
        case .summary(let summary, let unmatched):
            try line.encode("summary", forKey: .event)
            try line.encode(summary.sent, forKey: .sent)
            try line.encode(summary.sentBytes, forKey: .sentBytes)
            try line.encode(summary.upAlready, forKey: .upAlready)
            try line.encode(summary.wouldSend, forKey: .wouldSend)
            try line.encode(summary.failed.count, forKey: .failed)
            try line.encode(unmatched, forKey: .unmatched)
            try line.encode(summary.untried, forKey: .untried)
        }
    }

    private func encode(
        _ deck: UploadPlan.Deck, _ outcome: FolderUpload.Outcome, to line: inout KeyedEncodingContainer<Key>
    ) throws {
        try line.encode("finished", forKey: .event)
        try line.encode(deck.name, forKey: .file)
        try line.encode(deck.talk.description, forKey: .talk)
        switch outcome {
        case .accepted(let answer):
            try line.encode(answer.outcome, forKey: .outcome)
            try line.encode(answer, forKey: .answer)
        case .upAlready: try line.encode("up-already", forKey: .outcome)
        case .wouldSend: try line.encode("would-send", forKey: .outcome)
        case .failed(let reason):
            try line.encode("failed", forKey: .outcome)
            try line.encode(reason, forKey: .reason)
        }
    }
}
