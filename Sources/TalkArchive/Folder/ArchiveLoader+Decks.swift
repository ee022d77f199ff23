internal import Foundation

extension ArchiveLoader {
    /// The decks that a talk really has, and what differs from what its file says.
    mutating func decks(
        of draft: TalkDraft, names: [FolderEntry], listing: FolderListing, report: inout FileReport
    ) -> [Deck] {
        let files = names.filter { $0.kind == .file && DeckFileName.isValid($0.name) }.map(\.name)
        let declared = draft.decks ?? defaultDeck(files, report: &report).map { [$0] } ?? []
        var decks: [Deck] = []
        for entry in declared {
            guard let deck = deck(entry, of: draft.talk, files: files, listing: listing, report: &report) else {
                continue
            }
            if let same = decks.first(where: { $0.hash == deck.hash }) {
                report.warning(
                    "deck-duplicate", line: entry.line, "'\(deck.file)' has the same bytes as '\(same.file)'.",
                    "Keep one of the two.")
            } else {
                decks.append(deck)
            }
        }
        let listed = Set(declared.map(\.file))
        for file in files where !listed.contains(file) {
            // Without a list there is nothing wrong with a PDF that lost against slides.pdf but its silence.
            report.warning(
                "deck-unlisted", "'\(file)' lies in the folder and is not listed, so it is not served.",
                "Add '- file: \(file)' under 'decks:' (the first is the current one), or remove the file.")
        }
        return decks
    }

    /// The deck of a talk that lists none: `slides.pdf`, or the only PDF.
    private func defaultDeck(_ files: [String], report: inout FileReport) -> DeclaredDeck? {
        if files.contains("slides.pdf") { return DeclaredDeck(file: "slides.pdf", line: 1) }
        let candidates = files.filter { !DeckFileName.isUpload($0) }
        if candidates.count > 1 {
            report.error(
                "deck-ambiguous", "There are \(candidates.count) PDFs, and nothing says which one is shown.",
                "Name one slides.pdf, or list them under 'decks:' with the current one first.")
        }
        return candidates.count == 1 ? DeclaredDeck(file: candidates[0], line: 1) : nil
    }

    private mutating func deck(
        _ declared: DeclaredDeck, of talk: Talk, files: [String], listing: FolderListing, report: inout FileReport
    ) -> Deck? {
        let path = "\(talk.key)/\(declared.file)"
        guard files.contains(declared.file) else {
            report.error(
                "deck-missing", line: declared.line, "There is no file '\(declared.file)' beside talk.md.",
                "Put it there, or remove the entry; until then the next deck of the list is shown.")
            return nil
        }
        let fingerprint: FileFingerprint
        do throws(SystemFailure) {
            fingerprint = try hashes.fingerprint(of: listing.absolute(path), named: path)
        } catch {
            report.error(
                "unreadable", line: declared.line, "'\(declared.file)' cannot be read (\(error.reason)).",
                "Check its rights.")
            return nil
        }
        guard fingerprint.isPDF else {
            report.error(
                "deck-not-pdf", line: declared.line, "'\(declared.file)' is no PDF, whatever its name says.",
                "Export the slides as PDF again.")
            return nil
        }
        compare(declared, with: fingerprint, report: &report)
        return Deck(
            file: declared.file, hash: fingerprint.hash, byteCount: fingerprint.byteCount,
            added: declared.added ?? talk.published, origin: declared.origin ?? .upload, note: declared.note ?? "")
    }

    /// Reports what `talk.md` records and the file is not.
    private func compare(_ declared: DeclaredDeck, with found: FileFingerprint, report: inout FileReport) {
        if let line = declared.hashLine, declared.hash != found.hash {
            report.warning(
                "deck-checksum", line: line, "'\(declared.file)' is not the file whose sha256 is recorded.",
                "If the file is right, write 'sha256: \(found.hash)'; else put the recorded one back.")
        }
        if let line = declared.byteCountLine, declared.byteCount != found.byteCount {
            report.warning(
                "deck-checksum", line: line, "'\(declared.file)' is not as large as recorded.",
                "If the file is right, write 'bytes: \(found.byteCount)'; else put the recorded one back.")
        }
    }
}
