internal import TalkArchive

/// The keys of a talk that people set. The archive itself writes `published`, `updated` and `decks`; the text after
/// the metadata is no key.
enum TalkFields {
    static let keys = [
        EditableKey("title", .line), EditableKey("speakers", .list),
        EditableKey("kind", .choice(Talk.Kind.allCases.map(\.rawValue))), EditableKey("date", .day),
        EditableKey("order", .number), EditableKey("tags", .list),
        EditableKey("text", .choice(Talk.TextKind.allCases.map(\.rawValue))),
        EditableKey("original_slides", .address), .links,
    ]

    /// The keys that say who may see a talk; `visibility(_:)` sets them together.
    static let visibilityKeys = ["visibility", "embargo", "withdrawn", "withdrawal_reason"]

    /// Who may see a talk, as people choose it.
    enum Audience: String, Sendable, CaseIterable {
        case `public`, hidden, embargo, withdrawn
    }

    /// The keys for a choice.
    /// - Parameters:
    ///   - embargo: a moment, as it was written; used with `.embargo`.
    ///   - reason: one line for people; used with `.withdrawn`.
    ///   - old: what the file says now.
    static func visibility(
        _ audience: Audience, embargo: String = "", reason: String = "", old: [String: FieldValue] = [:],
        now: Timestamp
    ) -> FieldChanges {
        var fields: FieldChanges = Dictionary(uniqueKeysWithValues: visibilityKeys.map { ($0, nil) })
        switch audience {
        case .public:
            // Spelled out by hand it may stay.
            if old["visibility"]?.text == "public" { fields["visibility"] = .text("public") }
        case .hidden: fields["visibility"] = .text("hidden")
        case .embargo: fields["embargo"] = .text(embargo)
        case .withdrawn:
            // An embargo stays: a talk that was withdrawn under it has been seen by nobody, and is told to nobody.
            fields["embargo"] = .some(old["embargo"])
            if old["visibility"]?.text == "withdrawn" { fields["visibility"] = .text("withdrawn") }
            fields["withdrawn"] = .some(old["withdrawn"] ?? .text(now.description))
            fields["withdrawal_reason"] = .text(reason)
        }
        return fields
    }

    /// What the keys of a file choose; what nobody understands hides the talk.
    static func audience(_ values: [String: FieldValue]) -> Audience {
        if values["withdrawn"] != nil || values["withdrawal_reason"] != nil { return .withdrawn }
        switch values["visibility"]?.text {
        case "public", nil: return values["embargo"] == nil ? .public : .embargo
        case Audience.withdrawn.rawValue: return .withdrawn
        default: return .hidden
        }
    }
}
