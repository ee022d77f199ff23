internal import Synchronization
internal import TalkArchive

/// Which bytes the PDFs on the disk have: asked before a file is given out under its hash.
///
/// It is no part of the snapshot. A file that is touched, or replaced by a copy with the same bytes, looks otherwise,
/// and the snapshot is the same.
final class DeckStamps: Sendable {
    private let files: Mutex<[String: DeckBytes]>

    init(_ files: [String: DeckBytes]) {
        self.files = Mutex(files)
    }

    func replace(with next: [String: DeckBytes]) {
        files.withLock { $0 = next }
    }

    /// How the file of a deck looks while it has the deck's bytes; nil when it has others now.
    func stamp(of deck: Deck, in talk: TalkKey) -> FileStamp? {
        files.withLock { files in
            files["\(talk)/\(deck.file)"].flatMap { $0.hash == deck.hash ? $0.stamp : nil }
        }
    }
}
