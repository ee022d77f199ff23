/// What a `talk.md` says, before anyone looked whether its files are there.
struct TalkDraft: Equatable {
    /// Without decks.
    var talk: Talk
    /// Nil when the file has no list of decks; its folder then tells which PDF is meant.
    var decks: [DeclaredDeck]?
}

/// A deck as `talk.md` lists it; what is not written is nil.
struct DeclaredDeck: Hashable {
    var file: String
    var hash: ContentHash?
    var byteCount: Int?
    var added: Timestamp?
    var origin: Deck.Origin?
    var note: String?
    /// Where the entry, its checksum and its size stand.
    var line: Int
    var hashLine: Int?
    var byteCountLine: Int?
}
