import ArgumentParser
import Dispatch
import Foundation

/// Control-C during long work: the work is asked to end, and what is done is kept and told.
enum Interruption {
    /// What a shell expects of a program that was interrupted: 128 and the signal's number.
    static let exitCode = ExitCode(128 + SIGINT)

    /// Does the work in a task that is cancelled by the first SIGINT or SIGTERM; the second ends the program at once.
    static func cancelling<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) async -> Result {
        let task = Task { await work() }
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                task.cancel()
                signal(number, SIG_DFL)
            }
            source.resume()
            return source
        }
        let result = await task.value
        for (source, number) in zip(sources, [SIGINT, SIGTERM]) {
            source.cancel()
            signal(number, SIG_DFL)
        }
        return result
    }
}
