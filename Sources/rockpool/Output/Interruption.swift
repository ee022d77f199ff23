import ArgumentParser
import Foundation
import Synchronization

/// Control-C during long work: the work is asked to end, and what is done is kept and told.
enum Interruption {
    /// What a shell expects of a program that was interrupted: 128 and the signal's number.
    static let exitCode = ExitCode(128 + SIGINT)

    /// Signals so far. A handler can reach nothing but what belongs to the whole process, as signals do.
    private static let signals = Atomic<Int>(0)

    /// How often is looked whether a signal came: a person does not see the difference, and it costs nothing.
    private static let interval = Duration.milliseconds(50)

    /// Does the work in a task that is cancelled by the first SIGINT or SIGTERM; the second ends the program at once.
    ///
    /// Not by Dispatch's signal sources: on Linux they miss a signal that comes before they are registered, or that the
    /// kernel hands to a thread which ignores it.
    static func cancelling<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) async -> Result {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.signals.add(1, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
        let task = Task { await work() }
        let guardian = Task {
            while signals.load(ordering: .relaxed) == 0 { try await Task.sleep(for: interval) }
            task.cancel()
        }
        let result = await task.value
        guardian.cancel()
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        return result
    }
}
