import Foundation
import TalkArchive
import TestSupport

/// An archive with talks of every kind that strangers may not see, all full of one word; and the same archive as
/// strangers may know it.
struct SecretArchive {
    /// Stands in everything that is kept back and in nothing else.
    static let marker = "zzmarkerzz"
    /// Stands beside it in the same decks and texts; asking for it finds nothing.
    static let neighbour = "neighbourword"

    static let hidden = TestPDF([["\(marker) hidden \(neighbour)"], ["second \(marker)"]])
    static let embargoed = TestPDF([["\(marker) embargoed \(neighbour)"]])
    static let withdrawn = TestPDF([["\(marker) withdrawn \(neighbour)"]])
    static let proposed = TestPDF([["\(marker) proposed \(neighbour)"]])
    static let open = TestPDF([["Everyone may read this"]])

    static let hiddenSlugs = ["covert-\(marker)", "later-\(marker)", "only-\(marker)"]

    let archive: TestArchive
    /// Text of a link to the talk `2031/open`.
    let link: String
    /// Text of a token that was taken back.
    let revokedToken: String
    /// Text of a token that allows uploads to the edition 2030 alone.
    let uploadToken: String

    /// - Parameter withSecrets: false for the archive in which all that is kept back is not there at all.
    init(withSecrets: Bool) throws {
        archive = try TestArchive()
        for edition in ["2030", "2031"] { try archive.edition(edition, "place: Tideway") }
        try archive.talk(
            "2031/open", "title: Open water\nspeakers: [Ada Low]\ntags: [sea]", text: "Seen by all.",
            decks: [Self.open.data])
        try archive.talk("2030/early", "title: Early\nspeakers: [Bo Reed]", text: "Before all this.")
        try archive.talk("2031/calm", "title: Calm\nspeakers: [Bo Reed]", text: "Nothing moves.")
        try archive.talk(
            "2031/gone",
            "title: Gone\nspeakers: [\(withSecrets ? Self.marker : "Cy")]\nvisibility: withdrawn\n"
                + "withdrawn: 2031-06-01T00:00:00Z\nwithdrawal_reason: By wish of the speaker.",
            text: withSecrets ? "\(Self.marker) \(Self.neighbour)" : "", decks: withSecrets ? [Self.withdrawn.data] : []
        )
        let folder = ArchiveFolder(root: archive.folder.url)
        let talk = TalkKey("2031/open")
        let now = Timestamp(secondsSinceEpoch: 1_900_000_000)
        guard let talk else { throw DeadlinePassed(description: "no talk") }
        let made = try TalkLinks(folder).create(talk: talk, name: "Ada", expires: nil, by: "Olga", at: now)
        link = made.text
        let tokens = AccessTokens(folder)
        let revoked = try tokens.create(name: "Rolf", at: now)
        try tokens.revoke(revoked.token.id, at: now)
        revokedToken = revoked.text
        uploadToken = try tokens.create(name: "Uma", scope: .upload(EditionID("2030") ?? talk.edition), at: now).text
        if withSecrets { try addSecrets(folder, now) }
    }

    private func addSecrets(_ folder: ArchiveFolder, _ now: Timestamp) throws {
        let words = "\(Self.marker) \(Self.neighbour)"
        for (slug, visibility, deck) in [
            (Self.hiddenSlugs[0], "visibility: hidden", Self.hidden),
            (Self.hiddenSlugs[1], "embargo: 2999-01-01T00:00:00Z", Self.embargoed),
        ] {
            try archive.talk(
                "2031/\(slug)",
                "title: About \(words)\nspeakers: [Speaker \(Self.marker)]\ntags: [\(Self.marker)]\n\(visibility)\n"
                    + "links: [{title: \(Self.marker), url: \"https://example.org/\(Self.marker)\"}]",
                text: words, decks: [deck.data])
        }
        // A talk that nobody speaks of in an edition that all know, as an organizer prepares it.
        try archive.talk(
            "2031/\(Self.hiddenSlugs[2])", "title: \(words)\nspeakers: [Bo Reed]\nvisibility: hidden", text: words)
        // Proposals for a talk that everyone sees, by another link than the one that the speaker of the walk has.
        guard let talk = TalkKey("2031/calm") else { return }
        let link = try TalkLinks(folder).create(talk: talk, name: "Bo", expires: nil, by: "Olga", at: now).link
        let deck = try DeckStore(folder).beginUpload()
        try Self.proposed.data.withUnsafeBytes { try deck.write($0) }
        try ProposalStore(folder).handIn(
            deck, note: words,
            ProposedTexts(
                title: words, body: words,
                seen: ArchiveEditor.revision(of: try ArchiveEditor(folder, by: "").text(of: "\(talk)/talk.md"))),
            by: link, at: now)
    }

    /// SHA-256 of every deck that is kept back.
    static let hashes = [hidden, embargoed, withdrawn, proposed].map(\.hash)
}
