internal import Hummingbird
internal import TalkArchive

extension Routes {
    /// The speaker's way, and the organizers' side of it.
    func addHandIn(to router: Router<SiteContext>) {
        made(router, "/hand-in/", SpeakerPages.entrance)
        made(router, "/hand-in/talk", SpeakerDesk.content)
        made(router, "/hand-in/slides.pdf", HandInFiles.ownDeck)
        made(router, "/hand-in/pictures/:file/:picture", HandInFiles.ownPicture)
        sent(router, .post, "/hand-in/open", SpeakerPages.open)
        sent(router, .post, "/hand-in/slides", SpeakerForms.slides)
        sent(router, .post, "/hand-in/texts", SpeakerForms.texts)
        sent(router, .post, "/hand-in/withdraw", SpeakerForms.withdraw)
        sent(router, .post, "/hand-in/sign-out", SpeakerPages.signOut)

        made(router, "/organize/links/", DeskVisit.page(LinkPages.list))
        sent(router, .post, "/organize/links/revoke", DeskVisit.form(LinkPages.revoke))
        made(router, "/organize/editions/:edition/:talk/links", DeskVisit.page(LinkPages.ofTalk))
        taken(router, .post, "/organize/editions/:edition/:talk/links", DeskVisit.form(LinkPages.create))
        made(router, "/organize/proposals/", ProposalPages.list)
        sent(router, .post, "/organize/proposals/accept", ProposalPages.accept)
        sent(router, .post, "/organize/proposals/refuse", ProposalPages.refuse)
        made(router, "/organize/proposals/:proposal/slides.pdf", HandInFiles.proposedDeck)
        made(router, "/organize/proposals/:proposal/:picture", HandInFiles.proposedPicture)
    }
}
