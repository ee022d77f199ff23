internal import Foundation

/// Something did not happen within its time.
public struct DeadlinePassed: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) {
        self.description = description
    }
}

/// Asks again and again until there is an answer.
///
/// While other tests keep all threads busy for a minute the clock runs and nobody asks, so the time is not up before it
/// has been asked often enough.
/// - Throws: `DeadlinePassed` when there is none in time, naming `what`.
public func eventually<Answer>(
    _ what: String, within limit: Duration = .seconds(180), _ question: () async throws -> Answer?
) async throws -> Answer {
    let deadline = ContinuousClock.now.advanced(by: limit)
    var questionsLeft = 100
    repeat {
        questionsLeft -= 1
        if let answer = try await question() { return answer }
        try await Task.sleep(for: .milliseconds(30))
    } while ContinuousClock.now < deadline || questionsLeft > 0
    throw DeadlinePassed(description: "\(what): not within \(limit)")
}

/// Runs what blocks on a thread of its own, so that the tasks of other tests go on.
public func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Swift.Result { try work() }) }.start()
    }
}

/// Lets some in at a time; the others wait for their turn.
actor Gate {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(width: Int) {
        free = width
    }

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
