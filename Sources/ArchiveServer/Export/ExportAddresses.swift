internal import AtomFeeds
internal import SlideExtraction
internal import TalkArchive

/// Everything of the site that is a file of its own: what an export holds.
struct ExportAddresses {
    let snapshot: Snapshot

    /// Pictures, in the order in which they are drawn; they come before the pages, which have to know them.
    var pictures: [SiteAddress] {
        SiteAddress.PictureSize.allCases.flatMap { size in
            snapshot.archive.talks.flatMap { talk in
                talk.currentDeck.map { deck in
                    snapshot.slides(of: talk).indices.map { .picture(deck.hash, page: $0 + 1, size) }
                } ?? []
            }
        }
    }

    /// All others.
    var documents: [SiteAddress] {
        let archive = snapshot.archive
        var all: [SiteAddress] = [.home, .speakers, .tags, .feeds, .archiveSource, .openSearch, .sitemap, .robots]
        if archive.settings.securityContact != nil { all.append(.securityContact) }
        let sitemaps = SitemapFiles(archive: archive, contents: snapshot.contents).files
        if sitemaps.count > 1 { all += sitemaps.indices.map { .sitemapPart($0 + 1) } }
        all += feeds(.everything)
        for speaker in archive.speakers { all += [.speaker(speaker.slug)] + feeds(.speaker(speaker.slug)) }
        for tag in archive.tags { all += [.tag(tag)] + feeds(.tag(tag)) }
        for edition in archive.editions { all += addresses(of: edition) }
        for talk in archive.talks { all += addresses(of: talk) }
        return all
    }

    /// A feed in both forms, with its archive.
    private func feeds(_ subject: FeedSubject) -> [SiteAddress] {
        let address = subject.address
        return [.feed(address), .jsonFeed(address)]
            + snapshot.feedMaker().archiveParts(about: subject).map {
                .feedArchive(address, year: $0.year, part: $0.part)
            }
    }

    private func addresses(of edition: Edition) -> [SiteAddress] {
        [.edition(edition.id), .editionSource(edition.id)] + feeds(.edition(edition.id))
            + edition.withdrawals.map { .talkSource($0.key) }
            + CitationFormat.allCases.map { .citations(edition.id, $0) }
            + (edition.gallery?.pictures ?? []).map { .galleryPicture(edition.id, file: $0.file) }
    }

    private func addresses(of talk: Talk) -> [SiteAddress] {
        var all: [SiteAddress] = [.talk(talk.key), .talkSource(talk.key)]
        all += CitationFormat.allCases.map { .citation(talk.key, slide: nil, $0) }
        if talk.currentDeck != nil { all.append(.currentDeck(talk.key)) }
        all += talk.decks.map { .file($0.hash) }
        for number in snapshot.slides(of: talk).indices.map({ $0 + 1 }) {
            all.append(.slide(talk.key, number))
            all += CitationFormat.allCases.map { .citation(talk.key, slide: number, $0) }
        }
        return all
    }
}
