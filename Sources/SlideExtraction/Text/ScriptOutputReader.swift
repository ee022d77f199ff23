import TalkArchive

/// Turns the lines that ``ExtractionScript`` writes into slides. It trusts nothing: what does not fit is left out.
struct ScriptOutputReader {
    private let limits: ExtractionLimits
    private var slides: [Slide] = []
    private var page = PageBuilder()
    private var title: String?
    private var facts = FactReader()
    private var findings = DeckFindings()
    private var finished = false
    private var failure: ExtractionError?

    init(limits: ExtractionLimits) {
        self.limits = limits
    }

    /// Nil when the output has no end mark: the tool broke off.
    static func read(_ output: [UInt8], limits: ExtractionLimits) throws(ExtractionError) -> DeckContent? {
        var reader = ScriptOutputReader(limits: limits)
        output.withUnsafeBufferPointer { bytes in
            var start = 0
            for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
                if index > start { reader.line(UnsafeBufferPointer(rebasing: bytes[start..<index])) }
                start = index + 1
            }
        }
        return try reader.finish()
    }

    private mutating func line(_ line: UnsafeBufferPointer<UInt8>) {
        var fields = ScriptFields(line)
        switch line[0] {
        case UInt8(ascii: "L"): page.addLine(line, limit: limits.textPerSlide)
        case UInt8(ascii: "B"): page.beginBlock()
        case UInt8(ascii: "P"):
            endPage()
            if let index = fields.next().flatMap(Int.init), index == slides.count, let box = fields.box() {
                page.begin(width: box.width, height: box.height)
            }
        case UInt8(ascii: "U"):
            if let box = fields.box(), let address = fields.next() {
                page.links.append(SlideLink(target: .url(address), box: box))
            }
        case UInt8(ascii: "G"):
            if let box = fields.box(), let index = fields.next().flatMap(Int.init) {
                page.links.append(SlideLink(target: .page(index + 1), box: box))
            }
        case UInt8(ascii: "K"):
            guard let count = fields.next().flatMap(Int.init) else { return }
            findings.leftOutLinks.append(DeckFindings.PageCount(page: slides.count + 1, count: count))
        case UInt8(ascii: "F"):
            guard let index = fields.next().flatMap(Int.init) else { return }
            // The page may have begun before it failed: what there is of it is kept.
            endPage()
            if index == slides.count { slides.append(Slide(width: 0, height: 0, text: "")) }
            findings.brokenPages.append(DeckFindings.BrokenPage(page: index + 1, reason: fields.next() ?? ""))
        case UInt8(ascii: "T"): title = fields.next()
        case UInt8(ascii: "X"): failure = .encrypted
        case UInt8(ascii: "M"): failure = .tooManyPages(limit: limits.pages)
        case UInt8(ascii: "Z"): finished = true
        case let letter: facts.read(letter, &fields)
        }
    }

    private mutating func endPage() {
        guard page.isOpen else { return }
        if page.isCut {
            findings.cutPages.append(slides.count + 1)
            findings.textLimit = limits.textPerSlide
        }
        slides.append(page.finish())
    }

    private mutating func finish() throws(ExtractionError) -> DeckContent? {
        if let failure { throw failure }
        endPage()
        guard finished else { return nil }
        // A page tree that claims more than it has ends in pages that cannot be read: they are not slides.
        while let last = slides.last, last.width == 0, findings.brokenPages.last?.page == slides.count {
            slides.removeLast()
            findings.missingPageCount += 1
            let reason = findings.brokenPages.removeLast().reason
            if slides.isEmpty { throw .damaged(detail: reason) }
        }
        guard !slides.isEmpty else { throw .damaged(detail: "it has no pages") }
        if let first = findings.brokenPages.first, findings.brokenPages.count == slides.count,
            slides.allSatisfy(\.words.isEmpty)
        {
            throw .damaged(detail: first.reason)
        }
        let pages = slides.count
        for index in slides.indices {
            slides[index].links.removeAll { if case .page(let number) = $0.target { number > pages } else { false } }
        }
        var content = DeckContent(
            slides: slides, documentTitle: title.flatMap { OneLine.clean($0, limit: 500) }, findings: findings)
        facts.add(to: &content)
        DeckText.complete(&content)
        return content
    }
}

/// The fields of a line after its letter, between tabs.
struct ScriptFields {
    private var rest: Slice<UnsafeBufferPointer<UInt8>>

    init(_ line: UnsafeBufferPointer<UInt8>) {
        rest = line.dropFirst(2)
    }

    mutating func next() -> String? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: UInt8(ascii: "\t")) ?? rest.endIndex
        defer { rest = rest[min(end + 1, rest.endIndex)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    /// A whole number that is small enough to count with.
    mutating func number(signed: Bool = false) -> Int? {
        guard let number = next().flatMap(Int.init), number.magnitude <= 1 << 32, signed || number >= 0 else {
            return nil
        }
        return number
    }

    /// Four whole numbers, tenths of a point.
    mutating func box() -> Slide.Box? {
        let numbers = (next() ?? "").split(separator: ",").compactMap { Int($0) }
        guard numbers.count == 4 else { return nil }
        return Slide.Box(tenths: numbers[0], numbers[1], numbers[2], numbers[3])
    }
}

extension Slide.Box {
    /// Two corners in tenths of a point.
    init(tenths x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) {
        self.init(
            x: Double(x0) / 10, y: Double(y0) / 10, width: Double(max(0, x1 - x0)) / 10,
            height: Double(max(0, y1 - y0)) / 10)
    }
}
