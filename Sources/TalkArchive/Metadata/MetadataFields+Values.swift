internal import Foundation

/// Values with a form of their own.
extension MetadataFields {
    /// `true` or `false`.
    func boolean(_ key: String, report: inout FileReport) -> Bool? {
        value(key, report: &report) {
            $0 == "true" ? true : $0 == "false" ? false : nil
        } problem: { text, line in
            ("bad-value", "'\(text)' is neither true nor false.", "Write 'true' or 'false'.")
        }
    }

    /// A whole number from a range.
    func integer(_ key: String, in range: ClosedRange<Int>, report: inout FileReport) -> Int? {
        value(key, report: &report) {
            Int($0).flatMap { range.contains($0) ? $0 : nil }
        } problem: { text, line in
            ("bad-value", "'\(text)' is no whole number from \(range.lowerBound) up.", "Write one, for example 3.")
        }
    }

    /// One of the names of an enumeration.
    func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ key: String, of _: Choice.Type, report: inout FileReport
    ) -> Choice? {
        let names = Choice.allCases.map(\.rawValue)
        return value(key, report: &report) {
            Choice(rawValue: $0)
        } problem: { text, line in
            let nearest = KeySuggestion.nearest(to: text, among: names).map { "Did you mean '\($0)'?" }
            return (
                "bad-value", "'\(text)' is not known as '\(key)'.",
                nearest ?? "Write one of \(names.joined(separator: ", "))."
            )
        }
    }

    func date(_ key: String, report: inout FileReport) -> CalendarDate? {
        value(key, report: &report) {
            CalendarDate($0)
        } problem: { text, line in
            ("bad-date", "'\(text)' is no day of the calendar.", "Write year, month and day: 2022-09-07.")
        }
    }

    /// A moment, or a day, which stands for its first second in UTC.
    func timestamp(_ key: String, report: inout FileReport) -> Timestamp? {
        value(key, report: &report) { text in
            Timestamp(text) ?? CalendarDate(text).map { Timestamp(startOf: $0) }
        } problem: { text, line in
            (
                "bad-timestamp", "'\(text)' is no moment.",
                "Write it as 2022-09-07T09:30:00Z or with an offset such as +02:00."
            )
        }
    }

    /// An address of the web.
    func url(_ key: String, report: inout FileReport) -> URL? {
        value(key, report: &report) {
            WebAddress.url($0)
        } problem: { text, line in
            ("bad-url", "'\(text)' is no web address.", "Write an address that begins with https:// or http://.")
        }
    }

    private func value<Value>(
        _ key: String, report: inout FileReport, make: (String) -> Value?,
        problem: (String, Int) -> (identifier: String, summary: String, solution: String)
    ) -> Value? {
        guard let text = text(key, report: &report) else { return nil }
        if let value = make(text) { return value }
        let line = line(of: key)
        let (identifier, summary, solution) = problem(String(text.prefix(200)), line)
        report.error(identifier, line: line, summary, solution)
        return nil
    }
}

/// What may stand behind a link.
enum WebAddress {
    /// Nil unless the text is an absolute http or https address with a host and without a password in it.
    static func url(_ text: String) -> URL? {
        guard !text.contains(where: { $0.isWhitespace || $0 == "<" || $0 == ">" || $0 == "\"" || $0 == "\\" }),
            let url = URL(string: text), let scheme = url.scheme?.lowercased(),
            scheme == "https" || scheme == "http", let host = url.host(), !host.isEmpty,
            url.user() == nil, url.password() == nil
        else { return nil }
        return url
    }
}
