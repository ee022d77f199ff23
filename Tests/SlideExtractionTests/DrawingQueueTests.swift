import Synchronization
import Testing

@testable import SlideExtraction

@Suite("DrawingQueue")
struct DrawingQueueTests {
    /// Work that tells when it begins and goes on until it is let go.
    private final class Gate: Sendable {
        private let begun = AsyncStream.makeStream(of: String.self)
        private let ends = Mutex<[String: CheckedContinuation<Void, Never>]>([:])

        func work(_ name: String) async {
            await withCheckedContinuation { end in
                ends.withLock { $0[name] = end }
                begun.continuation.yield(name)
            }
        }

        func finish(_ name: String) {
            ends.withLock { $0.removeValue(forKey: name) }?.resume()
        }

        /// The names of the next works that begin.
        func next(_ count: Int) async -> Set<String> {
            var names: Set<String> = []
            for await name in begun.stream {
                names.insert(name)
                if names.count == count { break }
            }
            return names
        }

        var running: Set<String> { ends.withLock { Set($0.keys) } }
    }

    /// How many run, and how many did at most.
    private final class Count: Sendable {
        private let state = Mutex((now: 0, most: 0, done: 0))

        var most: Int { state.withLock { $0.most } }
        var done: Int { state.withLock { $0.done } }

        func begin() {
            state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.done) }
        }

        func end() {
            state.withLock { $0 = ($0.now - 1, $0.most, $0.done + 1) }
        }
    }

    @Test("what somebody waits for has a place of its own and goes before what is drawn ahead")
    func order() async throws {
        let queue = DrawingQueue(places: 2)
        let gate = Gate()
        await withTaskGroup(of: Void.self) { group in
            func add(_ name: String, _ priority: DrawingQueue.Priority) {
                group.addTask {
                    try? await queue.pass(priority) { () async throws(ExtractionError) in await gate.work(name) }
                }
            }
            add("ahead 1", .ahead)
            add("ahead 2", .ahead)
            #expect(await gate.next(2) == ["ahead 1", "ahead 2"])
            add("ahead 3", .ahead)
            await waiting(queue, 1)
            // Both places are taken; the page that is looked at begins all the same.
            add("asked 1", .asked)
            #expect(await gate.next(1) == ["asked 1"])
            add("asked 2", .asked)
            await waiting(queue, 2)
            gate.finish("ahead 1")
            #expect(await gate.next(1) == ["asked 2"])
            gate.finish("asked 1")
            #expect(gate.running == ["ahead 2", "asked 2"])
            gate.finish("asked 2")
            #expect(await gate.next(1) == ["ahead 3"])
            for name in ["ahead 2", "ahead 3"] { gate.finish(name) }
        }
    }

    @Test("never more run than there are places, whatever comes")
    func places() async {
        let queue = DrawingQueue(places: 3)
        let running = Count()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let priority: DrawingQueue.Priority = number.isMultiple(of: 5) ? .asked : .ahead
                    try? await queue.pass(priority) { () async throws(ExtractionError) in
                        running.begin()
                        for _ in 0..<number % 7 { await Task.yield() }
                        running.end()
                    }
                }
            }
        }
        #expect(running.most <= 4)
        #expect(running.done == 300)
    }

    private func waiting(_ queue: DrawingQueue, _ count: Int) async {
        while await queue.waitingCount < count { await Task.yield() }
    }
}
