internal import TalkArchive

/// A programme read under the supposition that its titles are written in one style.
struct StyleReading {
    let style: TitleStyle
    private(set) var drafts: [TalkDraft] = []
    private(set) var leftOut: [ImportReading.LeftOut] = []
    /// How many of the drafts are talks by more than their place.
    var evidence: Int { drafts.count(where: \.hasEvidence) }

    private let blocks: [Block]
    private let year: Int?
    private let isTrial: Bool

    private struct Candidate {
        var draft: TalkDraft
        /// The heading under which it stands.
        var section: Int
        var index: Int
        var end: Int
    }

    /// How many blocks below a title are looked at to see whether it is a talk's.
    private static let trialReach = 8

    /// - Parameters:
    ///   - blocks: analysed ones.
    ///   - year: holds for days that are written without one.
    ///   - isTrial: only looks for talks, and does not read their texts.
    init(_ blocks: [Block], style: TitleStyle, days: ProgrammeDays, year: Int?, isTrial: Bool) {
        self.isTrial = isTrial
        self.blocks = blocks
        self.style = style
        self.year = year
        let titles = style.form == .plain ? plainTitles() : blocks.indices.filter { isTitle(blocks[$0]) }
        guard !titles.isEmpty else { return }
        var candidates: [Candidate] = []
        var section = -1
        var next = 0
        for (position, index) in titles.enumerated() where !days.headings.contains(index) {
            while next < index {
                if isSection(blocks[next]) { section = next }
                next += 1
            }
            let following = position + 1 < titles.count ? titles[position + 1] : blocks.count
            let end = end(of: index, before: following)
            guard var draft = draft(at: index, end: end) else { continue }
            if draft.date == nil { draft.date = days.days[index] }
            candidates.append(Candidate(draft: draft, section: section, index: index, end: end))
        }
        choose(from: candidates)
    }

    private func isTitle(_ block: Block) -> Bool {
        guard block.forms.contains(style.form) else { return false }
        return block.lines[0].text.utf8.count <= 20_000
    }

    /// A heading of a higher level than the titles.
    private func isSection(_ block: Block) -> Bool {
        guard case .heading(let level) = block.kind else { return false }
        if case .heading(let own) = style.form { return level < own }
        return true
    }

    private func end(of index: Int, before following: Int) -> Int {
        var end = index + 1
        while end < following, !isSection(blocks[end]), !blocks[end].isAside {
            if case .heading(let level) = blocks[end].kind, case .heading(let own) = style.form, level <= own { break }
            if case .item(let own) = style.form, own == 1, blocks[end].depth == 0, blocks[end].kind == .paragraph {
                break
            }
            end += 1
        }
        return end
    }

    private func draft(at index: Int, end: Int) -> TalkDraft? {
        let block = blocks[index]
        var first = block.lines[0]
        var others = Array(block.lines.dropFirst())
        var below = index + 1
        var title: TitleLine
        switch style.place {
        case .below:
            let isHeading = if case .heading = style.form { true } else { false }
            title = TitleLine(whole: first, canBeMixed: !isHeading && style.form != .plain)
        case .beside:
            title =
                TitleLine(mixed: block.head(at: 0), speakersFirst: false) ?? TitleLine(whole: first, canBeMixed: false)
        case .before:
            if let mixed = TitleLine(namesFirst: first) ?? TitleLine(mixed: block.head(at: 0), speakersFirst: true) {
                title = mixed
            } else {
                guard block.head(at: 0).names != nil else { return nil }
                let names = first
                if others.isEmpty, below < end, let line = blocks[below].lines.first {
                    others = Array(blocks[below].lines.dropFirst())
                    first = line
                    below += 1
                } else if let line = others.first {
                    others.removeFirst()
                    first = line
                } else {
                    return nil
                }
                title = TitleLine(whole: first, canBeMixed: true)
                guard title.title.count <= 200, !title.title.hasSuffix("."), NameLine(title.title) == nil else {
                    return nil
                }
                others.insert(names, at: 0)
            }
        }
        guard var draft = TalkDraft(title: title.title, line: block.line, year: year) else { return nil }
        draft.references += title.references
        var inner = block.with((title.rest.isBlank ? [] : [title.rest]) + others)
        inner.kind = block.kind == .definition ? .definition : .paragraph
        if !inner.lines.isEmpty { draft.add(inner) }
        let last = isTrial ? min(end, below + Self.trialReach) : end
        for block in blocks[below..<max(below, last)] where !block.isAside { draft.add(outdented(block)) }
        return draft
    }

    /// What stands inside a list of talks is not inside a list for its talk.
    private func outdented(_ block: Block) -> Block {
        guard case .item(let own) = style.form else { return block }
        var block = block
        block.depth = max(0, block.depth - own)
        if case .item(let depth) = block.kind { block.kind = .item(max(1, depth - own)) }
        return block
    }

    /// Paragraphs whose first line stands over a line of names, or of slides.
    private func plainTitles() -> [Int] {
        var titles: [Int] = []
        var index = 0
        while index < blocks.count {
            defer { index += 1 }
            let block = blocks[index]
            guard block.kind == .paragraph, !block.isAside, !block.isQuote, let first = block.lines.first else {
                continue
            }
            let text = first.text
            guard text.count <= 160, !text.hasSuffix("."), !text.hasSuffix(","), !text.isEmpty,
                !block.head(at: 0).isLinks, !block.head(at: 0).mentionsSlides
            else { continue }
            if SessionWords.isDiscussion(text), block.lines.count == 1, text.count <= 100, !titles.isEmpty {
                titles.append(index)
                continue
            }
            let second =
                block.lines.count > 1 ? block.head(at: 1) : index + 1 < blocks.count ? nextLine(index + 1) : nil
            guard let head = second else { continue }
            let isNames =
                head.names != nil && (head.mentionsSlides || !head.references.isEmpty || head.rest.count <= 150)
            let isSlides = head.isLinks && (head.mentionsSlides || head.references.contains(where: TalkDraft.isSlides))
            guard isNames || isSlides else { continue }
            titles.append(index)
            if block.lines.count == 1 { index += 1 }
        }
        return titles
    }

    private func nextLine(_ index: Int) -> HeadLine? {
        let block = blocks[index]
        return block.kind == .paragraph && !block.isAside && !block.lines.isEmpty ? block.head(at: 0) : nil
    }

    /// Keeps what is a talk by itself, or stands among such.
    private mutating func choose(from candidates: [Candidate]) {
        let proven = candidates.indices.filter {
            candidates[$0].draft.hasEvidence && !isOther(candidates[$0].draft.title)
        }
        guard let first = proven.first, let last = proven.last else { return }
        let sections = Set(proven.map { candidates[$0].section })
        let isHeading = if case .heading = style.form { true } else { false }
        for (position, candidate) in candidates.enumerated() {
            let draft = candidate.draft
            let isAmong = sections.contains(candidate.section)
            let isBetween = (first...last).contains(position)
            if SessionWords.isBreak(draft.title), draft.names.isEmpty {
                if isAmong { leftOut.append(.init(line: draft.line, text: draft.title, reason: "a break")) }
            } else if draft.hasEvidence, !isOther(draft.title) {
                drafts.append(draft)
            } else if isOther(draft.title) || !isAmong {
                if isAmong {
                    leftOut.append(.init(line: draft.line, text: draft.title, reason: "another part of the page"))
                }
            } else if SessionWords.isDiscussion(draft.title)
                || isHeading && (isBetween || candidate.section >= 0)
                || isBetween && style.form != .plain && 2 * proven.count >= last - first
            {
                drafts.append(draft)
            } else {
                leftOut.append(.init(line: draft.line, text: draft.title, reason: "no speakers and no slides"))
            }
        }
    }

    private func isOther(_ title: String) -> Bool { SessionWords.isOtherSection(title) }
}
