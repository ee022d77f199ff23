public import Foundation
internal import Logging
public import TalkArchive

/// Brings the speakers' own slides into the archive from where they were published.
///
/// The sample, or whatever was current, stays as an older version; on any failure nothing is replaced.
public struct OriginalFetcher: Sendable {
    private let store: DeckStore
    private let decks: DeckReading
    private let download: any DeckDownload

    /// - Parameters:
    ///   - cache: the folder of derived data; what is fetched is read at once, since a PDF that cannot be read must
    ///     not take the place of one that can.
    ///   - download: how bytes are fetched; the default is https only.
    /// - Throws: an error that names the package of a program that is missing.
    public init(folder: ArchiveFolder, cache: URL, download: any DeckDownload = SecureDownload()) async throws {
        store = DeckStore(folder)
        decks = try await DeckReading(cache: cache, largestDeck: folder.limits.deckBytes, logger: .commandLine)
        self.download = download
    }

    /// What became of one talk's original.
    public enum Outcome: Sendable, Equatable {
        /// It is the current deck now.
        case fetched(Deck)
        /// The archive has it already.
        case unchanged
        /// Nothing was changed, and why.
        case failed(String)
    }

    /// Fetches the original of a talk.
    /// - Parameters:
    ///   - talk: as loaded; one without `original_slides` fails.
    ///   - now: becomes the deck's `added` and the talk's `updated`.
    public func fetch(_ talk: Talk, at now: Timestamp) async -> Outcome {
        guard let address = talk.originalSlides else { return .failed("The talk names no original slides.") }
        // Also when a later upload has replaced it: fetching again must not put the older slides back.
        if talk.decks.contains(where: { $0.origin == .original && $0.note == Self.note(address) }) {
            return .unchanged
        }
        do {
            let incoming = try store.beginUpload()
            try await download.fetch(address, into: incoming)
            let hash = try incoming.seal()
            // The address may be this very archive's, which answers with what it has: that is no original.
            if let known = talk.decks.first(where: { $0.hash == hash && $0.origin != .original }) {
                return .failed(
                    "\(address.absoluteString) gave the \(known.origin.rawValue) deck that the archive has already.")
            }
            _ = try await decks.content(of: incoming.location, hash: hash)
            let commit = try store.commit(
                incoming, to: talk.key, origin: .original, note: Self.note(address), by: AuditName.commandLine,
                at: now)
            return commit.outcome == .unchanged ? .unchanged : .fetched(commit.deck)
        } catch {
            return .failed("\(error)")
        }
    }

    /// The note of a fetched deck says where it is from.
    private static func note(_ address: URL) -> String { "Fetched from \(address.absoluteString)" }
}

/// A way to fetch a deck's bytes.
public protocol DeckDownload: Sendable {
    /// Writes what is at the address into the upload.
    /// - Throws: an error whose description says what happened, and whatever the upload refuses.
    func fetch(_ address: URL, into incoming: IncomingDeck) async throws
}

/// Why an address gave no deck.
public struct DownloadError: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}
