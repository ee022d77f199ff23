internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// What speakers send: slides, texts, and taking back what waits.
enum SpeakerForms {
    static func slides(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw SpeakerPages.forged }
        guard let signedIn = Authorization.speaker(visit) else { return try SpeakerPages.ended(visit) }
        return try await answered(visit, signedIn) { desk in
            // Before a byte is taken.
            try await desk.requireOpen()
            try visit.site.rates.countUpload(from: visit.origin.address)
            let form = try await UploadForm.receive(visit, signedIn: signedIn)
            return try await desk.handIn(form.deck, note: form.note, nil)
        }
    }

    /// Title, abstract and links: kept, or with the button `preview` shown as they will look.
    static func texts(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw SpeakerPages.forged }
        guard Authorization.speaker(visit) != nil else { return try SpeakerPages.ended(visit) }
        let (signedIn, form) = try await FormBody.speaker(visit)
        let texts = try Self.texts(of: form)
        if form["preview"] != nil {
            return try await SpeakerDesk(visit, signedIn).page(SpeakerDesk.Answer(texts: texts, isPreview: true))
        }
        return try await answered(visit, signedIn, texts: texts) { desk in try await desk.handIn(nil, texts) }
    }

    static func withdraw(_ visit: Visit) async throws -> Content {
        guard Authorization.isOwnForm(visit) else { throw SpeakerPages.forged }
        guard Authorization.speaker(visit) != nil else { return try SpeakerPages.ended(visit) }
        let (signedIn, _) = try await FormBody.speaker(visit)
        return try await answered(visit, signedIn) { desk in
            try await desk.withdrawProposal()
            return nil
        }
    }

    /// Does it, and leads to the page; says on the page itself why nothing was changed.
    private static func answered(
        _ visit: Visit, _ signedIn: Authorization.SignedIn, texts: ProposedTexts? = nil,
        _ body: (ArchiveDesk) async throws -> HandInOutcome?
    ) async throws -> Content {
        do {
            let outcome = try await body(ArchiveDesk(keeper: visit.site.keeper, principal: signedIn.principal))
            let done: SpeakerDesk.Done =
                switch outcome {
                case .shown?: .shown
                case .waiting?: .waiting
                case .nothing?: .nothing
                case nil: .withdrawn
                }
            return .redirect(to: "\(HandInAddress.talk.path)?done=\(done.rawValue)", permanent: false)
        } catch HandInError.linkEnded {
            return try SpeakerPages.ended(visit)
        } catch {
            let told = SiteError(handIn: error)
            guard told.status.kind == .clientError else { throw told }
            var answer = SpeakerDesk.Answer(texts: texts, error: told)
            let edit: ArchiveEditError? =
                switch error {
                case ProposalError.edit(let edit): edit
                case let edit as ArchiveEditError: edit
                default: nil
                }
            if case .invalid(let problems)? = edit { answer.problems = problems }
            if case .conflict? = edit { answer.isConflict = true }
            var content = try await SpeakerDesk(visit, signedIn).page(answer)
            content.fields.append(contentsOf: told.fields)
            return content
        }
    }

    /// The rows of links that are not empty belong together by their order.
    private static func texts(of form: URLEncodedForm) throws -> ProposedTexts {
        guard let seen = ContentHash(form["seen"] ?? "") else {
            throw SiteError.badRequest("The form is not complete. Open its page again and send it from there.")
        }
        let (titles, urls, kinds) = (form.values("link_title"), form.values("link_url"), form.values("link_kind"))
        var links: [ProposedLink] = []
        for (index, title) in titles.enumerated() where index < urls.count {
            let row = [title, urls[index]].map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            if row.allSatisfy(\.isEmpty) { continue }
            let kind = index < kinds.count ? kinds[index] : Link.Kind.website.rawValue
            links.append(ProposedLink(title: row[0], url: row[1], kind: kind))
        }
        return ProposedTexts(
            title: form["title"] ?? "", body: (form["body"] ?? "").replacing("\r\n", with: "\n"), links: links,
            seen: seen)
    }
}
