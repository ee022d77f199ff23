/// Reads who may see a talk. Whatever is not understood hides the talk: a typing error must not publish it.
enum VisibilityReader {
    private enum Word: String, CaseIterable {
        case `public`, hidden
    }

    /// Words that people write to say who may see a talk.
    static let words = ["visibility", "embargo", "hidden", "hide", "private", "draft", "secret", "public", "visible"]

    /// - Parameter root: the whole front matter, to notice keys that were meant to hide the talk.
    static func visibility(
        _ fields: MetadataFields, root: MetadataNode, report: inout FileReport
    ) -> Visibility {
        let word = fields.choice("visibility", of: Word.self, report: &report)
        let embargo = fields.timestamp("embargo", report: &report)
        if fields.has("visibility") && word == nil || fields.has("embargo") && embargo == nil { return .hidden }
        if word == .hidden || hasKeyMeantToHide(root) { return .hidden }
        return embargo.map { .embargoed(until: $0) } ?? .public
    }

    private static func hasKeyMeantToHide(_ root: MetadataNode) -> Bool {
        guard case .mapping(let entries) = root.content else { return false }
        return entries.contains { entry in
            !TalkReader.keys.contains(entry.key)
                && KeySuggestion.nearest(to: entry.key, among: words) != nil
        }
    }
}
