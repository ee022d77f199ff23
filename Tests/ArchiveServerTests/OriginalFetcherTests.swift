import Foundation
import TalkArchive
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("OriginalFetcher")
struct OriginalFetcherTests {
    private static let sample = TestPDF([["a sample of limpets"]])
    private static let original = TestPDF([["the original limpets"], ["page two"]])

    @Test("an original becomes current, the sample stays as a version, and a second fetch changes nothing")
    func fetched() async throws {
        let archive = try Self.archive()
        #expect(try await Self.fetch(archive, giving: Self.original.data) == .fetched(Self.original.hash))
        let talk = try #require(archive.load().talks.first)
        #expect(talk.decks.map(\.hash.description) == [Self.original.hash, Self.sample.hash])
        #expect(talk.decks.map(\.origin) == [.original, .sample])
        #expect(try await Self.fetch(archive, giving: TestPDF([["newer"]]).data) == .unchanged)
    }

    @Test(
        "what cannot be read, is sealed, is no PDF or is the archive's own sample changes nothing",
        arguments: [
            ("damaged", TestPDF.truncated), ("sealed", TestPDF.encrypted), ("HTML", Data("<!doctype html><p>x".utf8)),
            ("empty", Data()), ("the sample itself", OriginalFetcherTests.sample.data),
        ])
    func refused(what: String, bytes: Data) async throws {
        let archive = try Self.archive()
        let before = archive.folder.fingerprint()
        #expect(try await Self.fetch(archive, giving: bytes) == .failed, "\(what)")
        let after = archive.folder.fingerprint()
        #expect(after.filter { !$0.key.hasPrefix(".rockpool/") } == before)
        #expect(!after.keys.contains { $0.contains("incoming") })
    }

    private enum Outcome: Equatable {
        case fetched(String)
        case unchanged
        case failed
    }

    /// Gives the same bytes for every address.
    private struct Canned: DeckDownload {
        let bytes: Data

        func fetch(_ address: URL, into incoming: IncomingDeck) async throws {
            try incoming.write(bytes)
        }
    }

    private static func archive() throws -> TestArchive {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk(
            "2031/limpets",
            """
            title: Limpets
            speakers: [Ada]
            original_slides: https://slides.example/limpets.pdf
            decks:
              - {file: slides.pdf, sha256: \(sample.hash), bytes: \(sample.data.count), added: 2031-01-01, origin: sample}
            """, decks: [sample.data])
        return archive
    }

    private static func fetch(_ archive: TestArchive, giving bytes: Data) async throws -> Outcome {
        let cache = try TestFolder()
        let talk = try #require(archive.load().talks.first)
        let fetcher = try await OriginalFetcher(
            folder: ArchiveFolder(root: archive.folder.url), cache: cache.url, download: Canned(bytes: bytes))
        switch await fetcher.fetch(talk, at: Timestamp(secondsSinceEpoch: 2_000_000_000)) {
        case .fetched(let deck): return .fetched(deck.hash.description)
        case .unchanged: return .unchanged
        case .failed: return .failed
        }
    }
}
