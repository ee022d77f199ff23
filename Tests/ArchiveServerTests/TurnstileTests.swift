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

    @Test("work that takes long lends its place, so that others are not held up")
    func lending() async {
        let turnstile = Turnstile(places: 1, patience: .milliseconds(5), toLend: 1)
        for _ in 0..<3 {
            let (quickIsDone, source) = AsyncStream.makeStream(of: Void.self)
            async let slow: Void = turnstile.pass {
                // Ends only when the other, who waits for the same place, has had it.
                for await _ in quickIsDone { break }
            }
            async let quick: Void = turnstile.pass { source.yield() }
            _ = await (slow, quick)
        }
        #expect(await turnstile.pass { 7 } == 7)
    }

    @Test("no more places are lent than there are, and each comes back", arguments: [0, 1, 3])
    func lendingIsBounded(toLend: Int) async {
        let turnstile = Turnstile(places: 2, patience: .zero, toLend: toLend)
        let counts = Counts()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await turnstile.pass {
                        counts.begin()
                        for _ in 0..<5 { await Task.yield() }
                        counts.end()
                    }
                }
            }
        }
        #expect(counts.done == 50)
        #expect(counts.most <= 2 + toLend)
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
