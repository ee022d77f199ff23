internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import TalkArchive

/// `/organize/`: sign in, see what is missing, put slides up.
enum OrganizerPages {
    /// The desk, or the way in.
    static func desk(_ visit: Visit) async throws -> Content {
        guard let signedIn = Authorization.organizer(visit) else { return try signInPage(visit, error: nil) }
        let view = try await ArchiveDesk(keeper: visit.site.keeper, principal: signedIn.principal).view()
        let desk = OrganizerDesk(view: view, signedIn: signedIn, limits: visit.site.configuration.limits)
        return try page(
            visit, "organize", "Organize", desk.context(selected: visit.query["talk"].flatMap { TalkKey($0) }))
    }

    static func signIn(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw FormBody.forged }
        let form = try await FormBody.read(visit)
        let text = (form["token"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard let token = AccessTokens(visit.site.keeper.folder).verify(text) else {
            try visit.site.rates.countWrongToken(from: visit.origin.address)
            return try signInPage(
                visit, error: "This token is not valid. It may be mistyped, or it was revoked.")
        }
        var content = Content.redirect(to: SiteAddress.organize.path, permanent: false)
        content.fields[.setCookie] = await Authorization.signIn(token, visit)
        return content
    }

    static func signOut(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw FormBody.forged }
        _ = try await FormBody.read(visit)
        var content = Content.redirect(to: SiteAddress.organize.path, permanent: false)
        content.fields[.setCookie] = await Authorization.signOutOrganizer(visit)
        return content
    }

    /// The upload form's answer: what readers will find, or why nothing was changed.
    static func upload(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw FormBody.forged }
        guard let signedIn = Authorization.organizer(visit) else {
            return try signInPage(visit, error: "You are not signed in any more. Sign in and send the file again.")
        }
        do {
            try visit.site.rates.countUpload(from: visit.origin.address)
            let form = try await UploadForm.receive(visit, signedIn: signedIn)
            let receipt = try await ArchiveDesk(keeper: visit.site.keeper, principal: signedIn.principal).accept(
                form.deck, for: form.talk, note: form.note)
            // The page shows the archive as it is now, with the new deck.
            let after = Visit(
                site: visit.site, snapshot: visit.site.snapshots.take(), request: visit.request,
                context: visit.context)
            return try resultPage(after, ["accepted": accepted(receipt, visit: after), "refused": false])
        } catch {
            let error = SiteError(upload: error)
            guard error.status.kind == .clientError else { throw error }
            var content = try resultPage(
                visit,
                ["accepted": false, "refused": ["refusedTitle": error.title, "refusedText": error.detail]],
                status: error.status)
            content.fields.append(contentsOf: error.fields)
            return content
        }
    }

    /// A page of the desk.
    static func page(
        _ visit: Visit, _ template: String, _ title: String, _ context: PageContext,
        status: HTTPResponse.Status = .ok
    ) throws -> Content {
        var content = try visit.page(
            template, PageFrame(title: title, isIndexed: false, usesOrganizerScript: true), context, status: status,
            caching: .never)
        content.security = .desk
        return content
    }

    /// The way in.
    static func signInPage(_ visit: Visit, error: String?) throws -> Content {
        try page(
            visit, "organize-signin", "For organizers",
            ["signInAction": "/organize/sign-in", "signInError": orFalse(error), "csrfToken": ""],
            status: error == nil ? .ok : .unauthorized)
    }

    private static func resultPage(
        _ visit: Visit, _ context: PageContext, status: HTTPResponse.Status = .ok
    ) throws -> Content {
        try page(visit, "organize-result", "Upload", context, status: status)
    }

    private static func accepted(_ receipt: UploadReceipt, visit: Visit) -> PageContext {
        let slides = receipt.content.slides
        let preview = SlideGroup.groups(of: slides).prefix(6).map { group -> PageContext in
            let slide = slides[group.last - 1]
            return [
                "number": group.label, "href": SiteAddress.slide(receipt.talk.key, group.last).path,
                "picture": TalkCard.picture(receipt.deck.hash, page: group.last, slide: slide, size: .small),
            ]
        }
        let isVisible = visit.snapshot.archive.talk(receipt.talk.key) != nil
        let report = receipt.report(in: visit.snapshot)
        return [
            "talkTitle": receipt.talk.title, "talkHref": SiteAddress.talk(receipt.talk.key).path,
            "extentText": report.extent, "sizeText": HumanText.size(receipt.deck.byteCount),
            "replacedText": orFalse(replacedText(receipt)), "isVisible": isVisible,
            "hasWarnings": !report.warnings.isEmpty, "warnings": report.warnings.map { ["text": $0] },
            "hasRemarks": !report.remarks.isEmpty, "remarks": report.remarks.map { ["text": $0] },
            "hasWords": !report.bestWords.isEmpty,
            "words": report.bestWords.map { word -> PageContext in
                ["text": word, "href": SiteAddress.search(SearchAddress(query: word)).path]
            },
            "hasPreview": isVisible && !preview.isEmpty, "preview": preview,
        ]
    }

    private static func replacedText(_ receipt: UploadReceipt) -> String? {
        switch receipt.outcome {
        case .unchanged: "These are the slides that were shown already; nothing changed."
        case .added, .restored:
            receipt.former.map { "The slides of \(HumanText.date($0.added)) stay as an earlier version." }
        }
    }
}
