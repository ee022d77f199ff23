internal import Foundation
internal import TalkArchive

/// Reads a programme of which nobody knows how it is written: looks which style of title gives most talks.
struct ProgrammeReader {
    let file: String
    let form: ImportForm
    let addresses: Addresses
    /// Holds for dates without a year.
    let year: Int?
    let limits: ImportLimits

    /// - Parameter pageTitle: the page's own title, if it has one.
    func reading(_ source: [Block], pageTitle: String?) throws(ImportError) -> ImportReading {
        guard source.count <= limits.blocks else { throw .tooLong(path: file, limit: limits.blocks) }
        let blocks = source.map { $0.analysed() }
        var reading = ImportReading(form: form)
        reading.edition = EditionFacts(blocks, pageTitle: pageTitle, year: year).edition
        let styles = Self.styles(in: blocks)
        let year = year ?? reading.edition.days?.lowerBound.year
        let days = ProgrammeDays(blocks, edition: reading.edition, year: year)
        let all = styles.map { StyleReading(blocks, style: $0, days: days, year: year, isTrial: true) }
        let readings = all.filter(\.isCredible).sorted { left, right in
            left.evidence == right.evidence ? left.style.rank < right.style.rank : left.evidence > right.evidence
        }
        let table = TableReading(blocks, edition: reading.edition, year: year)
        var drafts: [TalkDraft]
        if let best = readings.first, 5 * best.evidence >= 3 * table.evidence {
            let whole = StyleReading(blocks, style: best.style, days: days, year: year, isTrial: false)
            drafts = whole.drafts
            reading.leftOut = whole.leftOut
            if table.evidence > 0 { merge(table, into: &drafts, of: &reading) }
            if let other = readings.dropFirst().first(where: {
                3 * $0.evidence >= 2 * best.evidence && $0.differs(from: best)
            }) {
                reading.problems.append(
                    remark(
                        "two-readings",
                        "Titles were taken from \(best.style.description) (\(Self.talks(best.drafts.count)));"
                            + " \(other.style.description) would give \(Self.talks(other.drafts.count)).",
                        "Look through the list; if it is the other, mark the titles as headings and the speakers below them."
                    ))
            }
        } else {
            drafts = table.drafts
            reading.leftOut = table.leftOut
            if let other = readings.first, 3 * other.evidence >= table.evidence {
                reading.problems.append(
                    remark(
                        "two-readings",
                        "The table's rows were taken (\(Self.talks(table.drafts.count)));"
                            + " \(other.style.description) would give \(Self.talks(other.drafts.count)).",
                        "Look through the list; if the table is wrong, remove it from the saved page."))
            }
        }
        guard drafts.count <= limits.talks else { throw .tooManyTalks(limit: limits.talks) }
        let builder = TalkBuilder(file: file, addresses: addresses, limits: limits)
        reading.talks = drafts.map(builder.talk)
        return reading
    }

    private static func talks(_ count: Int) -> String { "\(count) talk\(count == 1 ? "" : "s")" }

    private func remark(_ identifier: String, _ summary: String, _ solution: String) -> Diagnostic {
        Diagnostic(.warning, identifier, file: file, summary: summary, solution: solution)
    }

    /// The styles that come more than once, or are a heading; a hostile page has no more than some dozens.
    private static func styles(in blocks: [Block]) -> [TitleStyle] {
        var counts: [TitleStyle.Form: Int] = [.plain: 2]
        for block in blocks {
            for form in block.forms { counts[form, default: 0] += 1 }
        }
        let common = counts.sorted { ($0.value, "\($1.key)") > ($1.value, "\($0.key)") }.prefix(24)
        return common.flatMap { form, _ in
            let places: [TitleStyle.Place] = form == .plain ? [.below] : [.below, .beside, .before]
            return places.map { TitleStyle(form: form, place: $0) }
        }
    }

    /// A schedule on the same page knows days and slides that the list of talks does not.
    private func merge(_ table: TableReading, into drafts: inout [TalkDraft], of reading: inout ImportReading) {
        var places: [String: Int] = [:]
        for (index, draft) in drafts.enumerated() { places[Self.folded(draft.title)] = index }
        for row in table.drafts {
            let title = Self.folded(row.title)
            // A table has less room, and a title may end early in it.
            let start = row.title.count > 20 ? drafts.firstIndex { Self.folded($0.title).hasPrefix(title) } : nil
            guard let index = places[title] ?? start else {
                reading.leftOut.append(.init(line: row.line, text: row.title, reason: "only in the table"))
                continue
            }
            drafts[index].date = drafts[index].date ?? row.date
            if drafts[index].names.isEmpty { drafts[index].names = row.names }
            drafts[index].references += row.references.filter {
                !$0.href.hasPrefix("#") && !drafts[index].references.contains($0)
            }
        }
    }

    static func folded(_ title: String) -> String { SessionWords.words(of: title).joined(separator: " ") }
}

extension StyleReading {
    /// Found talks. A single name over a line of text is on every page.
    fileprivate var isCredible: Bool { evidence > (style.place == .before ? 1 : 0) }

    /// Would give other talks, not only find the same ones by another mark.
    fileprivate func differs(from other: StyleReading) -> Bool {
        let titles = Set(other.drafts.map(\.title))
        return drafts.count { titles.contains($0.title) } * 2 < drafts.count
    }
}
