import ArchiveServer
import Synchronization

/// Shows the reading of decks as it goes, and remembers what became of each.
final class IngestProgress: Sendable {
    private let isQuiet: Bool
    private let taken = Mutex<[Outcome]>([])

    /// What became of a deck.
    struct Outcome: Encodable, Sendable {
        let talk: String
        let pages: Int?
        let cached: Bool
        let seconds: Double?
        let warnings: [String]
        let error: String?
    }

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
    }

    /// By talk.
    var outcomes: [Outcome] {
        taken.withLock { $0.sorted { $0.talk < $1.talk } }
    }

    func take(_ event: ArchiveReading.Event) {
        switch event {
        case .started(let name, let done, let total):
            if !isQuiet { Terminal.status("[\(done)/\(total)] reading \(name)") }
        case .read(let outcome, let done, let total):
            let seconds = outcome.duration.map {
                Double($0.components.seconds) + Double($0.components.attoseconds) / 1e18
            }
            taken.withLock {
                $0.append(
                    Outcome(
                        talk: outcome.name, pages: outcome.pageCount, cached: outcome.isCached, seconds: seconds,
                        warnings: outcome.warnings, error: outcome.error))
            }
            guard !isQuiet else { return }
            if let error = outcome.error {
                Terminal.note("\(outcome.name): \(error)")
            } else if !outcome.isCached {
                Terminal.note("\(outcome.name): \(Count(outcome.pageCount ?? 0, "slide"))")
            }
            for warning in outcome.warnings { Terminal.note("\(outcome.name): \(warning)") }
            Terminal.status("[\(done)/\(total)]")
        }
    }
}
