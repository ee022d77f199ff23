import TalkArchive

/// What a feed has told since its beginning, in order, and how it is cut into documents (RFC 5005, section 4).
///
/// An event is a moment of a talk: that it came, that its slides were replaced, that it was changed or withdrawn. The
/// events of each calendar year (UTC) are cut into parts of equal length. A part is full when it has all its events, or
/// when a later year has begun; from then on its document stays as it is. What is in no full part, and what was told of the
/// newest talks in any case, makes up the document that grows.
struct FeedTimeline {
    /// Oldest first; what happened at one moment by the keys of the talks.
    let events: [Event]
    /// The parts that are full, oldest first.
    private(set) var parts: [Part] = []
    /// The events of the document that grows.
    private(set) var current: Range<Int>

    struct Event {
        let time: Timestamp
        let subject: Subject
        /// The place of the talk or withdrawal in the list that the timeline was made of.
        let place: Int

        /// Nothing is told of the talk after this.
        var isLast: Bool {
            switch subject {
            case .talk(_, let isLast): isLast
            case .withdrawal(let withdrawal): withdrawal.at == time
            }
        }
    }

    enum Subject {
        /// - Parameter isLast: nothing is told of the talk after this.
        case talk(Talk, isLast: Bool)
        /// The withdrawal, or something that the talk had told before.
        case withdrawal(Withdrawal)

        var key: TalkKey {
            switch self {
            case .talk(let talk, _): talk.key
            case .withdrawal(let withdrawal): withdrawal.key
            }
        }
    }

    struct Part {
        let year: Int
        /// Counted from 1 in each year.
        let number: Int
        let events: Range<Int>
    }

    init(of talks: [Talk], withdrawals: [Withdrawal], limits: FeedLimits) {
        var events: [Event] = []
        events.reserveCapacity(talks.count + withdrawals.count)
        for (place, talk) in talks.enumerated() {
            let moments = talk.moments
            for moment in moments {
                events.append(Event(time: moment, subject: .talk(talk, isLast: moment == moments.last), place: place))
            }
        }
        for (place, withdrawal) in withdrawals.enumerated() {
            for moment in withdrawal.moments + [withdrawal.at] {
                events.append(Event(time: moment, subject: .withdrawal(withdrawal), place: place))
            }
        }
        events.sort { $0.time != $1.time ? $0.time < $1.time : $0.subject.key < $1.subject.key }
        self.events = events
        current = 0..<0
        var start = 0
        while start < events.count {
            let year = Self.year(of: events[start])
            let end = events[start...].firstIndex { Self.year(of: $0) != year } ?? events.count
            for (place, first) in stride(from: start, to: end, by: limits.eventsPerArchive).enumerated() {
                let last = min(first + limits.eventsPerArchive, end)
                guard last - first == limits.eventsPerArchive || end < events.count else { break }
                parts.append(Part(year: year, number: place + 1, events: first..<last))
            }
            start = end
        }
        let open = min(parts.last?.events.upperBound ?? 0, Self.beginning(ofLast: limits.recentTalks, in: events))
        current = open..<events.count
    }

    /// Where the last events of the newest talks and withdrawals begin.
    private static func beginning(ofLast count: Int, in events: [Event]) -> Int {
        var (left, place) = (count, events.count)
        while left > 0, place > 0 {
            place -= 1
            if events[place].isLast { left -= 1 }
        }
        return place
    }

    private static func year(of event: Event) -> Int { event.time.date?.year ?? 1900 }
}
