internal import Hummingbird
internal import NIOCore
internal import TalkArchive

/// Reads the body of an upload with the limits that hold for every upload: size and pace.
struct DeckUpload {
    let limits: ServerLimits
    private let start = ContinuousClock.now
    private var pace: UploadPace

    init(limits: ServerLimits) {
        self.limits = limits
        pace = UploadPace(bytesPerSecond: limits.uploadBytesPerSecond)
    }

    /// Refuses before the first byte what says itself that it is too large.
    func check(declaredLength: Int?, allowance: Int = 0) throws {
        if let declaredLength, declaredLength > limits.deckBytes + allowance {
            throw DeckStoreError.tooLarge(limit: limits.deckBytes)
        }
    }

    /// The next piece of the body; nil at its end.
    /// - Throws: a `SiteError` when the upload broke off (400) or is too slow (408).
    mutating func next(_ body: inout RequestBody.AsyncIterator) async throws -> ByteBuffer? {
        let piece: ByteBuffer?
        do {
            piece = try await body.next()
        } catch {
            throw SiteError(
                status: .badRequest, title: "The upload broke off",
                detail: "Not all of the file arrived, and nothing was changed. Send it again.")
        }
        guard pace.add(bytes: piece?.readableBytes ?? 0, elapsed: ContinuousClock.now - start) else {
            throw SiteError(
                status: .requestTimeout, title: "The upload was too slow",
                detail: "Less than \(limits.uploadBytesPerSecond) bytes per second arrived. "
                    + "Try again on a better connection.")
        }
        return piece
    }
}
