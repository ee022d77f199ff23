internal import HTTPTypes
internal import TalkArchive

/// What a page says of the action that led to it. The address has a word of this list and no text.
struct DeskNotice {
    let kind: Kind

    enum Kind: String, CaseIterable {
        case begun, created, saved, unchanged, ordered, hidden, shown, embargoed, withdrawn, restored, dropped
    }

    /// Nil for a word that is not on the list.
    init?(_ word: String) {
        guard let kind = Kind(rawValue: word) else { return nil }
        self.kind = kind
    }

    var context: PageContext { ["noticeKind": "ok", "noticeText": text] }

    private var text: String {
        switch kind {
        case .begun: "The archive is made. Its first edition comes next."
        case .created: "It is made, and on the site unless you hid it."
        case .saved: "Saved. The site shows it now."
        case .unchanged: "Nothing was different, so nothing was changed."
        case .ordered: "The programme has the new order."
        case .hidden: "The talk is hidden now. Only organizers see it."
        case .shown: "Everyone can see the talk now."
        case .embargoed: "The talk is kept back until the moment you set."
        case .withdrawn: "The talk is withdrawn. Its page says so, and nothing else of it is shown."
        case .restored: "This version is current again."
        case .dropped: "The files are removed. No talk was changed."
        }
    }
}

extension SiteError {
    /// Why a change of the archive's texts was not made, where no form can show it.
    init(edit error: ArchiveEditError) {
        switch error {
        case .conflict:
            self.init(
                status: .conflict, title: "Somebody changed this at the same moment", detail: error.description)
        case .invalid:
            self.init(status: .unprocessableContent, title: "That cannot be saved", detail: error.description)
        case .exists: self.init(status: .conflict, title: "That name is taken", detail: error.description)
        case .unknown: self.init(status: .notFound, title: "Not found", detail: error.description)
        case .cannotEdit:
            self.init(status: .conflict, title: "The file cannot be changed here", detail: error.description)
        case .storage(let error): self.init(upload: error)
        }
    }
}
