internal import TalkArchive

/// The keys of a file as JSON, in both directions: an object with a member for each key that has a value.
struct FieldsJSON: Sendable {
    let keys: [EditableKey]

    static let edition = FieldsJSON(
        keys: EditionFields.keys.map { key in
            // A form asks for one of two words.
            key.shape == .choice(["true", "false"]) ? EditableKey(key.name, .flag) : key
        })
    static let settings = FieldsJSON(keys: SettingsFields.keys)
    static let talk = FieldsJSON(
        keys: TalkFields.keys + [
            EditableKey("visibility", .choice(["public", "hidden", "withdrawn"])), EditableKey("embargo", .moment),
            EditableKey("withdrawn", .moment), EditableKey("withdrawal_reason", .line),
        ])

    /// What a file says.
    func json(_ values: [String: FieldValue]) -> JSONValue {
        .object(
            Dictionary(
                keys.compactMap { key in values[key.name].flatMap { key.shape.json($0) }.map { (key.name, $0) } }
            ) { first, _ in first })
    }

    /// What is to change, as a merge patch (RFC 7396) says it: `null` removes a key, a list takes the place of the
    /// whole list.
    /// - Throws: 422 with what is wrong with each key.
    func changes(_ patch: JSONValue) throws -> FieldChanges {
        guard let members = patch.members else { throw SiteError.invalid([(key: nil, "Write an object with keys.")]) }
        var changes: FieldChanges = [:]
        var faults: [(key: String?, problem: String)] = []
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let key = keys.first(where: { $0.name == name }) else {
                let known = keys.map(\.name).joined(separator: ", ")
                faults.append((name, "'\(name)' cannot be set here. The keys are \(known)."))
                continue
            }
            if case .null = value {
                changes[name] = .some(nil)
            } else if let text = key.shape.value(value) {
                changes[name] = text
            } else {
                faults.append((name, key.shape.advice))
            }
        }
        guard faults.isEmpty else { throw SiteError.invalid(faults) }
        return changes
    }

    /// What answers have. A file that people wrote may have any text where a number or a choice should be.
    var schema: JSONValue {
        [
            "type": "object", "description": "What the file says, key by key.",
            "properties": .object(Dictionary(keys.map { ($0.name, $0.shape.schema) }) { first, _ in first }),
        ]
    }

    /// What may be sent.
    /// - Parameter isPatch: `null` removes a key.
    func sentSchema(isPatch: Bool) -> JSONValue {
        let properties = keys.map { key in
            (key.name, isPatch ? ["anyOf": [key.shape.sentSchema, ["type": "null"]]] : key.shape.sentSchema)
        }
        return [
            "type": "object", "additionalProperties": false,
            "properties": .object(Dictionary(properties) { first, _ in first }),
        ]
    }
}

extension EditableKey.Shape {
    /// Nil for a value that has no such shape.
    fileprivate func json(_ value: FieldValue) -> JSONValue? {
        switch self {
        case .list: value.texts.isEmpty ? nil : .list(value.texts.map { .text($0) })
        case .groups(let keys):
            value.items.isEmpty
                ? nil
                : .list(
                    value.items.map { item in
                        FieldsJSON(keys: keys).json(item.mapValues { .text($0) })
                    })
        default:
            value.text.map { text in
                switch self {
                case .number: Int(text).map { .number($0) } ?? .text(text)
                case .flag: text == "true" ? true : text == "false" ? false : .text(text)
                default: .text(text)
                }
            }
        }
    }

    /// Nil for JSON of another kind.
    fileprivate func value(_ json: JSONValue) -> FieldValue? {
        switch (self, json) {
        case (.number, .number(let number)): return .text(String(number))
        case (.flag, .flag(let flag)): return .text(String(flag))
        case (.list, .list(let items)):
            let texts = items.compactMap { item in if case .text(let text) = item { text } else { nil } }
            return texts.count == items.count ? .list(texts) : nil
        case (.groups(let keys), .list(let items)):
            let groups = items.compactMap { item in Self.group(item, keys) }
            return groups.count == items.count ? .groups(groups) : nil
        case (.number, _), (.flag, _), (.list, _), (.groups, _): return nil
        case (_, .text(let text)): return .text(text)
        default: return nil
        }
    }

    private static func group(_ item: JSONValue, _ keys: [EditableKey]) -> [FieldValue.Entry]? {
        guard let members = item.members, members.keys.allSatisfy({ name in keys.contains { $0.name == name } }) else {
            return nil
        }
        var entries: [FieldValue.Entry] = []
        for key in keys {
            guard let member = members[key.name] else { continue }
            guard case .text(let text)? = key.shape.value(member) else { return nil }
            entries.append(FieldValue.Entry(key.name, text))
        }
        return entries
    }

    fileprivate var advice: String {
        switch self {
        case .number: "Write a whole number, or null for none."
        case .flag: "Write true or false, or null for what holds without it."
        case .list: "Write a list of texts, or null for none."
        case .groups(let keys):
            "Write a list of objects with \(keys.map { "'\($0.name)'" }.joined(separator: ", ")), or null for none."
        default: "Write a text, or null for none."
        }
    }

    fileprivate var schema: JSONValue {
        switch self {
        case .number: ["type": ["integer", "string"]]
        case .flag: ["type": ["boolean", "string"]]
        case .list: ["type": "array", "items": ["type": "string"]]
        case .groups(let keys): ["type": "array", "items": FieldsJSON(keys: keys).schema]
        default: ["type": "string"]
        }
    }

    fileprivate var sentSchema: JSONValue {
        switch self {
        case .line: Schema.text("One line.")
        case .paragraphs: Schema.text("Markdown.")
        case .day: Schema.text("A day, `2022-09-12`.")
        case .moment: Schema.text("A moment, `2022-09-12T10:00:00Z`.")
        case .number: ["type": "integer"]
        case .address: Schema.text("An address, `https://example.org/`.")
        case .flag: ["type": "boolean"]
        case .choice(let words): ["type": "string", "enum": .list(words.map { .text($0) })]
        case .list: ["type": "array", "items": ["type": "string"]]
        case .groups(let keys): ["type": "array", "items": FieldsJSON(keys: keys).sentSchema(isPatch: false)]
        }
    }
}
