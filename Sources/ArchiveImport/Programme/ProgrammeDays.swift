internal import TalkArchive

/// The day that holds at each block of a programme: the last one that a heading or a line of its own named.
struct ProgrammeDays {
    /// One for each block.
    private(set) var days: [CalendarDate?] = []
    /// The blocks that name a day, and are no titles.
    private(set) var headings: Set<Int> = []

    init(_ blocks: [Block], edition: ImportedEdition, year: Int?) {
        var day: CalendarDate?
        var level = 0
        var last = 0
        for (index, block) in blocks.enumerated() {
            let own = if case .heading(let own) = block.kind { own } else { 7 }
            if let found = Self.day(block, edition: edition, year: year) {
                // A line that names a day holds as far as the heading above it.
                (day, level) = (found, own < 7 ? own : last)
                headings.insert(index)
            } else if own < 7, own <= level, day != nil {
                // Another part of the page begins.
                day = nil
            }
            if own < 7 { last = own }
            days.append(day)
        }
    }

    /// The day that a heading or a short line names; nil when it names none.
    private static func day(_ block: Block, edition: ImportedEdition, year: Int?) -> CalendarDate? {
        let text = block.text
        guard text.utf8.count <= 160, !block.isAside else { return nil }
        let isHeading = if case .heading = block.kind { true } else { false }
        if let found = DateText(text, year: year ?? edition.days?.lowerBound.year) {
            let words = found.rest.split(separator: " ").count
            let isDay = words <= 2 || isHeading && (words == 3 || found.rest.lowercased().hasPrefix("day"))
            return isDay && found.days.lowerBound == found.days.upperBound ? found.days.lowerBound : nil
        }
        guard isHeading, let days = edition.days, text.split(separator: " ").count <= 4 else { return nil }
        return DayNames.day(text, in: days)
    }
}
