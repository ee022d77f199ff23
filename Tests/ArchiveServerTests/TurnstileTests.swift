import Synchronization
import Testing

@testable import ArchiveServer

@Suite("Turnstile")
struct TurnstileTests {
    @Test("never more work at a time than there are places, and all of it is done", arguments: [1, 2, 5])
    func places(places: Int) async {
        let turnstile = Turnstile(places: places)
        let counts = Counts()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await turnstile.pass {
                        counts.begin()
                        await Task.yield()
                        counts.end()
                    }
                }
            }
        }
        #expect(counts.done == 50)
        #expect(counts.most <= places)
    }

    @Test("work that fails gives its place back")
    func failure() async {
        let turnstile = Turnstile(places: 1)
        for _ in 0..<3 {
            await #expect(throws: CancellationError.self) {
                try await turnstile.pass { throw CancellationError() }
            }
        }
        #expect(await turnstile.pass { 7 } == 7)
    }

    private final class Counts: Sendable {
        private let state = Mutex((running: 0, most: 0, done: 0))
        var done: Int { state.withLock { $0.done } }
        var most: Int { state.withLock { $0.most } }

        func begin() {
            state.withLock { state in
                state.running += 1
                state.most = max(state.most, state.running)
            }
        }

        func end() {
            state.withLock { state in
                state.running -= 1
                state.done += 1
            }
        }
    }
}
