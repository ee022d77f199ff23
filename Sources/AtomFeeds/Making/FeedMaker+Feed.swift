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

    /// RFC 4287, 4.1.1: one `self`, and one `alternate` for the page that lists the same.
    func links(of subject: FeedSubject) -> [AtomLink] {
        var links = [
            AtomLink(
                .self, href: SiteAddress.feed(subject.address).absolute(base: base), type: "application/atom+xml"),
            AtomLink(.alternate, href: page(of: subject).absolute(base: base), type: "text/html"),
        ]
        if case .search = subject {
            links.append(
                AtomLink(
                    .search, href: SiteAddress.openSearch.absolute(base: base),
                    type: "application/opensearchdescription+xml", title: "Search \(seriesName)"))
        }
        return links
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

    private func page(of subject: FeedSubject) -> SiteAddress {
        switch subject {
        case .everything: .home
        case .edition(let id): .edition(id)
        case .speaker(let slug): .speaker(slug)
        case .tag(let tag): .tag(tag)
        case .search(let results): .search(results.search)
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
