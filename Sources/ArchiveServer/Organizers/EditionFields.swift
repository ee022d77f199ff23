internal import TalkArchive

/// The keys of an edition that people set. `published` and the gallery are not among them.
enum EditionFields {
    static let keys = [
        EditableKey("name", .line), EditableKey("tagline", .line), EditableKey("starts", .day),
        EditableKey("ends", .day), EditableKey("place", .line), EditableKey("online", .flag),
        EditableKey("attendance", .line), EditableKey("about", .paragraphs), .named("organisers"), .named("sponsors"),
        .links, EditableKey("approval", .choice(["true", "false"])), EditableKey("freeze", .moment),
    ]
}
