public import Foundation
public import TalkArchive

extension SitemapFiles {
    /// The pages of an archive that is already cut down to what everyone may see: home, editions, talks with the
    /// picture of their first slide, speakers and tags, then slides.
    ///
    /// - Parameters:
    ///   - contents: What is known of decks; slides of a deck that is missing here are not listed.
    ///   - baseURL: The site's absolute address; the settings' own unless told otherwise.
    public init(
        archive: Archive, contents: [ContentHash: DeckContent] = [:], baseURL: URL? = nil,
        limits: SitemapLimits = SitemapLimits()
    ) {
        let base = baseURL ?? archive.settings.baseURL
        let talks = archive.talks
        func page(_ address: SiteAddress, _ updated: Timestamp?, pictures: [SiteAddress] = []) -> Sitemap.Page {
            Sitemap.Page(
                location: address.absolute(base: base), lastModified: updated,
                pictures: pictures.map { $0.absolute(base: base) })
        }
        func firstSlide(_ talk: Talk) -> [SiteAddress] {
            guard let deck = talk.currentDeck, contents[deck.hash]?.slides.isEmpty == false else { return [] }
            return [.picture(deck.hash, page: 1, .large)]
        }
        var pages = [page(.home, archive.updated)]
        pages += archive.editions.map { page(.edition($0.id), $0.updated) }
        pages += talks.map { page(.talk($0.key), $0.updated, pictures: firstSlide($0)) }
        let speakers = Self.newest(in: talks) { $0.speakers.map(\.slug).filter { !$0.description.isEmpty } }
        if !speakers.isEmpty { pages.append(page(.speakers, speakers.map(\.updated).max())) }
        pages += speakers.map { page(.speaker($0.key), $0.updated) }
        let tags = Self.newest(in: talks, keys: \.tags)
        if !tags.isEmpty { pages.append(page(.tags, tags.map(\.updated).max())) }
        pages += tags.map { page(.tag($0.key), $0.updated) }
        for talk in talks {
            guard let deck = talk.currentDeck, let slides = contents[deck.hash]?.slides else { continue }
            pages += slides.indices.map { page(.slide(talk.key, $0 + 1), talk.updated) }
        }
        self.init(pages: pages, limits: limits)
    }

    /// The last change of the talks under each key, in the order of the keys.
    private static func newest<Key: Hashable & Comparable>(
        in talks: [Talk], keys: (Talk) -> [Key]
    ) -> [(key: Key, updated: Timestamp)] {
        var newest: [Key: Timestamp] = [:]
        for talk in talks {
            for key in keys(talk) { newest[key] = max(newest[key] ?? talk.updated, talk.updated) }
        }
        return newest.map { (key: $0.key, updated: $0.value) }.sorted { $0.key < $1.key }
    }
}
