/// Decides when the archive's folder is read again: a state machine that knows no clock and no folder. Events with
/// their time go in, what to do next comes out.
///
/// A change is not read at once. A `git pull` changes hundreds of files and an editor several for one edit, so it waits
/// until the folder is quiet, though not longer than `patience`; both together stay below two seconds. Without any
/// change the folder is read now and then, since notices can be lost.
public struct LookSchedule<Instant: InstantProtocol>: Sendable where Instant.Duration == Swift.Duration {
    /// No change for so long ends the waiting for more.
    public var quiet = Duration.milliseconds(200)
    /// A change is read after this time, though others follow it.
    public var patience = Duration.seconds(1)
    /// The folder is read after this time, though nothing told of a change.
    public var pause: Duration

    private var lastLook: Instant
    private var firstChange: Instant?
    private var lastChange: Instant?
    /// When a file that was waited for may be complete.
    private var appointment: Instant?

    public enum Event: Sendable, Hashable {
        case changed
        /// The folder has been read.
        /// - Parameter again: wanted after this time, since a file is waited for.
        case looked(again: Duration?)
        /// The time that was waited for has come.
        case woke
    }

    public enum Action: Sendable, Hashable {
        case look
        case wait(until: Instant)
    }

    /// A schedule that begins with a look.
    /// - Parameter pause: the longest time between two looks.
    public init(pause: Duration, now: Instant) {
        self.pause = pause
        lastLook = now
        appointment = now
    }

    /// Takes an event in. After `.look`, changes count for the look after that.
    public mutating func handle(_ event: Event, at now: Instant) -> Action {
        switch event {
        case .changed:
            firstChange = firstChange ?? now
            lastChange = now
        case .looked(let again):
            lastLook = now
            // An appointment that is due at once would be kept over and over.
            appointment = again.map { now.advanced(by: max($0, quiet)) }
        case .woke: break
        }
        guard now >= next else { return .wait(until: next) }
        (firstChange, lastChange, appointment) = (nil, nil, nil)
        lastLook = now
        return .look
    }

    private var next: Instant {
        var next = lastLook.advanced(by: pause)
        if let appointment { next = min(next, appointment) }
        if let firstChange, let lastChange {
            next = min(next, firstChange.advanced(by: patience), lastChange.advanced(by: quiet))
        }
        return next
    }
}
