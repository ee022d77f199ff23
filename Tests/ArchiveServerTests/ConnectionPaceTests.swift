import NIOCore
import Synchronization
import Testing

@testable import ArchiveServer

@Suite("Connection pace")
struct ConnectionPaceTests {
    private static func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(1) + .seconds(seconds) }

    private static let fresh = ConnectionPace(headTime: .seconds(20), keepAliveTime: .seconds(60), now: at(0))

    @Test("a connection that says nothing is closed in silence")
    func silent() {
        var pace = Self.fresh
        #expect(pace.look(now: Self.at(19)) == .fine)
        #expect(pace.look(now: Self.at(20)) == .close)
    }

    @Test("a head that drips is told so, however many pieces come")
    func dripping() {
        var pace = Self.fresh
        for second in 0..<Int64(25) {
            pace.received(bytes: 1)
            #expect(pace.look(now: Self.at(second)) == (second < 20 ? .fine : .tellTimeout))
        }
    }

    @Test("the time of a head begins with its first byte, also on a connection that was silent")
    func late() {
        var pace = Self.fresh
        pace.received(bytes: 100)
        pace.requestBegan()
        pace.requestEnded(now: Self.at(1))
        #expect(pace.look(now: Self.at(60)) == .fine)
        pace.received(bytes: 1)
        #expect(pace.look(now: Self.at(61)) == .fine)
        #expect(pace.look(now: Self.at(80)) == .fine)
        #expect(pace.look(now: Self.at(81)) == .tellTimeout)
    }

    @Test("an answered connection is kept for its time, and a request under way for ever")
    func keptAlive() {
        var pace = Self.fresh
        pace.received(bytes: 100)
        pace.requestBegan()
        pace.received(bytes: 100_000)
        #expect(pace.look(now: Self.at(10_000)) == .fine)
        pace.requestBegan()
        pace.requestEnded(now: Self.at(10_001))
        #expect(pace.look(now: Self.at(10_100)) == .fine)
        pace.requestEnded(now: Self.at(10_101))
        #expect(pace.look(now: Self.at(10_160)) == .fine)
        #expect(pace.look(now: Self.at(10_161)) == .close)
    }
}

@Suite("Connection registry")
struct ConnectionRegistryTests {
    private final class Visitor: Sendable {
        let entry: ConnectionRegistry.Entry
        private let left: Flag

        private final class Flag: Sendable {
            let isSet = Mutex(false)
        }

        init(_ address: String, waitingSince second: Int64?) {
            let left = Flag()
            self.left = left
            entry = ConnectionRegistry.Entry(
                address: IPAddress(address), giveWay: { left.isSet.withLock { $0 = true } })
            if let second { entry.isWaiting(since: .uptimeNanoseconds(1) + .seconds(second)) }
        }

        var hasLeft: Bool { left.isSet.withLock { $0 } }
    }

    @Test("when one address has too many, its own longest waiting one makes room")
    func ofAddress() {
        let registry = ConnectionRegistry(most: 100, ofAddress: 3)
        let other = Visitor("192.0.2.9", waitingSince: 0)
        let own = [5, 2, 7].map { Visitor("192.0.2.1", waitingSince: $0) }
        for visitor in [other] + own { #expect(registry.admit(visitor.entry)) }
        let next = Visitor("192.0.2.1", waitingSince: 8)
        #expect(registry.admit(next.entry))
        #expect([other].map(\.hasLeft) + own.map(\.hasLeft) == [false, false, true, false])
        #expect(registry.count == 4)
        // The one that left says so itself later, and is not counted twice.
        registry.remove(own[1].entry)
        #expect(registry.count == 4)
        registry.remove(next.entry)
        #expect(registry.count == 3)
    }

    @Test("where all are busy, the new one is refused, and who is done makes room again")
    func busy() {
        let registry = ConnectionRegistry(most: 2, ofAddress: nil)
        let busy = [Visitor("192.0.2.1", waitingSince: nil), Visitor("192.0.2.2", waitingSince: nil)]
        for visitor in busy { #expect(registry.admit(visitor.entry)) }
        let late = Visitor("192.0.2.3", waitingSince: 1)
        #expect(!registry.admit(late.entry))
        busy[0].entry.isWaiting(since: .uptimeNanoseconds(5))
        #expect(registry.admit(late.entry))
        #expect(busy[0].hasLeft && !busy[1].hasLeft)
    }

    @Test("addresses of one IPv6 network are one")
    func network() {
        let registry = ConnectionRegistry(most: 100, ofAddress: 2)
        let first = Visitor("2001:db8::1", waitingSince: 1)
        #expect(registry.admit(first.entry))
        #expect(registry.admit(Visitor("2001:db8::2", waitingSince: 2).entry))
        #expect(registry.admit(Visitor("2001:db8::3", waitingSince: 3).entry))
        #expect(first.hasLeft && registry.count == 2)
    }
}
