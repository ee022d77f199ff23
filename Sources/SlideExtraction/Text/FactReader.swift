import TalkArchive

/// Takes in the lines of ``FactsScript``: what is in a deck's file beside its text. What does not fit is left out.
struct FactReader {
    private var findings = DeckFindings()
    private var outline: [DeckContent.OutlineEntry] = []
    private var labels = PageLabels()

    mutating func read(_ letter: UInt8, _ fields: inout ScriptFields) {
        switch letter {
        case UInt8(ascii: "I"): findings.producer = text(fields.next())
        case UInt8(ascii: "A"): note(fields.next())
        case UInt8(ascii: "D"): findings.attachments.append(text(fields.next()) ?? "(without a name)")
        case UInt8(ascii: "W"):
            if let font = text(fields.next()), !findings.fontsWithoutUnicodeMap.contains(font) {
                findings.fontsWithoutUnicodeMap.append(font)
            }
        case UInt8(ascii: "H"):
            if let page = fields.number(), let width = fields.number(), let height = fields.number() {
                findings.hugeImages.append(DeckFindings.LargeImage(page: page + 1, width: width, height: height))
            }
        case UInt8(ascii: "N"):
            guard let page = fields.number(), let style = fields.next(), let start = fields.number(signed: true) else {
                return
            }
            labels.add(first: page, style: PageLabels.Style(rawValue: style), start: start, prefix: fields.next() ?? "")
        case UInt8(ascii: "O"):
            guard let level = fields.number(), let page = fields.number(signed: true), let title = text(fields.next())
            else { return }
            outline.append(DeckContent.OutlineEntry(title: title, page: page >= 0 ? page + 1 : nil, level: level))
        default: break
        }
    }

    /// Hands over what was read, where it fits the pages that there are.
    func add(to content: inout DeckContent) {
        let pages = content.slides.count
        content.outline = outline.map { entry in
            var entry = entry
            if let page = entry.page, page > pages { entry.page = nil }
            return entry
        }
        for (index, label) in labels.texts(pages: pages).enumerated() { content.slides[index].label = label }
        content.findings.producer = findings.producer
        content.findings.attachments = findings.attachments
        content.findings.fontsWithoutUnicodeMap = findings.fontsWithoutUnicodeMap
        content.findings.hugeImages = findings.hugeImages.filter { $0.page <= pages }
        content.findings.hasJavaScript = findings.hasJavaScript
        content.findings.hasLaunchActions = findings.hasLaunchActions
        content.findings.hasMedia = findings.hasMedia
        content.findings.hasDynamicForm = findings.hasDynamicForm
        content.findings.isEncrypted = findings.isEncrypted
        content.findings.wasRepaired = findings.wasRepaired
    }

    private mutating func note(_ name: String?) {
        switch name {
        case "script": findings.hasJavaScript = true
        case "launch": findings.hasLaunchActions = true
        case "media": findings.hasMedia = true
        case "form": findings.hasDynamicForm = true
        case "encrypted": findings.isEncrypted = true
        case "repaired": findings.wasRepaired = true
        default: break
        }
    }

    /// One line without control characters; nil when nothing is left.
    private func text(_ text: String?) -> String? { OneLine.clean(text ?? "", limit: 500) }
}
