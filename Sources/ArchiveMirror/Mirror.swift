internal import Foundation
internal import Synchronization
public import TalkArchive

/// Makes and renews a copy of another Rockpool's public archive, through its feeds alone.
///
/// The main feed leads to `archive.yaml` and to a feed for each edition; that leads to the edition's file, its pictures
/// and the file of each talk, each with its SHA-256; a talk's file lists all its decks with theirs. So a second run asks
/// for the feeds alone, with the entity tags it knows, and fetches what has another hash. The editions' feeds are asked
/// for each time: a corrected text that is no news moves no `updated`, and an old talk is not in the main feed any more.
///
/// What the source says is trusted in nothing: names are those that an archive can have, sizes are bounded, bytes are
/// taken only with the right hash, and each file comes whole to its place, a talk's text last.
public struct Mirror: Sendable {
    let source: any MirrorSource
    let copy: ArchiveCopy
    let limits: MirrorLimits
    let options: Options

    /// What is asked for beyond the ordinary.
    public struct Options: Sendable, Hashable {
        /// Only tell what would be done.
        public var isDryRun = false
        /// Files that were changed in the copy get the source's bytes again.
        public var overwrites = false

        public init() {}
    }

    /// - Parameter folder: new, empty, or a copy of the same archive.
    public init(
        of source: any MirrorSource, in folder: ArchiveFolder, limits: MirrorLimits = MirrorLimits(),
        options: Options = Options()
    ) {
        self.source = source
        copy = ArchiveCopy(folder)
        self.limits = limits
        self.options = options
    }

    /// Makes the copy like its source. When its task is cancelled it stops, and keeps what it has.
    /// - Parameters:
    ///   - address: the source's, for the notes in the copy.
    ///   - tell: called as things happen, from any thread.
    /// - Throws: when there is no archive or the folder cannot be used. What only concerns one file is in the summary.
    public func run(
        from address: String, telling tell: @escaping @Sendable (MirrorEvent) -> Void = { _ in }
    ) async throws(MirrorError) -> MirrorSummary {
        let file = MirrorStateFile(in: copy.workFolder)
        let state = file.read()
        guard state != nil || copy.names().isEmpty else { throw .notACopy(copy.folder.root.path) }
        var lock: ArchiveCopy.Lock?
        if !options.isDryRun {
            do {
                try copy.prepare()
                lock = try copy.lock()
            } catch {
                throw error == .busy ? .busy : .storage(error.description)
            }
        }
        defer { extendLifetime(lock) }
        let ledger = MirrorLedger(state, file: options.isDryRun ? nil : file)
        let run = MirrorRun(self, address: address, ledger: ledger, tell: tell)
        do {
            try await run.everything()
        } catch let error as MirrorError {
            try? ledger.save()
            throw error
        } catch is CancellationError {
            run.stop()
        } catch {
            throw .storage("\(error)")
        }
        do { try ledger.save() } catch { throw .storage("The notes of the copy cannot be written: \(error)") }
        let summary = run.summary()
        // What a problem left may be gone on with.
        if summary.isComplete, summary.problems.isEmpty, !options.isDryRun { copy.removeUnfinished() }
        return summary
    }
}
