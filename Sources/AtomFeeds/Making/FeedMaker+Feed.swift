import Foundation
import TalkArchive

extension FeedMaker {
    func title(of subject: FeedSubject) -> String {
        switch subject {
        case .everything: "\(seriesName): talks and slides"
        case .edition(let id): "\(editionName(id)): talks and slides"
        case .speaker(let slug): "\(seriesName): talks by \(speakerName(slug))"
        case .tag(let tag): "\(seriesName): talks about \(tag)"
        case .search(let results): "\(seriesName): \(words(of: results.search))"
        }
    }

    func subtitle(of subject: FeedSubject) -> String? {
        let tagline =
            if case .edition(let id) = subject { archive.edition(id)?.tagline } else { archive.settings.tagline }
        let text = OneLine.fold(tagline ?? "")
        return text.isEmpty ? nil : text
    }

    static let atomType = "application/atom+xml"

    /// RFC 4287, 4.1.1: one `self`, and `alternate` for the page that lists the same and for the same as JSON.
    func links(of subject: FeedSubject) -> [AtomLink] {
        var links = [
            AtomLink(.self, href: SiteAddress.feed(subject.address).absolute(base: base), type: Self.atomType),
            AtomLink(.alternate, href: page(of: subject).absolute(base: base), type: "text/html"),
            AtomLink(
                .alternate, href: SiteAddress.jsonFeed(subject.address).absolute(base: base),
                type: AtomFeed.jsonMediaType),
        ]
        links += sources(of: subject)
        if case .search(let results) = subject {
            links.append(
                AtomLink(
                    .search, href: SiteAddress.openSearch.absolute(base: base),
                    type: "application/opensearchdescription+xml", title: "Search \(seriesName)"))
            links += pages(of: results).map { relation, page in
                AtomLink(
                    relation, href: SiteAddress.feed(.search(results.search.onPage(page))).absolute(base: base),
                    type: Self.atomType)
            }
        }
        return links
    }

    func jsonAddresses(of subject: FeedSubject) -> AtomFeed.JSONAddresses {
        var addresses = AtomFeed.JSONAddresses(
            own: SiteAddress.jsonFeed(subject.address).absolute(base: base))
        if case .search(let results) = subject, let next = pages(of: results).first(where: { $0.0 == .next })?.1 {
            addresses.next = SiteAddress.jsonFeed(.search(results.search.onPage(next))).absolute(base: base)
        }
        return addresses
    }

    /// RFC 5005, section 3. A page behind the last is empty and leads back: a search that finds less than it did is no
    /// error.
    private func pages(of results: SearchResults) -> [(AtomLink.Relation, Int)] {
        let size = max(results.counts.itemsPerPage, 1)
        let last = max(1, min((results.counts.totalResults + size - 1) / size, limits.searchPages))
        let page = results.search.page
        if page == 1 && last == 1 { return [] }
        var pages: [(AtomLink.Relation, Int)] = [(.first, 1)]
        if page > 1 { pages.append((.previous, min(page - 1, last))) }
        if page < last { pages.append((.next, page + 1)) }
        return pages + [(.last, last)]
    }

    func counts(of subject: FeedSubject) -> SearchCounts? {
        if case .search(let results) = subject { results.counts } else { nil }
    }

    func editionName(_ id: EditionID) -> String {
        OneLine.text(archive.edition(id)?.name ?? "", or: "\(seriesName) \(id)")
    }

    private func speakerName(_ slug: SpeakerSlug) -> String {
        let speaker = archive.talks(by: slug).first?.speakers.first { $0.slug == slug }
        return OneLine.text(speaker?.name ?? "", or: slug.description)
    }

    func page(of subject: FeedSubject) -> SiteAddress {
        switch subject {
        case .everything: .home
        case .edition(let id): .edition(id)
        case .speaker(let slug): .speaker(slug)
        case .tag(let tag): .tag(tag)
        case .search(let results): .search(results.search.onPage(1))
        }
    }

    /// `search for “pinned init” in Kangrejos 2022, by Ana`.
    private func words(of search: SearchAddress) -> String {
        let query = OneLine.fold(search.query)
        var text = query.isEmpty ? "search" : "search for “\(query)”"
        var filters: [String] = []
        if !search.editions.isEmpty {
            filters.append("in " + search.editions.map(editionName).joined(separator: " or "))
        }
        if !search.speakers.isEmpty {
            filters.append("by " + search.speakers.map(speakerName).joined(separator: " or "))
        }
        if !search.tags.isEmpty { filters.append("about " + search.tags.map(\.description).joined(separator: " or ")) }
        if !filters.isEmpty { text += " " + filters.joined(separator: ", ") }
        return text
    }
}

extension SearchAddress {
    fileprivate func onPage(_ page: Int) -> SearchAddress {
        var other = self
        other.page = page
        return other
    }
}
