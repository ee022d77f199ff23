/// Changes the list of decks and the time of the last update in a `talk.md`, and nothing else.
///
/// Entries of decks move as they are written, with their comments.
struct TalkTextEditor {
    private let editor: MetadataEditor
    private let entries: [MetadataValue]

    /// Nil when the metadata is not written as one key to a line.
    init?(_ text: String, limits: ArchiveLimits) {
        editor = MetadataEditor(text, form: .frontMatter, order: TalkReader.keys, limits: limits)
        do throws(MetadataEditError) {
            if case .list(let items)? = try editor.value("decks") { entries = items } else { entries = [] }
        } catch {
            return nil
        }
    }

    /// The text with these decks and this time; entries that cannot be read stay at the end of the list.
    func text(decks: [DeclaredDeck], updated: Timestamp) throws(MetadataEditError) -> String {
        var rest = entries
        var list = decks.map { deck in
            guard let index = rest.firstIndex(where: { $0["file"] == .text(deck.file) }) else {
                return Self.entry(deck)
            }
            return rest.remove(at: index)
        }
        list += rest
        var editor = editor
        try editor.set("decks", to: .list(list))
        try editor.set("updated", to: .fact(updated.description))
        return editor.text
    }

    private static func entry(_ deck: DeclaredDeck) -> MetadataValue {
        var fields = [("file", MetadataValue.text(deck.file))]
        if let hash = deck.hash { fields.append(("sha256", .fact(hash.description))) }
        if let byteCount = deck.byteCount { fields.append(("bytes", .fact("\(byteCount)"))) }
        if let added = deck.added { fields.append(("added", .fact(added.description))) }
        if let origin = deck.origin { fields.append(("origin", .text(origin.rawValue))) }
        if let note = deck.note, !note.isEmpty { fields.append(("note", .text(note))) }
        return .group(fields.map { MetadataValue.Field(key: $0, value: $1) })
    }
}
