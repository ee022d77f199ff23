/// The keys of the archive as a whole that people set.
enum SettingsFields {
    static let keys = [
        EditableKey("name", .line), EditableKey("tagline", .line), EditableKey("base_url", .address),
        EditableKey("tag_authority", .line), EditableKey("contact", .line), EditableKey("security_contact", .line),
        EditableKey("language", .line), EditableKey("description", .paragraphs), .links,
        EditableKey("redirects", .groups([EditableKey("from", .line), EditableKey("to", .line)])),
    ]
}
