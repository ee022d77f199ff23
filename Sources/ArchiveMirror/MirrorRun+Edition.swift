internal import Foundation
internal import TalkArchive

extension MirrorRun {
    /// Makes an edition like its source: its pictures and file, its talks, and without what is gone there.
    func take(_ task: Task) async throws {
        let feed = task.feed
        let file = ArchiveFile.edition(feed.id)
        var kept: Set<ArchiveFile> = [file]
        var isWhole = try await attempt(file) {
            kept.formUnion(try await self.takeEdition(feed))
        }
        if !isWhole { kept.formUnion(ledger.files(of: feed.id).filter { $0.talk == nil }) }
        let talks = try await takeTalks(feed)
        isWhole = isWhole && talks.isWhole
        kept.formUnion(talks.files)
        let gone = ledger.files(of: feed.id).filter { !kept.contains($0) }
        if try remove(gone) == false { isWhole = false }
        ledger.setEntityTag(isWhole ? task.entityTag : nil, of: SiteAddress.feed(.edition(feed.id)).path)
    }

    /// - Returns: the pictures that belong to it.
    private func takeEdition(_ feed: EditionFeed) async throws -> [ArchiveFile] {
        let file = ArchiveFile.edition(feed.id)
        let isKept = try decide(file, remote: feed.edition.hash) == .keep
        if !isKept, options.isDryRun { reportFetched(file.path, byteCount: 0) }
        if options.isDryRun {
            return try feed.pictures.compactMap { name, listed in
                guard let picture = ArchiveFile.picture(name, of: feed.id) else { return nil }
                if try decide(picture, remote: listed.hash) == .take { reportFetched(picture.path, byteCount: 0) }
                return picture
            }
        }
        let text = isKept ? try copy.text(of: file) ?? "" : try await text(of: file, feed.edition)
        let edition = try SourceDocument.edition(text, id: feed.id, limits: limits.archive)
        let pictures = edition.gallery?.pictures ?? []
        guard pictures.count <= limits.filesInFolder else {
            throw MirrorProblem(
                file: file.path, reason: "It has \(pictures.count) pictures; the limit is \(limits.filesInFolder).")
        }
        var new: [NewFile] = []
        var files: [ArchiveFile] = []
        for picture in pictures {
            guard let target = ArchiveFile.picture(picture.file, of: feed.id) else { continue }
            guard let listed = feed.pictures[picture.file] else {
                throw MirrorProblem(file: target.path, reason: "The source's feed does not lead to this picture.")
            }
            files.append(target)
            guard try decide(target, remote: listed.hash) == .take else { continue }
            let part = try await fetch(target, listed, byteCount: nil, limit: limits.pictureBytes)
            new.append((target, listed.hash, .file(part), listed.hash))
        }
        if !isKept || !new.isEmpty {
            let bytes = Data(SourceDocument.text(of: edition).utf8)
            new.append((file, feed.edition.hash, .bytes(bytes), ContentHash(of: bytes)))
        }
        try place(new)
        return files
    }

    /// Copies the talks, several at a time.
    /// - Returns: what belongs to them, and whether all are as the source has them.
    private func takeTalks(_ feed: EditionFeed) async throws -> (files: Set<ArchiveFile>, isWhole: Bool) {
        let keys = feed.talks.keys.sorted()
        var next = keys.makeIterator()
        var files: Set<ArchiveFile> = []
        var isWhole = true
        try await withThrowingTaskGroup(of: [ArchiveFile]?.self) { group in
            func start(_ key: TalkKey) {
                guard let listed = feed.talks[key] else { return }
                group.addTask { try await self.takeTalk(key, listed) }
            }
            for _ in 0..<max(1, limits.connections) {
                if let key = next.next() { start(key) }
            }
            while let found = try await group.next() {
                files.formUnion(found ?? [])
                if found == nil { isWhole = false }
                if let key = next.next() { start(key) }
            }
        }
        if !isWhole {
            // A talk that could not be taken stays as it was.
            files.formUnion(
                ledger.files(of: feed.id).filter { file in file.talk.map(feed.talks.keys.contains) ?? false })
        }
        return (files, isWhole)
    }

    /// - Returns: the talk's files; nil when it could not be taken.
    private func takeTalk(_ key: TalkKey, _ listed: ListedFile) async throws -> [ArchiveFile]? {
        var files: [ArchiveFile] = []
        let isTaken = try await attempt(.talk(key)) {
            files = try await self.talk(key, listed)
        }
        reportFinished(key)
        return isTaken ? files : nil
    }

    private func talk(_ key: TalkKey, _ listed: ListedFile) async throws -> [ArchiveFile] {
        let file = ArchiveFile.talk(key)
        let isKept = try decide(file, remote: listed.hash) == .keep
        let text = isKept ? try copy.text(of: file) ?? "" : try await text(of: file, listed)
        let talk = try SourceDocument.talk(text, key: key, edition: nil, limits: limits.archive)
        guard talk.decks.count <= limits.filesInFolder else {
            throw MirrorProblem(
                file: file.path, reason: "It has \(talk.decks.count) decks; the limit is \(limits.filesInFolder).")
        }
        var new: [NewFile] = []
        var files = [file]
        for deck in talk.decks {
            guard let target = ArchiveFile.deck(deck.file, of: key) else { continue }
            files.append(target)
            guard try decide(target, remote: deck.hash) == .take else { continue }
            if options.isDryRun {
                reportFetched(target.path, byteCount: deck.byteCount)
                continue
            }
            let place = ListedFile(path: SiteAddress.file(deck.hash).path, hash: deck.hash)
            let part = try await fetch(target, place, byteCount: deck.byteCount, limit: limits.archive.deckBytes)
            new.append((target, deck.hash, .file(part), deck.hash))
        }
        if !isKept, !options.isDryRun {
            let bytes = Data(SourceDocument.text(of: talk).utf8)
            new.append((file, listed.hash, .bytes(bytes), ContentHash(of: bytes)))
        }
        try place(new)
        return files
    }
}

extension MirrorRun {
    /// Removes what the source has no more, as far as earlier runs wrote it and nobody changed it.
    /// - Returns: false when something had to stay.
    func remove(_ files: [ArchiveFile]) throws -> Bool {
        var isDone = true
        var gone: [ArchiveFile] = []
        for file in files {
            let entry = ledger.entry(of: file)
            let found = try? copy.record(of: file, knowing: entry?.record.flatMap { ArchiveCopy.Record($0) })
            guard let hash = found?.hash.description else {
                ledger.forget(file)
                continue
            }
            if options.overwrites || hash == entry?.local || hash == entry?.earlier {
                gone.append(file)
            } else {
                report(
                    MirrorProblem(
                        file: file.path,
                        reason: "The source has it no more, but it was changed here and is left."
                            + " Delete it, or run with --overwrite."))
                isDone = false
            }
        }
        // A talk's text names its decks, so it goes before them.
        gone.sort { ($0.path.hasSuffix(".pdf") ? 1 : 0, $0) < ($1.path.hasSuffix(".pdf") ? 1 : 0, $1) }
        if gone.isEmpty { return isDone }
        if !options.isDryRun {
            do {
                try copy.change(placing: [], removing: gone)
            } catch {
                throw MirrorError.storage(error.description)
            }
        }
        for file in gone {
            if !options.isDryRun { ledger.forget(file) }
            reportRemoved(file)
        }
        return isDone
    }

    /// Removes editions that the source has no more.
    func removeEditions(but editions: [EditionID]) throws {
        let gone = ledger.files().filter { file in file.edition.map { !editions.contains($0) } ?? false }
        for id in Set(gone.compactMap(\.edition)) {
            ledger.setEntityTag(nil, of: SiteAddress.feed(.edition(id)).path)
        }
        _ = try remove(gone)
    }
}
