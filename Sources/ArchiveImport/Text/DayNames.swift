internal import Foundation
internal import TalkArchive

/// Names of months and weekdays in English, German, Spanish and French, whole or by their first three letters or more.
enum DayNames {
    private static let months: [[String]] = [
        ["january", "januar", "enero", "janvier"], ["february", "februar", "febrero", "fevrier"],
        ["march", "marz", "marzo", "mars"], ["april", "abril", "avril"], ["may", "mai", "mayo"],
        ["june", "juni", "junio", "juin"], ["july", "juli", "julio", "juillet"], ["august", "agosto", "aout"],
        ["september", "septiembre", "septembre"], ["october", "oktober", "octubre", "octobre"],
        ["november", "noviembre", "novembre"], ["december", "dezember", "diciembre", "decembre"],
    ]

    /// Monday first.
    private static let weekdays: [[String]] = [
        ["monday", "montag", "lunes", "lundi"], ["tuesday", "dienstag", "martes", "mardi"],
        ["wednesday", "mittwoch", "miercoles", "mercredi"], ["thursday", "donnerstag", "jueves", "jeudi"],
        ["friday", "freitag", "viernes", "vendredi"], ["saturday", "samstag", "sabado", "samedi"],
        ["sunday", "sonntag", "domingo", "dimanche"],
    ]

    /// 1 to 12. A short form needs a capital, so that `mar` and `may` in a sentence are no months.
    static func month(_ word: String) -> Int? { index(of: word, in: months).map { $0 + 1 } }

    /// 0 for Monday to 6.
    static func weekday(_ word: String) -> Int? { index(of: word, in: weekdays) }

    private static func index(of word: String, in names: [[String]]) -> Int? {
        let folded = word.trimming(".,:()").folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
        guard folded.count >= 3 else { return nil }
        if let whole = names.firstIndex(where: { $0.contains(folded) }) {
            return folded == "may" && word.first?.isUppercase != true ? nil : whole
        }
        guard word.first?.isUppercase == true, folded.count <= 5 else { return nil }
        return names.firstIndex { $0.contains { $0.hasPrefix(folded) } }
    }

    /// The day that a heading means by `Day 2` or by a weekday alone, among the days of the edition.
    static func day(_ heading: String, in days: ClosedRange<CalendarDate>) -> CalendarDate? {
        let words = heading.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init)
        let first = days.lowerBound.daysSinceEpoch
        let count = days.upperBound.daysSinceEpoch - first + 1
        for (word, next) in zip(words, words.dropFirst())
        where ["day", "tag", "jour", "dia", "día"].contains(word.lowercased()) {
            if let number = Int(next), (1...max(1, count)).contains(number) {
                return CalendarDate(daysSinceEpoch: first + number - 1)
            }
        }
        guard words.count <= 6, count <= 7, let weekday = words.lazy.compactMap({ weekday($0) }).first else {
            return nil
        }
        // 1970-01-01 was a Thursday.
        return (first..<first + count).first { ($0 + 3) % 7 == weekday }.flatMap { CalendarDate(daysSinceEpoch: $0) }
    }
}
