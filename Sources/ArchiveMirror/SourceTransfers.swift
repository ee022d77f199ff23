internal import Foundation
#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif
internal import Synchronization

/// What came of one request.
struct SourceAnswer: Sendable {
    let status: Int
    let entityTag: String?
    /// Seconds (RFC 9110, 10.2.3); nil when it is not said, or said as a date.
    let retryAfter: Int?
    let body: SourceBody
}

/// The bytes of an answer, in memory or in a file, never more than a limit.
final class SourceBody: Sendable {
    let limit: Int
    private let state: Mutex<State>

    private struct State {
        var bytes = Data()
        var byteCount = 0
        var file: FileHandle?
    }

    /// In memory.
    init(limit: Int) {
        self.limit = limit
        state = Mutex(State())
    }

    /// In a file, behind what is in it already.
    init(limit: Int, file: URL) throws {
        self.limit = limit
        if !FileManager.default.fileExists(atPath: file.path) {
            guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
        let handle = try FileHandle(forUpdating: file)
        let count = Int(try handle.seekToEnd())
        state = Mutex(State(byteCount: count, file: handle))
    }

    var bytes: Data { state.withLock { $0.bytes } }

    /// With what was there before.
    var byteCount: Int { state.withLock { $0.byteCount } }

    /// The answer is the whole and not the rest.
    func restart() throws {
        try state.withLock { state in
            try state.file?.truncate(atOffset: 0)
            try state.file?.seek(toOffset: 0)
            (state.bytes, state.byteCount) = (Data(), 0)
        }
    }

    /// - Returns: false when there are more bytes than may be.
    func add(_ data: Data) throws -> Bool {
        try state.withLock { state in
            guard data.count <= limit - state.byteCount else { return false }
            state.byteCount += data.count
            if let file = state.file { try file.write(contentsOf: data) } else { state.bytes += data }
            return true
        }
    }

    func close() { state.withLock { try? $0.file?.close() } }
}

/// The requests of a session that are under way.
final class SourceTransfers: NSObject, URLSessionDataDelegate, Sendable {
    private typealias Continuation = CheckedContinuation<SourceAnswer, any Error>

    private struct Transfer {
        let path: String
        let body: SourceBody
        let continuation: Continuation
        var failure: (any Error)?
    }

    private let transfers = Mutex<[Int: Transfer]>([:])

    func begin(
        _ task: URLSessionTask, path: String, body: SourceBody,
        _ continuation: CheckedContinuation<SourceAnswer, any Error>
    ) {
        let transfer = Transfer(path: path, body: body, continuation: continuation)
        transfers.withLock { $0[task.taskIdentifier] = transfer }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        guard let from = task.originalRequest?.url, let to = request.url, Self.isSameSite(from, to) else {
            fail(task) { .leadsElsewhere($0.path, to: request.url?.absoluteString ?? "another address") }
            // Not `cancel`: Foundation on Linux stops the program when a cancelled task answers here.
            return completionHandler(nil)
        }
        completionHandler(request)
    }

    /// The same host and port, or the secure form of it.
    private static func isSameSite(_ from: URL, _ to: URL) -> Bool {
        guard from.host()?.lowercased() == to.host()?.lowercased() else { return false }
        if from.scheme == to.scheme { return from.port == to.port }
        return to.scheme == "https" && from.port == nil && to.port == nil
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        guard let transfer = transfers.withLock({ $0[dataTask.taskIdentifier] }), transfer.failure == nil,
            let response = response as? HTTPURLResponse
        else { return completionHandler(.cancel) }
        do {
            if response.statusCode == 206 {
                // RFC 9110, 14.4: a part that begins elsewhere would be put in the wrong place.
                let start = response.value(forHTTPHeaderField: "Content-Range").flatMap { field in
                    field.split(separator: " ").last?.split(separator: "-").first.flatMap { Int($0) }
                }
                guard start == transfer.body.byteCount else {
                    fail(dataTask) { .unreachable($0.path, reason: "another part came than was asked for") }
                    return completionHandler(.cancel)
                }
            } else if response.statusCode == 200 {
                try transfer.body.restart()
            } else {
                // An error's page is nobody's file.
                return completionHandler(.allow)
            }
            completionHandler(.allow)
        } catch {
            keep(error, of: dataTask)
            completionHandler(.cancel)
        }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        guard let transfer = transfers.withLock({ $0[dataTask.taskIdentifier] }), transfer.failure == nil,
            let status = (dataTask.response as? HTTPURLResponse)?.statusCode, status == 200 || status == 206
        else { return }
        do {
            guard try transfer.body.add(data) else {
                fail(dataTask) { .tooLarge($0.path, limit: $0.body.limit) }
                return dataTask.cancel()
            }
        } catch {
            keep(error, of: dataTask)
            dataTask.cancel()
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let transfer = transfers.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        transfer.body.close()
        if let failure = transfer.failure { return transfer.continuation.resume(throwing: failure) }
        if let error {
            let isCancelled = (error as? URLError)?.code == .cancelled
            return transfer.continuation.resume(
                throwing: isCancelled
                    ? CancellationError()
                    : SourceError.unreachable(transfer.path, reason: error.localizedDescription))
        }
        guard let response = task.response as? HTTPURLResponse else {
            return transfer.continuation.resume(
                throwing: SourceError.unreachable(transfer.path, reason: "no answer came"))
        }
        transfer.continuation.resume(
            returning: SourceAnswer(
                status: response.statusCode, entityTag: response.value(forHTTPHeaderField: "ETag"),
                retryAfter: response.value(forHTTPHeaderField: "Retry-After").flatMap { Int($0) },
                body: transfer.body))
    }

    private func fail(_ task: URLSessionTask, _ error: (Transfer) -> SourceError) {
        transfers.withLock { transfers in
            guard let transfer = transfers[task.taskIdentifier], transfer.failure == nil else { return }
            transfers[task.taskIdentifier]?.failure = error(transfer)
        }
    }

    private func keep(_ error: any Error, of task: URLSessionTask) {
        transfers.withLock { transfers in
            guard transfers[task.taskIdentifier]?.failure == nil else { return }
            transfers[task.taskIdentifier]?.failure = error
        }
    }
}
