/// What a talk's or an edition's file says, key by key and as texts: what a form shows, and what it compares with.
public struct EditableText: Sendable, Hashable {
    /// The keys that have a value. One whose value no form can show is left out.
    public let values: [String: FieldValue]
    /// The Markdown after the metadata of a talk; empty for an edition.
    public let body: String

    /// Nil when the metadata cannot be read.
    public init?(talk text: String) {
        self.init(text, form: .frontMatter, body: FrontMatter(text)?.body ?? "")
    }

    /// Nil when the metadata cannot be read.
    public init?(edition text: String) {
        self.init(text, form: .document, body: "")
    }

    private init?(_ text: String, form: MetadataLayout.Form, body: String) {
        guard let layout = MetadataLayout(text, form: form, limits: ArchiveLimits()) else { return nil }
        values = Dictionary(
            layout.blocks.compactMap { block in FieldValue(block.value).map { (block.key, $0) } },
            uniquingKeysWith: { first, _ in first })
        self.body = FieldValue.trimmed(body)
    }
}

extension FieldValue {
    /// Nil for an empty value, and for one that is nested more deeply than forms are.
    init?(_ value: MetadataValue) {
        switch value {
        case .empty, .group: return nil
        case .text(let text), .fact(let text): self = .text(text)
        case .list(let items):
            let texts = items.compactMap(Self.text(of:))
            if texts.count == items.count {
                self = .list(texts)
                return
            }
            let groups = items.compactMap { item in item.fields.flatMap(Self.entries(of:)) }
            guard groups.count == items.count else { return nil }
            self = .groups(groups)
        }
    }

    private static func text(of value: MetadataValue) -> String? {
        switch value {
        case .text(let text), .fact(let text): text
        case .empty, .list, .group: nil
        }
    }

    private static func entries(of fields: [MetadataValue.Field]) -> [Entry]? {
        let entries = fields.compactMap { field in text(of: field.value).map { Entry(field.key, $0) } }
        return entries.count == fields.count ? entries : nil
    }

    /// With line feeds alone, and without white space around it.
    public static func trimmed(_ raw: String) -> String {
        // Browsers send both characters for each line end of a text field (HTML, 4.10.21.4).
        let text = raw.replacing("\r\n", with: "\n").trimmingPrefix { $0.isWhitespace }
        return String(text.reversed().drop { $0.isWhitespace }.reversed())
    }
}
