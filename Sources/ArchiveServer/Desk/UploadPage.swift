internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import TalkArchive

/// Slides for one talk, sent by a form.
enum UploadPage {
    /// The upload form's answer: what readers will find, or why nothing was changed.
    static func upload(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw FormBody.forged }
        guard let signedIn = Authorization.organizer(visit) else {
            return try OrganizerPages.signInPage(
                visit, error: "You are not signed in any more. Sign in and send the file again.")
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

    private static func resultPage(
        _ visit: Visit, _ context: PageContext, status: HTTPResponse.Status = .ok
    ) throws -> Content {
        try OrganizerPages.page(visit, "organize-result", "Upload", context, status: status)
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
