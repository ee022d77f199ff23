internal import Foundation

/// What is known from the reading before: texts that need not be parsed again, and what was good before it was broken.
extension ArchiveLoader {
    /// What a `talk.md` says; when an edit broke it, what it said before.
    mutating func draft(
        of key: TalkKey, edition: Edition?, listing: FolderListing, report: inout FileReport
    ) -> TalkDraft? {
        let path = "\(key)/talk.md"
        let stamp = stamp(of: path, in: listing)
        let context = edition.map { TalkContext($0) }
        if isBeingWritten(path, stamp) {
            reportInWork(&report)
            return kept(key, path: path, listing: listing)
        }
        if let text = memory.known.texts[path], text.stamp == stamp, text.context == context {
            known.texts[path] = text
            known.talks[key] = memory.known.talks[key]
            report.add(text.diagnostics)
            if text.draft == nil, let talk = known.talks[key] { reportKept(talk, &report) }
            return text.draft ?? known.talks[key]?.draft
        }
        let text = text(of: path, in: listing, report: &report)
        let draft = text.flatMap {
            TalkReader.read($0, key: key, edition: edition, limits: folder.limits, report: &report)
        }
        if let stamp, stamp.age > memory.hashes.settlingTime {
            known.texts[path] = ArchiveMemory.TalkText(
                stamp: stamp, context: context, draft: draft, diagnostics: report.diagnostics)
        }
        guard inWork != nil else { return draft }
        if let draft, let text {
            known.talks[key] = ArchiveMemory.GoodTalk(draft: draft, frontMatter: FrontMatter(text)?.yaml ?? "")
            return draft
        }
        let before = kept(key, path: path, listing: listing)
        if let talk = known.talks[key] { reportKept(talk, &report) }
        return before
    }

    /// A talk as it was before its file was broken, hidden if that may have been meant.
    private mutating func kept(_ key: TalkKey, path: String, listing: FolderListing) -> TalkDraft? {
        guard var talk = memory.known.talks[key] else { return nil }
        // What cannot be read at all cannot be judged.
        let bytes = try? DurableFile.read(listing.absolute(path), limit: folder.limits.metadataBytes)
        let text = bytes.map { String(decoding: $0, as: UTF8.self) }
        let good = HidingHints.lines(of: talk.frontMatter).union(HidingHints.lines(of: talk.draft.talk.text))
        if text.map({ HidingHints.isMeantToHide($0, unlike: good) }) ?? true { talk.draft.talk.visibility = .hidden }
        known.talks[key] = talk
        return talk.draft
    }

    /// An edition as it was before its file was broken, without talks.
    mutating func keptEdition(_ id: EditionID, report: inout FileReport) -> Edition? {
        guard let edition = memory.known.editions[id] else { return nil }
        report.warning("kept", "The last edit cannot be used: the edition is shown as before.", Self.howToMend)
        return edition
    }

    /// The settings as they were before their file was broken.
    mutating func keptSettings() -> SettingsReader.Result? {
        guard let settings = memory.known.settings else { return nil }
        var report = FileReport(file: "archive.yaml")
        report.warning("kept", "The last edit cannot be used: the archive is shown as before.", Self.howToMend)
        keep(report)
        return settings
    }

    private static let howToMend = "Mend the file; no restart is needed."

    private func reportKept(_ talk: ArchiveMemory.GoodTalk, _ report: inout FileReport) {
        if talk.draft.talk.visibility == .hidden {
            report.warning(
                "kept", "Only organizers see the talk until this is mended: the edit may have been meant to hide it.",
                Self.howToMend)
        } else {
            report.warning("kept", "The last edit cannot be used: the talk is shown as before.", Self.howToMend)
        }
    }

    func reportInWork(_ report: inout FileReport) {
        report.warning("in-work", "Somebody is writing this file.", "It is read when it has been written to its end.")
    }
}

/// Files that are not all there yet.
extension ArchiveLoader {
    /// How a file looks; nil when that cannot be told.
    func stamp(of relative: String, in listing: FolderListing) -> FileStamp? {
        guard let status = try? FileStatus.of(listing.absolute(relative), followingLinks: true) else { return nil }
        return FileStamp(status)
    }

    /// Somebody writes to a file, and has not stopped writing for so long that it is read nevertheless.
    mutating func isBeingWritten(_ relative: String, _ stamp: FileStamp?) -> Bool {
        guard let inWork, inWork.paths.contains(relative), let stamp else { return false }
        let age = age(of: relative, stamp)
        guard age < memory.arrival.limit else { return false }
        wait(for: relative, stamp, memory.arrival.limit - age)
        return true
    }

    /// A PDF is not all there, as far as can be seen.
    mutating func isArriving(_ relative: String, _ declared: DeclaredDeck?, in listing: FolderListing) -> Bool {
        guard let inWork, let stamp = stamp(of: relative, in: listing), memory.known.decks[relative]?.stamp != stamp,
            memory.hashes.known(relative, stamp) == nil
        else { return false }
        let path = listing.absolute(relative)
        if let declared, let hash = declared.hash, declared.byteCount ?? stamp.byteCount == stamp.byteCount,
            let found = try? memory.hashes.fingerprint(of: path, named: relative), found.fingerprint.hash == hash
        {
            return false
        }
        let verdict = memory.arrival.verdict(
            age: age(of: relative, stamp), hasEndMark: (try? DeckArrival.hasEndMark(path)) ?? false,
            isOpen: inWork.areTold ? inWork.paths.contains(relative) : nil)
        guard case .wait(let time) = verdict else { return false }
        wait(for: relative, stamp, time)
        return true
    }

    private mutating func wait(for relative: String, _ stamp: FileStamp, _ time: Duration) {
        known.waiting[relative] =
            memory.known.waiting[relative].flatMap { $0.stamp == stamp ? $0 : nil }
            ?? ArchiveMemory.Waiting(stamp: stamp, since: .now)
        readAgainAfter = Swift.min(readAgainAfter ?? time, time)
    }

    /// How long a file has not changed: by the file system's clock, or, since that may be another machine's and wrong,
    /// by how long it has been seen so.
    private func age(of relative: String, _ stamp: FileStamp) -> Duration {
        guard let waiting = memory.known.waiting[relative], waiting.stamp == stamp else { return stamp.age }
        return Swift.max(stamp.age, waiting.since.duration(to: .now))
    }
}
