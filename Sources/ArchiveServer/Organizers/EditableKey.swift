internal import TalkArchive

/// A key that people set in forms and programs by the API, and what its value is.
///
/// What a value may be is judged by the readers of the archive's files; this is only how it is asked for and shown.
struct EditableKey: Sendable, Hashable {
    /// As the file has it.
    let name: String
    let shape: Shape

    /// What a value is put together from.
    enum Shape: Sendable, Hashable {
        case line
        /// Several lines, Markdown.
        case paragraphs
        case day
        case moment
        case number
        /// An address of the web.
        case address
        /// `true` or `false`.
        case flag
        /// One of these words; the first holds when the key is not there.
        case choice([String])
        case list
        /// Items of these keys.
        case groups([EditableKey])
    }

    init(_ name: String, _ shape: Shape) {
        self.name = name
        self.shape = shape
    }

    /// `title`, `url`, `kind`, `uncertain`.
    static let links = EditableKey(
        "links",
        .groups([
            EditableKey("title", .line), EditableKey("url", .address),
            EditableKey("kind", .choice(["website"] + Link.Kind.allCases.map(\.rawValue).filter { $0 != "website" })),
            EditableKey("uncertain", .flag),
        ]))

    /// People or firms by name and address.
    static func named(_ name: String) -> EditableKey {
        EditableKey(name, .groups([EditableKey("name", .line), EditableKey("url", .address)]))
    }
}

/// Values by key, nil where there is to be none: what `ArchiveEditor` takes.
typealias FieldChanges = [String: FieldValue?]

extension FieldChanges {
    /// Those of these values that a file does not have already, so that a key nobody touched is never written.
    func differing(from old: [String: FieldValue]) -> FieldChanges {
        filter { key, value in value?.normalized != old[key]?.normalized }
    }
}

extension FieldValue {
    /// As it comes back from the file; nil when there is nothing in it. One text counts as a list of one.
    var normalized: FieldValue? {
        switch self {
        case .text(let text):
            let text = Self.trimmed(text)
            return text.isEmpty ? nil : .list([text])
        case .list(let texts):
            let texts = texts.map(Self.trimmed).filter { !$0.isEmpty }
            return texts.isEmpty ? nil : .list(texts)
        case .groups(let groups):
            let groups = groups.map { group in
                group.map { Entry($0.key, Self.trimmed($0.value)) }.filter { !$0.value.isEmpty }
            }.filter { !$0.isEmpty }
            return groups.isEmpty ? nil : .groups(groups)
        }
    }

    /// The texts of a list; a single text is a list of one.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let texts): texts
        case .groups: []
        }
    }

    var text: String? { texts.isEmpty ? nil : texts.joined(separator: ", ") }

    /// The items of a list of groups, each as values by key.
    var items: [[String: String]] {
        guard case .groups(let groups) = self else { return [] }
        return groups.map { Dictionary($0.map { ($0.key, $0.value) }) { first, _ in first } }
    }
}
