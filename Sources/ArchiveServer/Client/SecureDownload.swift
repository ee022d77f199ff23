public import Foundation
#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif
internal import Synchronization
public import TalkArchive

/// Fetches over https, and over nothing else: also a redirect may only lead to https. Bytes go to the disk as they
/// arrive; what is larger than the archive's limit, or no PDF, is broken off.
///
/// Only hosts of the public Internet are asked: every address of a name is looked at before the connection is made, and
/// again for each redirect. Foundation does not tell which of a name's addresses it takes, so a name that changes between
/// the look and the connection is not seen; it gains nothing, because the server found there has to prove by its
/// certificate that it is the one that was named before anything is asked of it.
public struct SecureDownload: DeckDownload {
    /// Longest time without a byte, in seconds.
    public var timeout: Double
    /// Longest time in all, in seconds.
    public var totalTimeout: Double

    /// Whether servers of this machine and of private networks may be asked, too.
    public var allowsPrivateHosts: Bool

    public init(timeout: Double = 30, totalTimeout: Double = 600, allowsPrivateHosts: Bool = false) {
        self.allowsPrivateHosts = allowsPrivateHosts
        self.timeout = timeout
        self.totalTimeout = totalTimeout
    }

    public func fetch(_ address: URL, into incoming: IncomingDeck) async throws {
        guard address.scheme?.lowercased() == "https" else {
            throw DownloadError("\(address.absoluteString) is not an https address.")
        }
        if !allowsPrivateHosts { try PublicHost.check(address) }
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = timeout
        configuration.timeoutIntervalForResource = totalTimeout
        configuration.httpCookieStorage = nil
        let transfer = Transfer(incoming: incoming, address: address, allowsPrivateHosts: allowsPrivateHosts)
        let session = URLSession(configuration: configuration, delegate: transfer, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let task = session.dataTask(with: address)
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                transfer.begin(continuation)
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }
}

/// One download: hands bytes on, and keeps the first reason to stop.
private final class Transfer: NSObject, URLSessionDataDelegate, Sendable {
    private let address: URL
    private let allowsPrivateHosts: Bool
    private let state: Mutex<State>

    private struct State {
        /// Let go at the end: the session keeps this object longer, and the file of a deck that came to nothing has
        /// to be gone before the program is.
        var incoming: IncomingDeck?
        var continuation: CheckedContinuation<Void, any Error>?
        var failure: (any Error)?
    }

    init(incoming: IncomingDeck, address: URL, allowsPrivateHosts: Bool) {
        self.address = address
        self.allowsPrivateHosts = allowsPrivateHosts
        state = Mutex(State(incoming: incoming))
    }

    func begin(_ continuation: CheckedContinuation<Void, any Error>) {
        state.withLock { $0.continuation = continuation }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        do {
            guard let target = request.url, target.scheme?.lowercased() == "https" else {
                throw DownloadError("\(address.absoluteString) leads to an address that is not https.")
            }
            if !allowsPrivateHosts { try PublicHost.check(target) }
        } catch {
            fail(error)
            // Not `cancel`: Foundation on Linux stops the program when a cancelled task answers here. Without a
            // request the redirect itself becomes the answer, and is refused as one that is not 200.
            completionHandler(nil)
            return
        }
        completionHandler(request)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard status == 200 else {
            fail(DownloadError("\(address.absoluteString) answered with status \(status)."))
            completionHandler(.cancel)
            return
        }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        guard let incoming = state.withLock({ $0.failure == nil ? $0.incoming : nil }) else { return }
        do {
            try incoming.write(data)
        } catch {
            fail(error)
            dataTask.cancel()
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let (continuation, failure) = state.withLock { state in
            defer { (state.continuation, state.incoming) = (nil, nil) }
            return (state.continuation, state.failure)
        }
        if let failure {
            continuation?.resume(throwing: failure)
        } else if let error {
            continuation?.resume(
                throwing: DownloadError("\(address.absoluteString) cannot be fetched: \(error.localizedDescription)"))
        } else {
            continuation?.resume()
        }
    }

    private func fail(_ error: any Error) {
        state.withLock { $0.failure = $0.failure ?? error }
    }
}
