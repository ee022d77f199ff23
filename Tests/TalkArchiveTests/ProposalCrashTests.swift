import Foundation
import Synchronization
import Testing

@testable import TalkArchive

/// Copies of the archive's folder as a crash would have left it after each step of handing in, accepting and refusing.
@Suite("A crash while a proposal changes") struct ProposalCrashTests {
    let now = HandInBench.now

    /// Runs a change, and gives the folders as they were after each step.
    private func crashes(
        _ bench: inout HandInBench, in copies: SampleFolder, _ change: (HandInBench) throws -> Void
    ) throws -> [(step: ProposalStore.Step, archive: ArchiveFolder)] {
        let found = Mutex<[(ProposalStore.Step, URL)]>([])
        let (root, folder) = (bench.folder.url, copies.url)
        bench.store.afterStep = { step throws(SystemFailure) in
            let number = found.withLock { $0.count }
            let copy = folder.appending(path: "\(number)-\(step)", directoryHint: .isDirectory)
            do { try FileManager.default.copyItem(at: root, to: copy) } catch { Issue.record(error) }
            found.withLock { $0.append((step, copy)) }
        }
        try change(bench)
        return found.withLock { $0 }.map { ($0.0, ArchiveFolder(root: $0.1)) }
    }

    /// What is there, without what only the next change cleans up.
    private func state(_ archive: ArchiveFolder) -> [Proposal] {
        let (proposals, diagnostics) = ProposalStore(archive).list()
        #expect(diagnostics.isEmpty)
        return proposals
    }

    private func files(_ archive: ArchiveFolder) -> [String] {
        SampleFolder.contents(of: archive.root).keys.filter { $0.hasPrefix(".rockpool/") }.sorted()
    }

    @Test("leaves the old proposal or the new one, and the start removes what nobody names", arguments: [false, true])
    func handingIn(isSecond: Bool) throws {
        var bench = try HandInBench()
        let copies = try SampleFolder()
        if isSecond { try bench.handIn(deck: "two", title: "Limpets II") }
        let old = state(bench.folder.archive)
        let left = try crashes(&bench, in: copies) { try $0.handIn(deck: "three", body: "They hold.") }
        #expect(left.map(\.step) == ProposalStore.Step.allCases.filter { $0 != .textRemoved })
        let new = state(bench.folder.archive)
        let (oldFiles, newFiles) = (try #require(new.first.map { Self.names($0, old) }), files(bench.folder.archive))
        for (step, archive) in left {
            let isNew = [.textPlaced, .textFolderSynchronized].contains(step)
            #expect(state(archive) == (isNew ? new : old), "after \(step)")
            try DeckStore(archive).recover()
            #expect(state(archive) == (isNew ? new : old), "after \(step) and recovery")
            #expect(files(archive) == (isNew ? newFiles : oldFiles), "after \(step) and recovery")
            let count = try AuditLogTests.lines(archive).count
            #expect(count == 1 + (isSecond ? 1 : 0) + (isNew ? 1 : 0), "after \(step) and recovery")
        }
    }

    private static func names(_ new: Proposal, _ old: [Proposal]) -> [String] {
        let folder = ".rockpool/proposals/\(new.id)"
        let own = old.flatMap { ["\(folder)/proposal.json"] + ($0.deck.map { ["\(folder)/\($0.file)"] } ?? []) }
        return [".rockpool/.gitignore", ".rockpool/lock"] + own
    }

    @Test("of what is accepted loses nothing, and trying again applies nothing twice")
    func accepting() throws {
        var bench = try HandInBench()
        let copies = try SampleFolder()
        let proposal = try #require(try bench.handIn(deck: "two", title: "Limpets II"))
        let left = try crashes(&bench, in: copies) { bench in
            _ = try bench.store.accept(proposal.id, seen: proposal.revision, by: "Ana", at: now)
        }
        #expect(left.map(\.step).last == .textRemoved)
        let talk = try #require(bench.folder.talk("2024/limpets"))
        for (step, archive) in left {
            try DeckStore(archive).recover()
            if let rest = state(archive).first {
                _ = try ProposalStore(archive).accept(rest.id, seen: rest.revision, by: "Ana", at: now)
            }
            var hashes = FileHashCache()
            let loaded = archive.load(hashes: &hashes)
            let found = try #require(loaded.archive?.talks.first)
            #expect(found.title == talk.title && found.decks.map(\.hash) == talk.decks.map(\.hash), "after \(step)")
            #expect(state(archive).isEmpty)
            let events = try AuditLogTests.lines(archive).compactMap { line in
                if case .event(let event) = line { event.what } else { nil }
            }
            #expect(events.count { $0 == .deckAdded } == 1 && events.count { $0 == .talkChanged } == 1, "after \(step)")
        }
    }

    @Test(
        "or a full disk at any step leaves the old proposal",
        arguments: [ProposalStore.Step.folderMade, .deckPlaced, .deckFolderSynchronized, .textWritten],
        [ENOSPC, EROFS, EMFILE])
    func failure(step: ProposalStore.Step, code: Int32) throws {
        var bench = try HandInBench()
        try bench.handIn(deck: "two", title: "Limpets II")
        let before = bench.folder.contents()
        bench.store.afterStep = { reached throws(SystemFailure) in
            if reached == step { throw SystemFailure("write", "x", code: code) }
        }
        let failing = bench
        #expect(throws: ProposalError.deck(DeckStoreError(SystemFailure("write", "x", code: code)))) {
            try failing.handIn(deck: "three")
        }
        #expect(bench.folder.contents() == before)
    }
}
