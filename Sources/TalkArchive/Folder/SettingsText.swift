internal import Foundation

/// Writes an `archive.yaml`.
enum SettingsText {
    static func text(of settings: ArchiveSettings) -> String {
        var lines = ["name: \(YAMLText.scalar(settings.name))"]
        if !settings.tagline.isEmpty { lines.append("tagline: \(YAMLText.scalar(settings.tagline))") }
        lines.append("base_url: \(YAMLText.scalar(settings.baseURL.absoluteString))")
        lines.append("tag_authority: \(YAMLText.scalar(settings.tagAuthority))")
        if let contact = settings.contact { lines.append("contact: \(YAMLText.scalar(contact))") }
        if let contact = settings.securityContact { lines.append("security_contact: \(YAMLText.scalar(contact))") }
        lines.append("language: \(YAMLText.scalar(settings.language))")
        if !settings.description.isEmpty { lines += YAMLText.block("description", settings.description) }
        lines += TalkText.links(settings.links)
        if !settings.redirects.isEmpty {
            lines.append("redirects:")
            lines += settings.redirects.map { redirect in
                "  - {from: \(YAMLText.scalar(redirect.from)), to: \(YAMLText.scalar(redirect.to))}"
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

/// Writes the list of a talk's decks, which for a file of its own is never left out: without it the folder would tell
/// which PDF is meant.
enum DeckListText {
    static func lines(_ decks: [Deck]) -> [String] {
        if decks.isEmpty { return ["decks: []"] }
        return ["decks:"] + decks.flatMap(lines)
    }

    private static func lines(_ deck: Deck) -> [String] {
        var lines = [
            "  - file: \(YAMLText.scalar(deck.file))", "    sha256: \(deck.hash)", "    bytes: \(deck.byteCount)",
            "    added: \(deck.added)", "    origin: \(deck.origin.rawValue)",
        ]
        if !deck.note.isEmpty { lines.append("    note: \(YAMLText.scalar(deck.note))") }
        return lines
    }
}
