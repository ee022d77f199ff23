internal import TalkArchive

/// The talks of a programme that is written as a table, one row each.
struct TableReading {
    private(set) var drafts: [TalkDraft] = []
    private(set) var leftOut: [ImportReading.LeftOut] = []
    var evidence: Int { drafts.count(where: \.hasEvidence) }

    private enum Role { case time, title, speakers, links, text, other }
    private let year: Int?
    private let edition: ImportedEdition

    init(_ blocks: [Block], edition: ImportedEdition, year: Int?) {
        self.year = year ?? edition.days?.lowerBound.year
        self.edition = edition
        var day: CalendarDate?
        var rows: [Block] = []
        for block in blocks {
            if block.kind == .row {
                rows.append(block)
                continue
            }
            read(rows, day: &day)
            rows = []
            if block.text.count <= 80, let found = Self.day(block.text, year: self.year, edition: edition) {
                day = found
            }
        }
        read(rows, day: &day)
    }

    private static func day(_ text: String, year: Int?, edition: ImportedEdition) -> CalendarDate? {
        if let found = DateText(text, year: year), found.rest.split(separator: " ").count <= 3 {
            return found.days.lowerBound
        }
        guard text.split(separator: " ").count <= 4 else { return nil }
        return edition.days.flatMap { DayNames.day(text, in: $0) }
    }

    private mutating func read(_ rows: [Block], day: inout CalendarDate?) {
        guard !rows.isEmpty else { return }
        var roles: [Role]?
        for row in rows {
            if let found = Self.header(row) {
                roles = found
                continue
            }
            let filled = row.cells.filter { !$0.blocks.isEmpty }
            if filled.count == 1, let found = Self.day(text(of: filled[0]), year: year, edition: edition) {
                day = found
                continue
            }
            guard var draft = draft(row, roles: roles ?? Self.guessed(rows)) else { continue }
            if draft.date == nil { draft.date = day }
            let title = draft.title
            if SessionWords.isBreak(title), draft.names.isEmpty {
                leftOut.append(.init(line: draft.line, text: title, reason: "a break"))
            } else if draft.hasEvidence || SessionWords.isDiscussion(title) {
                drafts.append(draft)
            } else {
                leftOut.append(.init(line: draft.line, text: title, reason: "no speakers and no slides"))
            }
        }
    }

    private func text(of cell: Block.Cell) -> String { cell.blocks.map(\.text).joined(separator: " ") }

    /// What the columns hold, by the words of a header row.
    private static func header(_ row: Block) -> [Role]? {
        var roles: [Role] = []
        for cell in row.cells {
            let words = SessionWords.words(of: cell.blocks.map(\.text).joined(separator: " "))
            let role: Role =
                if words.isEmpty || words.count > 4 {
                    .other
                } else if words.contains(where: {
                    ["time", "when", "hour", "start", "zeit", "hora", "date", "day"].contains($0)
                }) {
                    .time
                } else if words.contains(where: {
                    [
                        "speaker", "speakers", "presenter", "presenters", "author", "authors", "who", "name", "names",
                        "ponente", "speakerss", "referent", "lead",
                    ].contains($0)
                }) {
                    .speakers
                } else if words.contains(where: {
                    [
                        "title", "talk", "talks", "topic", "session", "presentation", "what", "event", "subject",
                        "titel", "titulo", "título",
                    ].contains($0)
                }) {
                    .title
                } else if words.contains(where: {
                    [
                        "slides", "links", "link", "material", "materials", "video", "recording", "media", "pdf",
                        "resources",
                    ].contains($0)
                }) {
                    .links
                } else if words.contains(where: { ["abstract", "description", "summary"].contains($0) }) {
                    .text
                } else {
                    .other
                }
            roles += Array(repeating: role, count: cell.span)
        }
        let isHeader = row.cells.allSatisfy(\.isHeader) || roles.count(where: { $0 != .other }) >= 2
        return isHeader && roles.contains(where: { $0 == .title || $0 == .speakers }) ? roles : nil
    }

    /// What the columns hold, by what is in them.
    private static func guessed(_ rows: [Block]) -> [Role] {
        let width = rows.map(\.cells.count).max() ?? 0
        var roles = Array(repeating: Role.other, count: width)
        var names = Array(repeating: 0, count: width)
        for row in rows where row.cells.count > 1 {
            for (column, cell) in row.cells.enumerated() where !cell.blocks.isEmpty {
                let text = cell.blocks.map(\.text).joined(separator: " ")
                if TimeText.cut(text).hasTime { roles[column] = .time }
                if cell.blocks.count == 1, cell.blocks[0].lines.count == 1,
                    NameLine(HeadLine(cell.blocks[0].lines[0]).rest) != nil
                {
                    names[column] += 1
                }
            }
        }
        if let most = names.max(), most > 0, let column = names.lastIndex(of: most), roles[column] == .other {
            roles[column] = .speakers
        }
        return roles
    }

    private func draft(_ row: Block, roles: [Role]) -> TalkDraft? {
        var cells: [(Role, Block.Cell)] = []
        var column = 0
        for cell in row.cells {
            if !cell.blocks.isEmpty { cells.append((column < roles.count ? roles[column] : .other, cell)) }
            column += cell.span
        }
        let isTitle = { (role: Role, cell: Block.Cell) in
            role == .title
                || role == .other && cell.blocks.contains { !HeadLine($0.lines.first ?? []).isLinks }
                    && !TimeText.cut(text(of: cell)).hasTime
        }
        guard
            let place = cells.firstIndex(where: { $0.0 == .title }) ?? cells.firstIndex(where: { isTitle($0.0, $0.1) }),
            let head = cells[place].1.blocks.first, let first = head.lines.first
        else { return nil }
        let hasSpeakers = cells.contains { $0.0 == .speakers }
        let mixed = hasSpeakers ? nil : TitleLine(mixed: HeadLine(first), speakersFirst: false)
        let whole = TitleLine(whole: first, canBeMixed: true)
        let title = whole.rest.isBlank ? mixed ?? whole : whole
        guard var draft = TalkDraft(title: title.title, line: head.line, year: year) else { return nil }
        draft.references += title.references
        for (role, cell) in cells where role == .speakers { addSpeakers(cell, to: &draft) }
        var inner = head
        inner.kind = .paragraph
        inner.lines = (title.rest.isBlank ? [] : [title.rest]) + head.lines.dropFirst()
        if !inner.lines.isEmpty { draft.add(inner) }
        for block in cells[place].1.blocks.dropFirst() { draft.add(block) }
        for (index, (role, cell)) in cells.enumerated() where index != place && role != .speakers {
            if role == .time {
                let text = text(of: cell)
                draft.date = draft.date ?? DateText(text, year: year)?.days.lowerBound
                continue
            }
            for block in cell.blocks {
                let isLong = block.text.count > 40 || block.lines.count > 1
                let head = HeadLine(block.lines.first ?? [])
                if isLong || role == .text || head.isLinks {
                    draft.add(block)
                } else if role == .links || !head.all.isEmpty {
                    draft.references += head.all
                } else {
                    draft.details.append(block.text)
                }
            }
        }
        return draft
    }

    /// A cell of speakers names them, whatever they look like.
    private func addSpeakers(_ cell: Block.Cell, to draft: inout TalkDraft) {
        for line in cell.blocks.flatMap(\.lines) {
            let head = HeadLine(line)
            draft.references += head.all
            if ["", "-", "–", "—", "all", "everyone", "tbd", "tba", "n/a"].contains(head.rest.lowercased()) {
                continue
            }
            guard let found = NameLine(head.rest) ?? NameLine("Speaker: " + head.rest) else { continue }
            draft.names += found.names.filter { !draft.names.contains($0) }
            draft.affiliations += found.affiliations
        }
    }
}
