/// A moment in whole seconds of UTC, written as RFC 3339 with `Z`: `2022-09-07T09:30:00Z`.
///
/// Feeds and HTTP headers know no finer time, so a stored fact and what is sent are the same value.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
    public let secondsSinceEpoch: Int

    public init(secondsSinceEpoch: Int) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Before everything that an archive knows.
    public static let distantPast = Timestamp(secondsSinceEpoch: 0)

    /// Midnight UTC at the start of a day.
    public init(startOf date: CalendarDate) {
        secondsSinceEpoch = date.daysSinceEpoch * 86_400
    }

    /// Nil unless `text` is an RFC 3339 date-time (section 5.6); a numeric offset is turned into UTC and a fraction
    /// of a second is dropped.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, let date = CalendarDate(String(decoding: bytes[..<10], as: UTF8.self)),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = Self.twoDigits(bytes[11...]), let minute = Self.twoDigits(bytes[14...]),
            let second = Self.twoDigits(bytes[17...]), hour < 24, minute < 60, second <= 60
        else { return nil }
        var rest = bytes[19...]
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { (48...57).contains($0) }
            guard !fraction.isEmpty else { return nil }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard let offset = Self.offset(rest) else { return nil }
        secondsSinceEpoch =
            date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + Swift.min(second, 59) - offset
    }

    public var description: String {
        let (days, seconds) = Self.split(secondsSinceEpoch)
        let date = CalendarDate(daysSinceEpoch: days)?.description ?? "1970-01-01"
        return "\(date)T\(Self.padded(seconds / 3600)):\(Self.padded(seconds / 60 % 60)):\(Self.padded(seconds % 60))Z"
    }

    /// The day in UTC on which this moment lies; nil before the year 1900.
    public var date: CalendarDate? { CalendarDate(daysSinceEpoch: Self.split(secondsSinceEpoch).days) }

    /// IMF-fixdate of RFC 9110, section 5.6.7: `Wed, 07 Sep 2022 09:30:00 GMT`.
    public var httpDate: String {
        let (days, seconds) = Self.split(secondsSinceEpoch)
        guard let date = CalendarDate(daysSinceEpoch: days) else { return "Thu, 01 Jan 1970 00:00:00 GMT" }
        let weekday = Self.weekdays[((days % 7) + 7 + 4) % 7]
        let time = "\(Self.padded(seconds / 3600)):\(Self.padded(seconds / 60 % 60)):\(Self.padded(seconds % 60))"
        return "\(weekday), \(Self.padded(date.day)) \(Self.months[date.month - 1]) \(date.year) \(time) GMT"
    }

    /// Nil unless `text` is an IMF-fixdate.
    public init?(httpDate text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = Self.months.firstIndex(of: String(parts[2])),
            let date = CalendarDate(year: year, month: month + 1, day: day),
            let time = Timestamp("\(date)T\(parts[4])Z")
        else { return nil }
        self = time
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func split(_ seconds: Int) -> (days: Int, seconds: Int) {
        let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: 86_400)
        return remainder < 0 ? (quotient - 1, remainder + 86_400) : (quotient, remainder)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static func twoDigits(_ bytes: ArraySlice<UInt8>) -> Int? {
        let digits = bytes.prefix(2)
        guard digits.count == 2, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Seconds east of UTC.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let sign = bytes.first else { return nil }
        if (sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z")) && bytes.count == 1 { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), bytes.count == 6,
            bytes[bytes.startIndex + 3] == UInt8(ascii: ":"),
            let hours = twoDigits(bytes.dropFirst()), let minutes = twoDigits(bytes.dropFirst(4)),
            hours < 24, minutes < 60
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
}
