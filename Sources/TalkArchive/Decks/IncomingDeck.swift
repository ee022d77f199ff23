internal import Foundation
internal import Glibc
internal import Synchronization

/// A deck that is being handed in: bytes arrive piece by piece and go to a file that no one sees yet.
///
/// `DeckStore.commit` makes it a deck of a talk. If that does not happen the file is removed with the last reference,
/// and after a crash by `DeckStore.recover`. Writing blocks as the disk does.
public final class IncomingDeck: Sendable {
    let path: String
    private let limit: Int
    private let state: Mutex<State>

    private struct State: ~Copyable {
        let file: OpenFile
        var hasher = ContentHasher()
        var signature = PDFSignature()
        var byteCount = 0
        var isPlaced = false
    }

    /// Makes the file and takes its lock, which tells `recover` that someone is still writing.
    init(path: String, limit: Int) throws(SystemFailure) {
        let file = try OpenFile(path, flags: O_RDWR | O_CREAT | O_EXCL)
        guard try file.tryLock() else { throw SystemFailure("lock", path, code: EWOULDBLOCK) }
        self.path = path
        self.limit = limit
        state = Mutex(State(file: file))
    }

    deinit {
        let isPlaced = state.withLock { $0.isPlaced }
        if !isPlaced { unlink(path) }
    }

    /// Adds the next bytes.
    /// - Throws: `notPDF` as soon as that is certain, `tooLarge` at the limit, or what is wrong with the disk.
    public func write(_ bytes: some Collection<UInt8>) throws(DeckStoreError) {
        var failure: DeckStoreError?
        let isContiguous: Void? = bytes.withContiguousStorageIfAvailable { buffer in
            do throws(DeckStoreError) { try write(UnsafeRawBufferPointer(buffer)) } catch { failure = error }
        }
        if isContiguous == nil {
            Array(bytes).withUnsafeBytes { buffer in
                do throws(DeckStoreError) { try write(buffer) } catch { failure = error }
            }
        }
        if let failure { throw failure }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(DeckStoreError) {
        let failure = state.withLock { state -> DeckStoreError? in
            guard bytes.count <= limit - state.byteCount else { return .tooLarge(limit: limit) }
            state.byteCount += bytes.count
            state.hasher.update(bytes)
            state.signature.add(bytes)
            if state.signature.isDecided, !state.signature.isPDF { return .notPDF(state.signature.otherKind) }
            do throws(SystemFailure) {
                try state.file.writeAll(bytes)
                return nil
            } catch {
                return DeckStoreError(error)
            }
        }
        if let failure { throw failure }
    }

    /// How many bytes have arrived.
    public var byteCount: Int { state.withLock { $0.byteCount } }

    /// What has arrived, brought to the disk.
    func finish() throws(DeckStoreError) -> FileFingerprint {
        let result = state.withLock { state -> Result<FileFingerprint, DeckStoreError> in
            guard state.signature.isPDF else { return .failure(.notPDF(state.signature.otherKind)) }
            do throws(SystemFailure) {
                try state.file.synchronize()
            } catch {
                return .failure(DeckStoreError(error))
            }
            return .success(
                FileFingerprint(hash: state.hasher.finish(), byteCount: state.byteCount, isPDF: true))
        }
        return try result.get()
    }

    /// Gives the file its place in the archive; from then on it is not removed any more.
    func place(at destination: String) throws(SystemFailure) {
        try DurableFile.rename(path, to: destination)
        state.withLock { $0.isPlaced = true }
    }
}
