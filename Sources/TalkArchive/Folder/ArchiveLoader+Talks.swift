internal import Foundation

extension ArchiveLoader {
    /// A talk with its decks; nil when the folder is none, or its `talk.md` cannot be used.
    mutating func readTalk(
        _ name: String, in id: EditionID, edition: Edition?, listing: FolderListing
    ) -> Talk? {
        var report = FileReport(file: "\(id)/\(name)")
        defer { keep(report) }
        let names = entries(of: "\(id)/\(name)", in: listing, report: &report)
        guard names.contains(where: { $0.name == "talk.md" && $0.kind == .file }) else {
            reportMissingTalk(name, names: names, report: &report)
            return nil
        }
        guard let slug = TalkSlug(name) else {
            reportName(name, isReserved: name == "slides" || name == "feed", report: &report)
            return nil
        }
        let key = TalkKey(edition: id, slug: slug)
        var talkReport = FileReport(file: "\(key)/talk.md")
        defer { keep(talkReport) }
        guard let draft = draft(of: key, edition: edition, listing: listing, report: &talkReport) else { return nil }
        var talk = draft.talk
        talk.decks = decks(of: draft, names: names, listing: listing, report: &talkReport)
        if draft.decks == nil { known.talks[key]?.deckFile = talk.currentDeck?.file }
        return talk
    }

    private func reportMissingTalk(_ name: String, names: [FolderEntry], report: inout FileReport) {
        if let misnamed = names.first(where: {
            ["talk.md", "talk.markdown", "talk.txt"].contains($0.name.lowercased())
        }
        ) {
            report.error("misnamed-file", "The talk's file is named '\(misnamed.name)'.", "Rename it to talk.md.")
        } else if names.contains(where: { $0.kind == .file && DeckFileName.isValid($0.name) }) {
            report.warning(
                "missing-talk", "The folder holds a PDF but no talk.md, so it is not served.",
                "Write talk.md with title and speakers.")
        }
    }
}
