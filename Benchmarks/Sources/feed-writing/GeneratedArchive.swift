import Foundation
import TalkArchive

/// An archive of talks that are alike in size to those of a workshop, all in one edition.
enum GeneratedArchive {
    struct Mistake: Error {}

    static func make(
        talks count: Int
    ) throws -> (archive: Archive, contents: [ContentHash: DeckContent], history: DeckHistory) {
        guard let id = EditionID("2022"), let day = CalendarDate("2022-09-07"),
            let base = URL(string: "https://r.example")
        else { throw Mistake() }
        var contents: [ContentHash: DeckContent] = [:]
        var history = DeckHistory()
        let talks = try (0..<count).map { number in
            let talk = try talk(number, in: id, contents: &contents)
            history.learn(talk) { contents[$0] }
            return talk
        }
        let edition = Edition(
            id: id, name: "Kangrejos 2022", starts: day, ends: day, published: Timestamp(startOf: day), talks: talks)
        let settings = ArchiveSettings(name: "Kangrejos", baseURL: base, tagAuthority: "kangrejos.com,2021")
        return (Archive(settings: settings, editions: [edition]), contents, history)
    }

    private static func talk(
        _ number: Int, in edition: EditionID, contents: inout [ContentHash: DeckContent]
    ) throws -> Talk {
        guard let slug = TalkSlug("talk-\(number)"), let link = URL(string: "https://example.org/\(number)?a=1&b=2")
        else { throw Mistake() }
        let published = Timestamp(secondsSinceEpoch: 1_600_000_000 + number * 1000)
        var talk = Talk(
            key: TalkKey(edition: edition, slug: slug), title: "Talk \(number): Rust & C in <one> kernel",
            speakers: [Speaker(name: "Ana Díaz \(number % 500)"), Speaker(name: "Bo O'Neil \(number % 300)")],
            tags: ["gcc", "pin-init", "drivers"].compactMap { Tag($0) }, text: text,
            links: [
                Link(title: "Code & notes", url: link, kind: .code), Link(title: "Report", url: link, kind: .coverage),
            ],
            published: published, updated: published)
        for version in 0..<(number % 5 == 0 ? 2 : 1) {
            let hash = ContentHash(of: Data("\(number) \(version)".utf8))
            contents[hash] = DeckContent(
                slides: (0..<30).map {
                    Slide(width: 960, height: 540, text: "Slide \($0) of talk \(number)\nmore text")
                })
            let added = Timestamp(secondsSinceEpoch: published.secondsSinceEpoch + version * 500)
            talk.decks.insert(
                Deck(file: "slides-\(version).pdf", hash: hash, byteCount: 1_398_700, added: added, origin: .upload),
                at: 0)
            talk.updated = added
        }
        return talk
    }

    private static let text = """
        The kernel has been written in C for thirty years, and *most* of it will stay so. This talk shows how a driver
        in Rust talks to a subsystem in C: what `unsafe` blocks remain, who owns the memory, and what [pinning](../pin/)
        has to do with it.

        - callbacks & their lifetimes
        - errors as values, `Result<T>`
        - what the compiler checks, and what it does not

        It ends with figures: size, speed, and the number of bugs that were found on the way.
        """
}
