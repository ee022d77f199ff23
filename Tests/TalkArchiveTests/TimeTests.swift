import Foundation
import SeededRandom
import Testing

@testable import TalkArchive

@Suite("Days and moments") struct TimeTests {
    @Test("each day from 1900 to 2100 has its number, its text and its successor")
    func days() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "UTC")!
        var previous: CalendarDate?
        for number in -25_567...47_846 {
            let date = CalendarDate(daysSinceEpoch: number)!
            #expect(date.daysSinceEpoch == number)
            #expect(CalendarDate(date.description) == date)
            if let previous { #expect(previous < date) }
            previous = date
            if number % 997 == 0 {
                let moment = Date(timeIntervalSince1970: Double(number) * 86_400)
                let parts = calendar.dateComponents([.year, .month, .day], from: moment)
                #expect([date.year, date.month, date.day] == [parts.year, parts.month, parts.day])
            }
        }
        #expect(previous?.description == "2100-12-31")
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "", "2022", "2022-9-7", "2022-09-31", "2022-02-29", "1900-02-29", "2022-00-01", "2022-13-01", "2022-01-00",
            "1899-12-31", "+022-01-01", "2022-01-01 ", " 2022-01-01", "2022-01-0١", "2022/01/01", "20220101",
            "-2022-01-01",
        ])
    func badDay(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test(
        "moments are read as RFC 3339 writes them",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2022-09-07T09:30:00Z", 1_662_543_000),
            ("2022-09-07t09:30:00z", 1_662_543_000),
            ("2022-09-07T11:30:00+02:00", 1_662_543_000), ("2022-09-07T04:00:00-05:30", 1_662_543_000),
            ("2022-09-07 09:30:00.123456Z", 1_662_543_000), ("2016-12-31T23:59:60Z", 1_483_228_799),
            ("1969-12-31T23:59:59Z", -1), ("2022-09-07T09:30:00-00:00", 1_662_543_000),
        ])
    func moment(_ text: String, _ seconds: Int) {
        #expect(Timestamp(text)?.secondsSinceEpoch == seconds)
    }

    @Test(
        "what is no moment is refused",
        arguments: [
            "", "2022-09-07", "2022-09-07T09:30Z", "2022-09-07T24:00:00Z", "2022-09-07T09:60:00Z",
            "2022-09-07T09:30:61Z",
            "2022-09-07T09:30:00", "2022-09-07T09:30:00+0200", "2022-09-07T09:30:00+24:00", "2022-09-07T09:30:00.Z",
            "2022-02-30T09:30:00Z", "2022-09-07T09:30:00Zx", "2022-09-07X09:30:00Z", "2022-09-07T+9:30:00Z",
        ])
    func badMoment(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("a moment comes back from its text and from an HTTP header", arguments: 0..<500)
    func roundTrip(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let moment = Timestamp(secondsSinceEpoch: Int.random(in: -2_208_988_800...4_133_980_799, using: &random))
        let text = moment.description
        #expect(Timestamp(text) == moment, "seed \(seed)")
        #expect(Timestamp(httpDate: moment.httpDate) == moment, "seed \(seed)")
    }

    @Test("the weekday of a header is right")
    func httpDate() {
        #expect(Timestamp("2022-09-07T09:30:00Z").httpDate == "Wed, 07 Sep 2022 09:30:00 GMT")
        #expect(Timestamp("1969-12-31T23:59:59Z").httpDate == "Wed, 31 Dec 1969 23:59:59 GMT")
        for text in ["", "Wed, 07 Sep 2022 09:30:00", "Wed, 07 Foo 2022 09:30:00 GMT", "2022-09-07T09:30:00Z"] {
            #expect(Timestamp(httpDate: text) == nil)
        }
    }
}
