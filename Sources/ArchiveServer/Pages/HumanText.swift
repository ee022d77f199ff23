internal import TalkArchive

/// Numbers and dates as people write them in English.
enum HumanText {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `7 September 2022`
    static func date(_ date: CalendarDate) -> String {
        "\(date.day) \(months[date.month - 1]) \(date.year)"
    }

    /// `13 to 15 September 2021`, with month and year told once where they are the same.
    static func dates(_ first: CalendarDate, _ last: CalendarDate) -> String {
        guard first != last else { return date(first) }
        if first.year == last.year, first.month == last.month { return "\(first.day) to \(date(last))" }
        if first.year == last.year { return "\(first.day) \(months[first.month - 1]) to \(date(last))" }
        return "\(date(first)) to \(date(last))"
    }

    /// The day of a moment, in UTC.
    static func date(_ moment: Timestamp) -> String {
        moment.date.map(date) ?? moment.description
    }

    /// `7 September 2022, 09:30 UTC`
    static func moment(_ moment: Timestamp) -> String {
        "\(date(moment)), \(moment.description.dropFirst(11).prefix(5)) UTC"
    }

    /// `140 kB`, `2.4 MB`: decimal units, as browsers show downloads.
    static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1000: Self.count(bytes, "byte")
        case ..<999_500: "\((bytes + 500) / 1000) kB"
        case ..<9_950_000: "\((bytes + 50_000) / 1_000_000).\((bytes + 50_000) / 100_000 % 10) MB"
        default: "\((bytes + 500_000) / 1_000_000) MB"
        }
    }

    /// `1 talk`, `2 talks`
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// `Ana`, `Ana and Bo`, `Ana, Bo and Cleo`
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// The beginning of a text, cut at a word, with an ellipsis where something is left out.
    static func beginning(of text: String, characters: Int) -> String {
        let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard flat.count > characters else { return flat }
        let cut = flat.prefix(characters)
        let end = cut.lastIndex(of: " ") ?? cut.endIndex
        return cut[..<end] + "…"
    }
}
