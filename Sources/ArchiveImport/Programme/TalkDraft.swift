internal import TalkArchive

/// A talk of a programme while it is put together.
struct TalkDraft {
    var title: String
    var line: Int
    var names: [String] = []
    var affiliations: [String] = []
    var date: CalendarDate?
    var references: [HeadLine.Reference] = []
    var mentionsSlides = false
    var body: [Block] = []
    /// The speakers are everyone.
    var isForAll = false
    /// Lines that say when and where.
    var details: [String] = []
    /// Something else than its place says that it is a talk.
    var hasEvidence: Bool { !names.isEmpty || mentionsSlides || references.contains(where: Self.isSlides) }

    static func isSlides(_ reference: HeadLine.Reference) -> Bool {
        LinkWords.meaning(of: reference.text, url: nil, address: reference.href) == .slides
    }

    private var isHead = true
    private let year: Int?

    /// - Parameter text: the title as it stands; times and numbers before it are taken away.
    init?(title text: String, line: Int, year: Int?) {
        var text = CleanText.line(text)
        text = TimeText.cut(text).rest
        text = Self.withoutNumber(text)
        let isQuoted = text.count > 2 && ["“”", "\"\"", "«»", "„“"].contains("\(text.first ?? " ")\(text.last ?? " ")")
        if isQuoted, !text.dropFirst().dropLast().contains(where: { "“”\"«»„".contains($0) }) {
            text = String(text.dropFirst().dropLast())
        }
        text = text.trimming(":;,–—|·•").trimmingMarks
        guard !text.isEmpty, text.utf8.count <= 20_000 else { return nil }
        title = text
        self.line = line
        self.year = year
    }

    /// Adds what stands below or beside the title, in reading order.
    mutating func add(_ block: Block) {
        guard block.kind != .preformatted, block.kind != .row else {
            isHead = false
            return body.append(block)
        }
        // A break after the talk.
        if block.forms.contains(.timed), SessionWords.isBreak(TimeText.cut(block.text).rest) {
            return details.append(block.text)
        }
        var kept: [Line] = []
        for (index, line) in block.lines.enumerated() {
            if kept.isEmpty, take(block.head(at: index), isOfBlock: block) { continue }
            kept.append(line)
        }
        guard !kept.isEmpty else { return }
        isHead = false
        body.append(kept.count == block.lines.count ? block : block.with(kept))
    }

    /// Takes a line that is no abstract; false when it is one.
    private mutating func take(_ head: HeadLine, isOfBlock block: Block) -> Bool {
        if head.isLinks || (head.rest.isEmpty && !head.inner.isEmpty) {
            references += head.all
            if head.mentionsSlides { mentionsSlides = true }
            return true
        }
        let text = head.rest
        if isHead, ["abstract", "abstract:", "description", "description:", "summary:"].contains(text.lowercased()) {
            isHead = false
            return true
        }
        guard text.count <= 600 else { return false }
        if isHead, ["all", "everyone", "everybody", "all attendees", "all participants"].contains(text.lowercased()) {
            isForAll = true
            return true
        }
        let label = NameLine.withoutLabel(text) != nil && text.contains(":")
        if isHead || label, let found = head.names,
            isHead || (found.hasLabel && block.lines.count <= 2 && text.count < 200)
        {
            names += found.names.filter { !names.contains($0) }
            affiliations += found.affiliations
            references += head.all
            if head.mentionsSlides { mentionsSlides = true }
            return true
        }
        return isHead && takeDetail(text)
    }

    /// A day, a time, a room.
    private mutating func takeDetail(_ text: String) -> Bool {
        guard text.count <= 120 else { return false }
        if let found = DateText(text, year: year) {
            let rest = TimeText.cut(found.rest).rest
            if rest.split(separator: " ").count <= 4, !rest.hasSuffix(".") {
                date = date ?? found.days.lowerBound
                details.append(text)
                return true
            }
        }
        let (rest, hasTime) = TimeText.cut(text)
        if hasTime, rest.split(separator: " ").count <= 4 {
            details.append(text)
            return true
        }
        let labels = [
            "room:", "time:", "when:", "where:", "location:", "duration:", "date:", "length:", "level:", "format:",
            "track:", "type:",
        ]
        guard labels.contains(where: text.lowercased().hasPrefix) else { return false }
        details.append(text)
        return true
    }

    /// `3. `, `12) `, `Talk 4: ` before a title.
    private static func withoutNumber(_ text: String) -> String {
        var rest = Substring(text)
        let lower = text.lowercased()
        for word in ["talk ", "session ", "presentation ", "paper "] where lower.hasPrefix(word) {
            let number = rest.dropFirst(word.count).prefix { $0.isNumber }
            let after = rest.dropFirst(word.count + number.count)
            if !number.isEmpty, after.first == ":" { return String(after.dropFirst()).trimming("") }
        }
        let number = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(number.count)
        guard (1...2).contains(number.count), let mark = rest.first, mark == "." || mark == ")",
            rest.dropFirst().first == " ",
            !rest.dropFirst(2).isEmpty
        else { return text }
        return String(rest.dropFirst(2)).trimming("")
    }
}

extension String {
    /// Without the marks that plain text puts around a bold line.
    fileprivate var trimmingMarks: String {
        for mark in ["**", "__"] where hasPrefix(mark) && hasSuffix(mark) && count > 4 {
            return String(dropFirst(2).dropLast(2))
        }
        return self
    }
}
