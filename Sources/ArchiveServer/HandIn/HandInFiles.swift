internal import Foundation
internal import HTTPTypes
internal import SlideExtraction
internal import TalkArchive

/// Slides that were handed in, and their pictures: for the speaker of the link and for organizers, and kept by no cache.
enum HandInFiles {
    /// `/hand-in/slides.pdf`
    static func ownDeck(_ visit: Visit) async throws -> Content {
        let own = try await ownTalk(visit)
        guard let proposal = own.proposal else { throw SiteError.notFound }
        return try deck(of: proposal, visit)
    }

    /// `/hand-in/pictures/<sha256>/3-small.webp`: of what was handed in, and of what the talk has.
    static func ownPicture(_ visit: Visit) async throws -> Content {
        let own = try await ownTalk(visit)
        let hash = ContentHash(visit.parameter("file"))
        if let proposal = own.proposal, let hash, proposal.deck?.hash == hash {
            return try await picture(of: proposal, visit)
        }
        guard let deck = own.talk.currentDeck, deck.hash == hash else { throw SiteError.notFound }
        return try await picture(visit.site.keeper.folder.file(of: deck, in: own.talk.key), deck.hash, visit)
    }

    /// `/organize/proposals/<id>/slides.pdf`
    static func proposedDeck(_ visit: Visit) async throws -> Content { try deck(of: try proposal(visit), visit) }

    /// `/organize/proposals/<id>/3-small.webp`
    static func proposedPicture(_ visit: Visit) async throws -> Content {
        try await picture(of: try proposal(visit), visit)
    }

    private static func ownTalk(_ visit: Visit) async throws -> OwnTalk {
        // To everybody else there is nothing here.
        guard let signedIn = Authorization.speaker(visit) else { throw SiteError.notFound }
        return try await ArchiveDesk(keeper: visit.site.keeper, principal: signedIn.principal).ownTalk()
    }

    private static func proposal(_ visit: Visit) throws -> Proposal {
        guard let signedIn = Authorization.organizer(visit) else { throw SiteError.notFound }
        do {
            return try ArchiveDesk(keeper: visit.site.keeper, principal: signedIn.principal)
                .proposal(visit.parameter("proposal"))
        } catch ProposalError.unknown {
            throw SiteError.notFound
        }
    }

    private static func deck(of proposal: Proposal, _ visit: Visit) throws -> Content {
        guard let deck = proposal.deck, let file = visit.site.keeper.proposals.slides(of: proposal) else {
            throw SiteError.notFound
        }
        var content = Content(
            "application/pdf", file: file, length: deck.byteCount, stamp: FileStamp(of: file),
            entityTag: deck.hash.description, caching: .never)
        content.fields[.contentDisposition] =
            "inline; filename=\"\(proposal.talk.edition)-\(proposal.talk.slug)-proposed.pdf\""
        return closed(content)
    }

    private static func picture(of proposal: Proposal, _ visit: Visit) async throws -> Content {
        guard let deck = proposal.deck, let file = visit.site.keeper.proposals.slides(of: proposal) else {
            throw SiteError.notFound
        }
        return try await picture(file, deck.hash, visit)
    }

    private static func picture(_ file: URL, _ hash: ContentHash, _ visit: Visit) async throws -> Content {
        guard let name = PictureName(visit.parameter("picture")), !name.isFormer else { throw SiteError.notFound }
        let decks = visit.site.keeper.decks
        do throws(ExtractionError) {
            let pageCount = try await decks.content(of: file, hash: hash).slides.count
            guard name.page <= pageCount else { throw .noSuchPage(name.page) }
            let picture = try await decks.picture(
                of: file, hash: hash, page: name.page, pageCount: pageCount, size: PictureSize(name.size))
            return closed(Content("image/webp", bytes: Array(picture), caching: .never))
        } catch {
            throw SlidePictureFiles.unavailable(error)
        }
    }

    private static func closed(_ content: Content) -> Content {
        var content = content
        content.security = .userFile
        return content
    }
}
