internal import TalkArchive

/// Days as programmes write them: `7 September 2022`, `September 13–15, 2021`, `17. September`, `2022-09-07`.
struct DateText: Equatable {
    var days: ClosedRange<CalendarDate>
    /// The text without the days, their weekday, and what joins them to the rest.
    var rest: String
    /// What stands behind the days alone.
    var after: String

    /// The first day or run of days in a line; nil when there is none.
    /// - Parameter year: holds where none is written.
    init?(_ text: String, year: Int? = nil) {
        guard text.utf8.contains(where: { (48...57).contains($0) }) else { return nil }
        let text = String(text.prefix(400))
        let tokens = Token.all(of: text)
        for start in tokens.indices {
            guard let found = Self.run(tokens, at: start, year: year) else { continue }
            days = found.days
            let before = text[..<tokens[start].range.lowerBound]
            let after = found.end < tokens.count ? text[tokens[found.end].range.lowerBound...] : ""
            rest = Self.withoutWeekday(String(before)) + " " + after
            rest = CleanText.line(rest).trimming(",;:|·•–—-()[]/")
            self.after = CleanText.line(String(after)).trimming(",;:|·•–—-()[]/")
            return
        }
        return nil
    }

    /// A month and a day, with its year if it is written.
    private struct Day {
        var day: Int
        var month: Int
        var year: Int?

        func date(_ year: Int?) -> CalendarDate? {
            (self.year ?? year).flatMap { CalendarDate(year: $0, month: month, day: day) }
        }
    }

    private static func run(
        _ tokens: [Token], at start: Int, year: Int?
    ) -> (days: ClosedRange<CalendarDate>, end: Int)? {
        var first: Day
        var last: Day
        var end: Int
        if let (days, month, next) = daysBeforeMonth(tokens, at: start) {
            (first, last, end) = (Day(day: days[0], month: month), Day(day: days[days.count - 1], month: month), next)
        } else if let (days, month, next) = daysAfterMonth(tokens, at: start) {
            (first, last, end) = (Day(day: days[0], month: month), Day(day: days[days.count - 1], month: month), next)
        } else if let (day, next) = numeric(tokens, at: start) {
            (first, last, end) = (day, day, next)
        } else {
            return nil
        }
        if let (written, next) = self.year(tokens, at: end), first.year == nil {
            (first.year, last.year, end) = (written, written, next)
        }
        // A second day with a month of its own.
        if let next = joint(tokens, at: end), let (day, after) = single(tokens, at: next) {
            last = day
            end = after
            if first.year == nil { first.year = day.year }
        }
        guard let from = first.date(year), let to = last.date(first.year ?? year), from <= to else {
            return first.date(year).map { ($0...$0, end) }
        }
        return (from...to, end)
    }

    private static func single(_ tokens: [Token], at start: Int) -> (Day, Int)? {
        if let (days, month, next) = daysBeforeMonth(tokens, at: start) ?? daysAfterMonth(tokens, at: start),
            days.count == 1
        {
            if let (written, end) = year(tokens, at: next) {
                return (Day(day: days[0], month: month, year: written), end)
            }
            return (Day(day: days[0], month: month), next)
        }
        return numeric(tokens, at: start)
    }

    /// `13`, `13 to 15`, `13th, 14th and 15th` before `[of] September`.
    private static func daysBeforeMonth(_ tokens: [Token], at start: Int) -> ([Int], Int, Int)? {
        guard let (days, after) = dayList(tokens, at: start) else { return nil }
        var next = after
        if next < tokens.count, tokens[next].isWord("of", "de") { next += 1 }
        guard next < tokens.count, let month = tokens[next].month else { return nil }
        next += 1
        if next < tokens.count, tokens[next].isWord("de", "del") { next += 1 }
        return (days, month, next)
    }

    private static func daysAfterMonth(_ tokens: [Token], at start: Int) -> ([Int], Int, Int)? {
        guard start < tokens.count, let month = tokens[start].month,
            let (days, next) = dayList(tokens, at: start + 1)
        else { return nil }
        return (days, month, next)
    }

    private static func dayList(_ tokens: [Token], at start: Int) -> ([Int], Int)? {
        var days: [Int] = []
        var next = start
        while next < tokens.count, days.count < 7, let day = tokens[next].number, (1...31).contains(day),
            tokens[next].digits <= 2, days.last.map({ $0 < day }) ?? true
        {
            days.append(day)
            next += 1
            if next < tokens.count, tokens[next].isWord("st", "nd", "rd", "th") { next += 1 }
            if next < tokens.count, tokens[next].isMark("."), days.count < 7 { next += 1 }
            guard let after = joint(tokens, at: next, withCommas: true), after < tokens.count,
                tokens[after].number != nil, tokens[after].digits <= 2
            else { break }
            next = after
        }
        return days.isEmpty ? nil : (days, next)
    }

    /// `–`, `to`, `and`; nil when nothing joins.
    private static func joint(_ tokens: [Token], at start: Int, withCommas: Bool = false) -> Int? {
        var next = start
        while next < tokens.count {
            let isJoint =
                tokens[next].isMark("-", "–", "—", "/", "&")
                || tokens[next].isWord("to", "and", "until", "bis", "und", "al", "y", "au")
                || (withCommas && tokens[next].isMark(","))
            if !isJoint { break }
            next += 1
        }
        // A weekday before the second day says nothing new.
        if next > start, next < tokens.count, tokens[next].isWeekday { next += 1 }
        return next > start ? next : nil
    }

    private static func year(_ tokens: [Token], at start: Int) -> (Int, Int)? {
        var next = start
        while next < tokens.count, tokens[next].isMark(",", ".") { next += 1 }
        guard next < tokens.count, tokens[next].digits == 4, let year = tokens[next].number,
            (1900...2200).contains(year)
        else { return nil }
        return (year, next + 1)
    }

    /// `2022-09-07`, `7.9.2022`, and `13/9/2022` or `9/13/2022` where only one reading is a day.
    private static func numeric(_ tokens: [Token], at start: Int) -> (Day, Int)? {
        guard start + 4 < tokens.count, let a = tokens[start].number, let b = tokens[start + 2].number,
            let c = tokens[start + 4].number, tokens[start + 1].text == tokens[start + 3].text
        else { return nil }
        let day: Day
        switch tokens[start + 1].text {
        case "-" where tokens[start].digits == 4: day = Day(day: c, month: b, year: a)
        case "/" where tokens[start].digits == 4: day = Day(day: c, month: b, year: a)
        case "." where tokens[start + 4].digits == 4: day = Day(day: a, month: b, year: c)
        case "/" where tokens[start + 4].digits == 4 && a > 12: day = Day(day: a, month: b, year: c)
        case "/" where tokens[start + 4].digits == 4 && b > 12: day = Day(day: b, month: a, year: c)
        default: return nil
        }
        return day.date(nil) == nil ? nil : (day, start + 5)
    }

    private static func withoutWeekday(_ text: String) -> String {
        let trimmed = text.trimming(",(–—-|:")
        guard let last = trimmed.split(separator: " ").last, Token.isWeekday(String(last)) else { return text }
        return String(trimmed.dropLast(last.count))
    }
}

/// A run of digits, a run of letters, or a mark; white space is skipped.
private struct Token {
    let text: String
    let range: Range<String.Index>

    var number: Int? { text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil }
    var digits: Int { text.utf8.allSatisfy { (48...57).contains($0) } ? text.utf8.count : 0 }
    var isWeekday: Bool { Self.isWeekday(text) }

    func isMark(_ marks: String...) -> Bool { marks.contains(text) }
    func isWord(_ words: String...) -> Bool { words.contains(text.lowercased()) }

    static func isWeekday(_ text: String) -> Bool { DayNames.weekday(text) != nil }

    var month: Int? { DayNames.month(text) }

    static func all(of text: String) -> [Token] {
        var tokens: [Token] = []
        var index = text.startIndex
        while index < text.endIndex {
            let start = index
            let first = text[index]
            index = text.index(after: index)
            if first.isWhitespace { continue }
            let isDigit = first.isASCII && first.isNumber
            if isDigit || first.isLetter {
                while index < text.endIndex,
                    isDigit ? text[index].isASCII && text[index].isNumber : text[index].isLetter
                {
                    index = text.index(after: index)
                }
            }
            tokens.append(Token(text: String(text[start..<index]), range: start..<index))
        }
        return tokens
    }
}
