internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// Two people changed the same file: both versions beside each other, and a choice for each key in which they differ.
extension FileForm {
    /// What the file says about each key, in short.
    static func fingerprint(_ values: [String: FieldValue], _ fields: [FormField]) -> String {
        fields.map { "\($0.key.name):\(short(values[$0.key.name]))" }.joined(separator: ",")
    }

    /// Takes out of what was sent all keys of which the person wants the others' version.
    func takeTheirs(_ now: FormState, in sent: inout FormState) {
        for field in fields where request.form["take.\(field.key.name)"] == "theirs" {
            sent.values[field.key.name] = now.values[field.key.name]
        }
    }

    func conflict(_ sent: FormState, _ now: FormState) async throws -> Content {
        let seen = Dictionary(
            sent.seen.split(separator: ",").compactMap { pair in
                let parts = pair.split(separator: ":")
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
            }, uniquingKeysWith: { first, _ in first })
        let differing = fields.filter {
            sent.values[$0.key.name]?.normalized != now.values[$0.key.name]?.normalized
        }
        // Only hidden fields hold what was typed: the page asks about nothing else.
        let kept = fields.flatMap { field in
            request.form.pairs.filter { $0.name == field.key.name || $0.name.hasPrefix("\(field.key.name).") }
        }
        return try request.page(
            "organize-conflict", "Two versions of \(name)", crumbs: [(name, address)],
            [
                "subject": name, "formAction": request.visit.path, "backHref": address.path,
                "revision": now.revision?.description ?? "", "seen": now.seen,
                "kept": kept.map { ["fieldName": $0.name, "value": $0.value] as PageContext },
                "hasChoices": !differing.isEmpty,
                "choices": differing.map { field -> PageContext in
                    let (mine, theirs) = (sent.values[field.key.name], now.values[field.key.name])
                    let before = seen[field.key.name]
                    let isMine = before == nil || before != Self.short(mine)
                    let isTheirs = before == nil || before != Self.short(theirs)
                    return [
                        "fieldName": field.key.name, "label": field.label, "mineText": orFalse(Self.text(mine)),
                        "theirsText": orFalse(Self.text(theirs)), "isMineChosen": isMine,
                        "changedBy": isMine && isTheirs
                            ? "both of you changed it" : isMine ? "you changed it" : "the other changed it",
                    ]
                },
            ], status: .conflict)
    }

    private static func short(_ value: FieldValue?) -> String {
        String(ContentHash(of: Array("\(String(describing: value?.normalized))".utf8)).description.prefix(16))
    }

    /// A value for people, items on lines of their own.
    private static func text(_ value: FieldValue?) -> String? {
        switch value?.normalized {
        case .groups(let groups):
            groups.map { $0.map(\.value).joined(separator: " · ") }.joined(separator: "\n")
        case let value: value.map { $0.texts.joined(separator: "\n") }
        }
    }
}
