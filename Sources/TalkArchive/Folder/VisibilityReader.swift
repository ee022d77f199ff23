/// Reads who may see a talk. Whatever is not understood hides the talk: a typing error must not publish it.
enum VisibilityReader {
    private enum Word: String, CaseIterable {
        case `public`, hidden, withdrawn
    }

    static let keys = ["visibility", "embargo", "withdrawn", "withdrawal_reason"]

    /// Words that people write to say who may see a talk.
    static let words = [
        "visibility", "embargo", "hidden", "hide", "private", "draft", "secret", "public", "visible", "withdrawn",
        "withdraw", "withdrawal", "retracted",
    ]

    /// - Parameter root: the whole front matter, to notice keys that were meant to hide the talk.
    static func visibility(
        _ fields: MetadataFields, root: MetadataNode, report: inout FileReport
    ) -> Visibility {
        let word = fields.choice("visibility", of: Word.self, report: &report)
        let embargo = fields.timestamp("embargo", report: &report)
        let withdrawal = withdrawal(fields, word: word, report: &report)
        if fields.has("visibility") && word == nil || fields.has("embargo") && embargo == nil { return .hidden }
        if word == .hidden || hasKeyMeantToHide(root) { return .hidden }
        guard let withdrawal else { return embargo.map { .embargoed(until: $0) } ?? .public }
        // Withdrawn under its embargo: nobody has seen it, and its title is told to nobody.
        if let embargo, case .withdrawn(let time, _) = withdrawal, embargo > time { return .hidden }
        return withdrawal
    }

    /// Nil when nothing says that the talk is withdrawn.
    private static func withdrawal(_ fields: MetadataFields, word: Word?, report: inout FileReport) -> Visibility? {
        let time = fields.timestamp("withdrawn", report: &report)
        let reason = fields.text("withdrawal_reason", report: &report)
        guard word == .withdrawn || fields.has("withdrawn") || fields.has("withdrawal_reason") else { return nil }
        guard let time else {
            // One that is written and wrong has been reported.
            if !fields.has("withdrawn") {
                report.error(
                    "withdrawal-time", line: fields.line(of: word == .withdrawn ? "visibility" : "withdrawal_reason"),
                    "Nothing says when the talk was withdrawn, so it is hidden.",
                    "Write 'withdrawn:' with the moment, such as 2024-06-01T10:00:00Z.")
            }
            return .hidden
        }
        return .withdrawn(at: time, reason: reason ?? "")
    }

    private static func hasKeyMeantToHide(_ root: MetadataNode) -> Bool {
        guard case .mapping(let entries) = root.content else { return false }
        return entries.contains { entry in
            !TalkReader.keys.contains(entry.key)
                && KeySuggestion.nearest(to: entry.key, among: words) != nil
        }
    }
}
