import Foundation
import Synchronization
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Folders of slides")
struct FolderUploadTests {
    @Test("files belong to the talk whose name they have, and to no other")
    func names() throws {
        let folder = try TestFolder()
        let edition = try #require(EditionID("2031"))
        for name in [
            "limpets.pdf", "Odd.pdf", "odd/slides.PDF", "odd/notes.pdf", "waves 2.pdf", "crabs/slides.pdf", "crabs.pdf",
            "deep/er/slides.pdf", "x.txt", ".covert.pdf", "..pdf",
        ] { try folder.write(name, "x") }
        let slugs = try ["limpets", "odd", "crabs", "covert", "waves"].map { try #require(TalkSlug($0)) }
        let hash = ContentHash(of: Data("x".utf8))
        let talks: [TalkSlug: ContentHash?] = Dictionary(
            uniqueKeysWithValues: slugs.map { ($0, $0.description == "odd" ? hash : nil) })
        let plan = try UploadPlan(folder: folder.url, edition: edition, talks: talks)
        #expect(plan.files.map(\.name) == ["limpets.pdf", "odd/slides.PDF"])
        #expect(plan.files.map(\.talk.description) == ["2031/limpets", "2031/odd"])
        #expect(plan.files.map(\.current) == [nil, hash])
        #expect(
            plan.unmatched.map(\.name) == [
                "Odd.pdf", "crabs.pdf", "crabs/slides.pdf", "odd/notes.pdf", "waves 2.pdf",
            ])
        #expect(throws: UploadPlan.FolderError.self) {
            try UploadPlan(folder: try TestFolder().url, edition: edition, talks: talks)
        }
        #expect(throws: UploadPlan.FolderError.self) {
            try UploadPlan(folder: folder.file("nothing"), edition: edition, talks: talks)
        }
    }

    @Test("waits grow twice as long, follow the server's word up to a limit, and end")
    func backoff() {
        var backoff = UploadBackoff()
        backoff.first = .seconds(1)
        backoff.longest = .seconds(60)
        backoff.attempts = 5
        #expect((1...5).map { backoff.wait(after: $0, asked: nil) } == [1, 2, 4, 8].map { .seconds($0) } + [nil])
        #expect(backoff.wait(after: 1, asked: .seconds(30)) == .seconds(30))
        #expect(backoff.wait(after: 1, asked: .seconds(3600)) == .seconds(60))
        #expect(backoff.wait(after: 4, asked: .seconds(1)) == .seconds(8))
        backoff.attempts = 1000
        #expect(backoff.wait(after: 999, asked: nil) == .seconds(60))
    }

    @Test("a server that cannot be reached is asked again, then the run ends and tells what was not tried")
    func unreachable() async throws {
        let folder = try TestFolder()
        let edition = try #require(EditionID("2031"))
        for name in ["odd.pdf", "waves.pdf"] { try folder.write(name, TestPDF([["x"]]).data) }
        let slugs = try ["odd", "waves"].map { try #require(TalkSlug($0)) }
        let plan = try UploadPlan(
            folder: folder.url, edition: edition, talks: Dictionary(uniqueKeysWithValues: slugs.map { ($0, nil) }))
        // Nobody listens there.
        let client = UploadClient(server: try #require(URL(string: "http://127.0.0.1:9")), token: "x")
        var backoff = UploadBackoff()
        backoff.first = .milliseconds(1)
        backoff.attempts = 3
        let waits = Mutex(0)
        let summary = await FolderUpload(plan, by: client, backoff: backoff).run { event in
            if case .waiting = event { waits.withLock { $0 += 1 } }
        }
        #expect(waits.withLock { $0 } == 2)
        #expect(summary.failed.map(\.name) == ["odd.pdf"] && summary.untried == 1)
        #expect(summary.failed.first?.reason.contains("cannot be reached") == true)
    }
}
