public import Foundation
#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// A source on the web, asked politely: few requests at once, with conditions, and again after a while when it is busy.
///
/// Redirects are followed within the same site only. Bytes go to the disk as they come, and are broken off at the limit.
public final class HTTPSource: MirrorSource {
    /// Without a trailing slash.
    public let address: String
    private let limits: MirrorLimits
    private let session: URLSession
    private let transfers = SourceTransfers()

    /// Nil unless it is an http or https address. What stands behind the path, and a feed's own name, is dropped.
    public init?(_ text: String, limits: MirrorLimits = MirrorLimits()) {
        guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            scheme == "https" || scheme == "http", parts.host?.isEmpty == false, parts.user == nil
        else { return nil }
        (parts.query, parts.fragment) = (nil, nil)
        guard var address = parts.string else { return nil }
        if address.hasSuffix("/feed.atom") { address.removeLast("/feed.atom".count) }
        while address.hasSuffix("/") { address.removeLast() }
        self.address = address
        self.limits = limits
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = limits.connections
        configuration.timeoutIntervalForRequest = limits.silence / .seconds(1)
        configuration.httpCookieStorage = nil
        // Conditions are ours: a cache between would answer 304 with 200.
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        session = URLSession(configuration: configuration, delegate: transfers, delegateQueue: nil)
    }

    deinit { session.invalidateAndCancel() }

    public func document(_ path: String, unless entityTag: String?, limit: Int) async throws -> SourceReply {
        try await retrying(path) {
            var request = try self.request(path)
            if let entityTag { request.setValue(entityTag, forHTTPHeaderField: "If-None-Match") }
            let answer = try await self.answer(to: request, path: path, into: SourceBody(limit: limit))
            switch answer.status {
            case 200: return .document(answer.body.bytes, entityTag: answer.entityTag)
            case 304 where entityTag != nil: return .unchanged
            default: throw SourceError.refused(path, status: answer.status)
            }
        }
    }

    public func download(_ path: String, entityTag: String, into file: URL, limit: Int) async throws {
        try await retrying(path) {
            let body = try SourceBody(limit: limit, file: file)
            var request = try self.request(path)
            // Compressed bytes could not be continued, and a PDF gains nothing.
            request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
            if body.byteCount > 0 {
                // RFC 9110, 13.1.5: the rest only when it is of the same whole, else all of it.
                request.setValue("bytes=\(body.byteCount)-", forHTTPHeaderField: "Range")
                request.setValue(entityTag, forHTTPHeaderField: "If-Range")
            }
            let answer = try await self.answer(to: request, path: path, into: body)
            switch answer.status {
            case 200, 206: return
            // There is no rest: all has come, or what came is no part of it. The hash tells.
            case 416: return
            default: throw SourceError.refused(path, status: answer.status)
            }
        }
    }

    private func request(_ path: String) throws -> URLRequest {
        guard let url = URL(string: address + path) else {
            throw SourceError.unreachable(path, reason: "it is no address")
        }
        var request = URLRequest(url: url)
        request.setValue("Rockpool", forHTTPHeaderField: "User-Agent")
        return request
    }

    private func answer(to request: URLRequest, path: String, into body: SourceBody) async throws -> SourceAnswer {
        let task = session.dataTask(with: request)
        let answer = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                transfers.begin(task, path: path, body: body, continuation)
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
        switch answer.status {
        case 404, 410: throw SourceError.missing(path)
        case 429, 502, 503, 504: throw Busy(status: answer.status, after: answer.retryAfter)
        default: return answer
        }
    }

    /// The source asks to come again later.
    private struct Busy: Error {
        let status: Int
        let after: Int?
    }

    private func retrying<Result>(_ path: String, _ body: () async throws -> Result) async throws -> Result {
        var delay = limits.retryDelay
        var failure: any Error = SourceError.unreachable(path, reason: "it was not tried")
        for attempt in 1...max(1, limits.attempts) {
            try Task.checkCancellation()
            do {
                return try await body()
            } catch let busy as Busy {
                failure = SourceError.refused(path, status: busy.status)
                if let seconds = busy.after { delay = max(delay, .seconds(seconds)) }
            } catch let error as SourceError {
                guard case .unreachable = error else { throw error }
                failure = error
            }
            if attempt < limits.attempts { try await Task.sleep(for: min(delay, limits.longestRetryDelay)) }
            delay *= 2
        }
        throw failure
    }
}
