internal import Foundation
internal import TalkArchive

extension MirrorRun {
    /// What is to be done about one file.
    enum Decision {
        /// It is what the source has.
        case keep
        case take
    }

    /// Compares a file of the copy with what the source has.
    /// - Throws: `MirrorProblem` when someone else wrote it, and it is not to be overwritten.
    func decide(_ file: ArchiveFile, remote: ContentHash) throws -> Decision {
        let entry = ledger.entry(of: file)
        let known = entry?.record.flatMap { ArchiveCopy.Record($0) }
        guard let found = try copy.record(of: file, knowing: known) else {
            ledger.forget(file)
            return .take
        }
        let hash = found.hash.description
        if found.hash == remote || entry?.local == hash && entry?.remote == remote.description {
            if entry?.record != found.description { ledger.note(file, remote: remote, found) }
            return .keep
        }
        if options.overwrites || entry?.local == hash || entry?.earlier == hash { return .take }
        throw MirrorProblem(
            file: file.path,
            reason: entry == nil
                ? "A file of that name is here already and was not copied. Move it away, or run with --overwrite."
                : "It was changed here and is left so. Run with --overwrite to have the source's again.")
    }

    /// Copies a metadata file that stands alone.
    /// - Parameter rewritten: the text that this Rockpool writes for it, which for a source of the same version is the
    ///   same.
    func takeText(
        _ file: ArchiveFile, _ listed: ListedFile, rewritten: @Sendable (String) throws -> String
    ) async throws {
        guard try decide(file, remote: listed.hash) == .take else { return }
        if options.isDryRun { return reportFetched(file.path, byteCount: 0) }
        let text = try await text(of: file, listed)
        let bytes = Data(try rewritten(text).utf8)
        try place([(file, listed.hash, .bytes(bytes), ContentHash(of: bytes))])
    }

    /// The text that the source has, with the hash that its feed names.
    func text(of file: ArchiveFile, _ listed: ListedFile) async throws -> String {
        let reply = try await document(listed.path, limit: limits.archive.metadataBytes)
        guard case .document(let bytes, _) = reply else { throw SourceError.refused(listed.path, status: 304) }
        let hash = ContentHash(of: bytes)
        guard hash == listed.hash else { throw Self.wrongBytes(file, wanted: listed.hash, found: hash) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MirrorProblem(file: file.path, reason: "It is not UTF-8.")
        }
        reportFetched(file.path, byteCount: bytes.count)
        return text
    }

    /// Fetches a file into the work folder, unless it is there already from a run that was interrupted.
    /// - Parameter byteCount: nil when the source does not say it.
    func fetch(_ file: ArchiveFile, _ listed: ListedFile, byteCount: Int?, limit: Int) async throws -> URL {
        if let byteCount, byteCount > limit {
            throw MirrorProblem(
                file: file.path, reason: "It has \(byteCount) bytes; the limit is \(limit) (--max-deck-size).")
        }
        // Two files may have the same bytes, and a name may be too long to be part of another.
        let place = ContentHash(of: Data(file.path.utf8)).prefix
        let part = copy.workFolder.appending(
            path: "\(listed.hash)-\(place)\(ArchiveCopy.unfinishedEnding)", directoryHint: .notDirectory)
        if (try? copy.fingerprint(of: part).hash) != listed.hash {
            try await counting {
                try await self.source.download(
                    listed.path, entityTag: "\"\(listed.hash)\"", into: part, limit: byteCount ?? limit)
            }
        }
        let found = try copy.fingerprint(of: part)
        guard found.hash == listed.hash else {
            // Going on from wrong bytes would never end well.
            try? FileManager.default.removeItem(at: part)
            throw Self.wrongBytes(file, wanted: listed.hash, found: found.hash)
        }
        reportFetched(file.path, byteCount: found.byteCount)
        return part
    }

    /// A file that is to be put in its place.
    typealias NewFile = (file: ArchiveFile, remote: ContentHash, source: ArchiveCopy.Source, local: ContentHash)

    /// Puts files in their places, the one that names the others last.
    func place(_ files: [NewFile]) throws {
        if files.isEmpty { return }
        try ledger.announce(files.map { ($0.file, $0.remote, $0.local) })
        try copy.change(placing: files.map { ($0.file, $0.source) })
        for new in files {
            if let record = try copy.record(of: new.file) { ledger.note(new.file, remote: new.remote, record) }
        }
    }

    private static func wrongBytes(_ file: ArchiveFile, wanted: ContentHash, found: ContentHash) -> MirrorProblem {
        MirrorProblem(
            file: file.path,
            reason: "The source's feed names the SHA-256 \(wanted), and what came has \(found). It is not taken."
                + " Run it again; if it stays so, tell the source's organizers.")
    }
}
