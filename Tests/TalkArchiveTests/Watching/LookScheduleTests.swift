import Testing

@testable import TalkArchive

/// A clock that stands where it is put.
private struct Moment: InstantProtocol {
    var offset: Duration

    func advanced(by duration: Duration) -> Moment { Moment(offset: offset + duration) }
    func duration(to other: Moment) -> Duration { other.offset - offset }
    static func < (left: Moment, right: Moment) -> Bool { left.offset < right.offset }
}

@Suite("When the folder is read") struct LookScheduleTests {
    private typealias Schedule = LookSchedule<Moment>

    private static func at(_ milliseconds: Int) -> Moment { Moment(offset: .milliseconds(milliseconds)) }

    /// A schedule that has looked at 0.
    private static func rested() -> Schedule {
        var schedule = Schedule(pause: .seconds(30), now: at(0))
        _ = schedule.handle(.woke, at: at(0))
        _ = schedule.handle(.looked(again: nil), at: at(0))
        return schedule
    }

    @Test("it begins with a look")
    func first() {
        var schedule = Schedule(pause: .seconds(30), now: Self.at(0))
        #expect(schedule.handle(.woke, at: Self.at(0)) == .look)
        #expect(schedule.handle(.looked(again: nil), at: Self.at(40)) == .wait(until: Self.at(30_040)))
    }

    @Test("one change is read when it has been quiet for a moment")
    func single() {
        var schedule = Self.rested()
        #expect(schedule.handle(.changed, at: Self.at(5000)) == .wait(until: Self.at(5200)))
        #expect(schedule.handle(.woke, at: Self.at(5199)) == .wait(until: Self.at(5200)))
        #expect(schedule.handle(.woke, at: Self.at(5200)) == .look)
        #expect(schedule.handle(.looked(again: nil), at: Self.at(5250)) == .wait(until: Self.at(35_250)))
    }

    @Test("changes that follow each other are read together, and not later than patience allows")
    func burst() {
        var schedule = Self.rested()
        var looks: [Int] = []
        for time in stride(from: 1000, through: 4000, by: 50) {
            if schedule.handle(.changed, at: Self.at(time)) == .look {
                looks.append(time)
                _ = schedule.handle(.looked(again: nil), at: Self.at(time + 10))
            }
        }
        #expect(looks == [2000, 3050])
    }

    @Test("no change is read later than two seconds after it, whatever else happens")
    func bounded() {
        for step in 1...40 {
            var schedule = Self.rested()
            var waiting: Int?
            for time in stride(from: 0, through: 6000, by: step * 10) {
                waiting = waiting ?? time
                if schedule.handle(time % 3 == 0 ? .changed : .woke, at: Self.at(time)) == .look {
                    waiting = nil
                    _ = schedule.handle(.looked(again: nil), at: Self.at(time))
                }
                if let waiting { #expect(time - waiting < 2000) }
            }
        }
    }

    @Test("a change during a look is read after it")
    func during() {
        var schedule = Self.rested()
        _ = schedule.handle(.changed, at: Self.at(1000))
        #expect(schedule.handle(.woke, at: Self.at(1200)) == .look)
        #expect(schedule.handle(.looked(again: nil), at: Self.at(1900)) == .wait(until: Self.at(31_900)))
        #expect(schedule.handle(.changed, at: Self.at(1900)) == .wait(until: Self.at(2100)))
    }

    @Test("a file that is waited for is looked at again at its time, once")
    func appointment() {
        var schedule = Self.rested()
        _ = schedule.handle(.changed, at: Self.at(1000))
        #expect(schedule.handle(.woke, at: Self.at(1200)) == .look)
        #expect(schedule.handle(.looked(again: .seconds(9)), at: Self.at(1200)) == .wait(until: Self.at(10_200)))
        #expect(schedule.handle(.woke, at: Self.at(10_200)) == .look)
        #expect(schedule.handle(.looked(again: nil), at: Self.at(10_200)) == .wait(until: Self.at(40_200)))
        #expect(schedule.handle(.looked(again: .zero), at: Self.at(10_300)) == .wait(until: Self.at(10_500)))
    }

    @Test("a change between does not make it forget a file that is waited for")
    func both() {
        var schedule = Self.rested()
        _ = schedule.handle(.looked(again: .seconds(9)), at: Self.at(1000))
        #expect(schedule.handle(.changed, at: Self.at(2000)) == .wait(until: Self.at(2200)))
        #expect(schedule.handle(.woke, at: Self.at(2200)) == .look)
        #expect(schedule.handle(.looked(again: .seconds(8)), at: Self.at(2200)) == .wait(until: Self.at(10_200)))
    }
}
