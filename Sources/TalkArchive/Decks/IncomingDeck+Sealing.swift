public import Foundation

extension IncomingDeck {
    /// Where the bytes are until the deck is committed, for looking into it before.
    public var location: URL { URL(fileURLWithPath: path, isDirectory: false) }

    /// Ends the writing: brings the bytes to the disk and names them by their hash.
    /// - Throws: `notPDF` when they are none, or what is wrong with the disk.
    public func seal() throws(DeckStoreError) -> ContentHash {
        try finish().hash
    }
}
