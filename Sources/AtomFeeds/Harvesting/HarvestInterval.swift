public import TalkArchive

/// The times between which a record must last have changed, both included (OAI-PMH 2.0, section 2.7.1).
public struct HarvestInterval: Sendable, Hashable {
    /// Nil from the beginning.
    public let first: Timestamp?
    /// Nil to the end.
    public let last: Timestamp?

    public init(first: Timestamp? = nil, last: Timestamp? = nil) {
        self.first = first
        self.last = last
    }

    /// Reads `from` and `until`, each a day or a second of UTC, both of one granularity. A day is meant from its first
    /// to its last second.
    init(from: String?, until: String?) throws(OAIRefusal) {
        let from = try from.map { text throws(OAIRefusal) in try Self.moment(text, of: "from") }
        let until = try until.map { text throws(OAIRefusal) in try Self.moment(text, of: "until") }
        if let from, let until, from.isDay != until.isDay {
            throw OAIRefusal(.badArgument, "'from' and 'until' differ in form: give two days, or two times.")
        }
        if let from, let until, from.time > until.time {
            throw OAIRefusal(.badArgument, "'from' is later than 'until': swap them.")
        }
        first = from?.time
        last = until.map { moment in
            moment.isDay ? Timestamp(secondsSinceEpoch: moment.time.secondsSinceEpoch + 86_399) : moment.time
        }
    }

    func contains(_ time: Timestamp) -> Bool {
        if let first, time < first { return false }
        if let last, time > last { return false }
        return true
    }

    private static func moment(_ text: String, of name: String) throws(OAIRefusal) -> (time: Timestamp, isDay: Bool) {
        if let date = CalendarDate(text) { return (Timestamp(startOf: date), true) }
        // `Timestamp` reads all of RFC 3339; the protocol knows one way to write a second.
        if let time = Timestamp(text), time.description == text { return (time, false) }
        throw OAIRefusal(
            .badArgument,
            "'\(OneLine.prefix(text, 40))' cannot be a value of '\(name)': write a day as 2022-09-07, or a time as "
                + "2022-09-07T09:30:00Z.")
    }
}
