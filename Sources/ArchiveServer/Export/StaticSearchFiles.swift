internal import ArchiveSearch
internal import Foundation
internal import TalkArchive

/// The files that the script of the search page reads, below `search/`:
///
/// - `index.json`: how many talks there are, which files of terms, and what the ranking needs.
/// - `terms/<hexadecimal>.json`: terms that begin so, and where they stand.
/// - `talks/<number>.json`: what a result shows of a talk, with the texts that snippets are cut from.
struct StaticSearchFiles {
    private let index: StaticSearchIndex
    private let snapshot: Snapshot
    /// Whether there is a drawing in place of a slide's picture.
    private let isMissing: (StaticPath) -> Bool

    init(_ snapshot: Snapshot, isMissing: @escaping (StaticPath) -> Bool) {
        self.snapshot = snapshot
        self.isMissing = isMissing
        index = StaticSearchIndex(snapshot.search)
    }

    /// Hands over one file after the other.
    func write(_ place: (_ path: String, _ bytes: [UInt8]) throws -> Void) throws {
        let shards = SearchShards(index)
        for (beginning, bytes) in shards.files.sorted(by: { $0.key < $1.key }) {
            try place("search/terms/\(Self.hexadecimal(beginning)).json", bytes)
        }
        for (number, texts) in index.texts.enumerated() {
            try place("search/talks/\(number).json", Array(talk(texts).utf8))
        }
        try place("search/index.json", Array(overview(shards).utf8))
    }

    /// A file name that all file systems take and tell apart.
    private static func hexadecimal(_ text: String) -> String {
        text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func overview(_ shards: SearchShards) -> String {
        let fields = index.fields.map { field in
            SearchJSON.list(
                [SearchJSON.text(field.name)]
                    + [field.weight, field.lengthNormalization, field.meanLength].map(SearchJSON.number))
        }
        let numbers = index.constants + [(name: "meanSlideLength", value: index.meanSlideLength)]
        return SearchJSON.object(
            [
                SearchJSON.member("talks", String(index.texts.count)),
                SearchJSON.member("fields", SearchJSON.list(fields)),
                SearchJSON.member("shards", SearchJSON.list(shards.files.keys.sorted().map(SearchJSON.text))),
            ] + numbers.map { SearchJSON.member($0.name, SearchJSON.number($0.value)) }) + "\n"
    }

    /// Addresses are links from the search page.
    private func talk(_ texts: StaticSearchIndex.Texts) -> String {
        let talk = texts.talk
        let speakers = talk.speakers.map { speaker in
            SearchJSON.list([SearchJSON.text(speaker.name), link(.speaker(speaker.slug))])
        }
        let edition = snapshot.archive.edition(talk.key.edition)?.name ?? talk.key.edition.description
        let pages = snapshot.slides(of: talk)
        let slides = zip(pages, texts.slides).enumerated().map { position, slide in
            self.slide(position + 1, slide.0, text: slide.1, of: talk)
        }
        return SearchJSON.object([
            SearchJSON.member("href", link(.talk(talk.key))), SearchJSON.member("title", SearchJSON.text(talk.title)),
            SearchJSON.member("speakers", SearchJSON.list(speakers)),
            SearchJSON.member(
                "edition", SearchJSON.list([SearchJSON.text(edition), link(.edition(talk.key.edition))])),
            SearchJSON.member("tags", SearchJSON.list(talk.tags.map { SearchJSON.text($0.description) })),
            SearchJSON.member("sample", String(talk.currentDeck?.origin == .sample)),
            SearchJSON.member("text", SearchJSON.text(texts.summary)),
            SearchJSON.member("slides", SearchJSON.list(slides)),
        ]) + "\n"
    }

    /// `[address, picture, width, height, text]`
    private func slide(_ number: Int, _ slide: Slide, text: String, of talk: Talk) -> String {
        guard let deck = talk.currentDeck else { return "[]" }
        let address = SiteAddress.picture(deck.hash, page: number, .small)
        let picture = TalkCard.picture(deck.hash, page: number, slide: slide, size: .small)
        var source = StaticPath(address.path)
        if let place = source, isMissing(place) { source = place.renamed(".svg") }
        return SearchJSON.list([
            link(.slide(talk.key, number)),
            SearchJSON.text(source?.relative(to: .search) ?? ""),
            picture["width"] as? String ?? "0", picture["height"] as? String ?? "0", SearchJSON.text(text),
        ])
    }

    private func link(_ address: SiteAddress) -> String {
        SearchJSON.text(StaticPath(address.path)?.relative(to: .search) ?? "")
    }
}
