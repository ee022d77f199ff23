internal import NIOCore
internal import Synchronization

/// All connections of a server: at most so many in all and of one address.
///
/// When there are more, the one goes that has waited longest for a request: so whoever opens thousands and says nothing
/// takes the place of their own others, and the site still answers. Only where all are busy is the new one refused.
final class ConnectionRegistry: Sendable {
    private let state = Mutex(State())
    private let most: Int
    /// Nil where connections of one address are many people's, as those of a proxy.
    private let mostOfAddress: Int?

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        var counts: [IPAddress?: Int] = [:]
    }

    /// One connection.
    final class Entry: Sendable {
        fileprivate let address: IPAddress?
        private let giveWay: @Sendable () -> Void
        /// Since when it waits for a request, in nanoseconds of the system's clock; 0 while one is under way. Written
        /// for each request and read when there are too many connections, so it is no part of what is locked.
        private let waiting = Atomic<UInt64>(0)

        /// - Parameter giveWay: closes the connection if it still waits.
        init(address: IPAddress?, giveWay: @escaping @Sendable () -> Void) {
            self.address = address
            self.giveWay = giveWay
        }

        func isBusy() { waiting.store(0, ordering: .relaxed) }

        func isWaiting(since moment: NIODeadline) {
            waiting.store(max(1, moment.uptimeNanoseconds), ordering: .relaxed)
        }

        fileprivate var waitingSince: UInt64? {
            let moment = waiting.load(ordering: .relaxed)
            return moment == 0 ? nil : moment
        }

        fileprivate func leave() { giveWay() }
    }

    init(most: Int, ofAddress mostOfAddress: Int?) {
        self.most = max(1, most)
        self.mostOfAddress = mostOfAddress.map { max(1, $0) }
    }

    /// How many there are.
    var count: Int { state.withLock { $0.entries.count } }

    /// Takes a connection in; another one may have to leave for it.
    /// - Returns: false when there is no place, because all are busy.
    func admit(_ entry: Entry) -> Bool {
        let site = entry.address?.site
        let (isAdmitted, leaves) = state.withLock { state -> (Bool, Entry?) in
            var leaves: Entry?
            if let mostOfAddress, state.counts[site, default: 0] >= mostOfAddress {
                leaves = Self.longestWaiting(state.entries.values.lazy.filter { $0.address?.site == site })
                if leaves == nil { return (false, nil) }
            } else if state.entries.count >= most {
                leaves = Self.longestWaiting(state.entries.values)
                if leaves == nil { return (false, nil) }
            }
            if let leaves { Self.forget(leaves, &state) }
            state.entries[ObjectIdentifier(entry)] = entry
            state.counts[site, default: 0] += 1
            return (true, leaves)
        }
        leaves?.leave()
        return isAdmitted
    }

    func remove(_ entry: Entry) {
        state.withLock { Self.forget(entry, &$0) }
    }

    private static func forget(_ entry: Entry, _ state: inout State) {
        guard state.entries.removeValue(forKey: ObjectIdentifier(entry)) != nil else { return }
        let site = entry.address?.site
        let rest = state.counts[site, default: 1] - 1
        state.counts[site] = rest > 0 ? rest : nil
    }

    private static func longestWaiting(_ entries: some Sequence<Entry>) -> Entry? {
        var longest: (entry: Entry, since: UInt64)?
        for entry in entries {
            guard let since = entry.waitingSince, since < longest?.since ?? .max else { continue }
            longest = (entry, since)
        }
        return longest?.entry
    }
}
