internal import Foundation

extension ArchiveLoader {
    /// The decks that a talk really has, and what differs from what its file says.
    mutating func decks(
        of draft: TalkDraft, names: [FolderEntry], listing: FolderListing, report: inout FileReport
    ) -> [Deck] {
        let files = names.filter { $0.kind == .file && DeckFileName.isValid($0.name) }.map(\.name)
        let declared =
            draft.decks ?? defaultDeck(of: draft.talk.key, files, in: listing, report: &report).map { [$0] } ?? []
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

    /// The deck of a talk that lists none: `slides.pdf`, or the only PDF. One that is still being copied is none yet.
    private mutating func defaultDeck(
        of key: TalkKey, _ all: [String], in listing: FolderListing, report: inout FileReport
    ) -> DeclaredDeck? {
        var files = all
        if all.count > 1 {
            files.removeAll {
                memory.known.decks["\(key)/\($0)"] == nil && isArriving("\(key)/\($0)", nil, in: listing)
            }
        }
        if files.contains("slides.pdf") { return DeclaredDeck(file: "slides.pdf", line: 1) }
        let candidates = files.filter { !DeckFileName.isUpload($0) }
        if candidates.count > 1 {
            report.error(
                "deck-ambiguous", "There are \(candidates.count) PDFs, and nothing says which one is shown.",
                "Name one slides.pdf, or list them under 'decks:' with the current one first.")
            let before = memory.known.talks[key]?.deckFile.flatMap { candidates.contains($0) ? $0 : nil }
            guard let before else { return nil }
            report.warning("kept", "'\(before)' is shown, as before.", "Say which one is meant; no restart is needed.")
            return DeclaredDeck(file: before, line: 1)
        }
        return candidates.count == 1 ? DeclaredDeck(file: candidates[0], line: 1) : nil
    }

    private mutating func deck(
        _ declared: DeclaredDeck, of talk: Talk, files: [String], listing: FolderListing, report: inout FileReport
    ) -> Deck? {
        guard files.contains(declared.file) else {
            report.error(
                "deck-missing", line: declared.line, "There is no file '\(declared.file)' beside talk.md.",
                "Put it there, or remove the entry; until then the next deck of the list is shown.")
            return nil
        }
        let path = "\(talk.key)/\(declared.file)"
        let found: DeckBytes?
        if let before = memory.known.decks[path], before.stamp == stamp(of: path, in: listing),
            let fingerprint = memory.hashes.known(path, before.stamp), fingerprint.hash == before.hash
        {
            // Of thousands of decks hardly one changes, so this has to cost no more than one look at the file.
            compare(declared, with: fingerprint, report: &report)
            found = before
        } else if isArriving(path, declared, in: listing) {
            reportArriving(declared, isKept: memory.known.decks[path] != nil, report: &report)
            found = memory.known.decks[path]
        } else {
            found = bytes(of: declared, at: path, listing: listing, report: &report)
        }
        guard let found else { return nil }
        known.decks[path] = found
        return Deck(
            file: declared.file, hash: found.hash, byteCount: found.byteCount,
            added: declared.added ?? talk.published, origin: declared.origin ?? .upload, note: declared.note ?? "")
    }

    /// The bytes that a file has; those before when it is no PDF now, or changes while it is read; nil when there were
    /// none, or it cannot be read.
    ///
    /// A deck from before is shown by its slides' text and pictures, which are in the cache. Its file is gone, and
    /// nothing else is given out in its place: `DeckBytes.stamp` does not fit what lies there.
    private mutating func bytes(
        of declared: DeclaredDeck, at path: String, listing: FolderListing, report: inout FileReport
    ) -> DeckBytes? {
        let fingerprint: FileFingerprint
        let stamp: FileStamp?
        do throws(SystemFailure) {
            (fingerprint, stamp) = try memory.hashes.fingerprint(of: listing.absolute(path), named: path)
        } catch {
            note(error)
            report.error(
                "unreadable", line: declared.line, "'\(declared.file)' cannot be read (\(error.reason)).",
                "Check its rights.")
            return nil
        }
        guard let stamp = stamp ?? (inWork == nil ? self.stamp(of: path, in: listing) : nil) else {
            readAgainAfter = Swift.min(readAgainAfter ?? memory.arrival.quiet, memory.arrival.quiet)
            reportArriving(declared, isKept: memory.known.decks[path] != nil, report: &report)
            return memory.known.decks[path]
        }
        guard fingerprint.isPDF else {
            report.error(
                "deck-not-pdf", line: declared.line, "'\(declared.file)' is no PDF, whatever its name says.",
                "Export the slides as PDF again.")
            guard let before = memory.known.decks[path] else { return nil }
            report.warning("kept", "The slides before it are shown, without their file.", "Put a PDF in its place.")
            return before
        }
        compare(declared, with: fingerprint, report: &report)
        return DeckBytes(hash: fingerprint.hash, stamp: stamp, byteCount: fingerprint.byteCount)
    }

    private func reportArriving(_ declared: DeclaredDeck, isKept: Bool, report: inout FileReport) {
        let shown = isKept ? " The slides before it are shown, without their file." : ""
        report.warning(
            "deck-arriving", line: declared.line, "'\(declared.file)' is not complete yet.\(shown)",
            "It is taken when it is, or when nothing was written for \(memory.arrival.limit.components.seconds) s.")
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
