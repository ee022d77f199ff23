public import Foundation
#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif
public import TalkArchive

/// Sends a deck to a running server (`PUT /api/v1/editions/2022/talks/rust-gcc/slides`).
public struct UploadClient: Sendable {
    let server: URL
    let token: String

    /// - Parameters:
    ///   - server: scheme and host, perhaps a path prefix.
    ///   - token: an organizer's token.
    public init(server: URL, token: String) {
        self.server = server
        self.token = token
    }

    /// What the server says of an accepted deck.
    public struct Accepted: Sendable, Codable {
        public let url: String
        /// `added`, `restored` or `unchanged`.
        public let outcome: String
        public let pages: Int
        public let warnings: [String]
        public let report: Report

        /// What of the deck's report the command line tells.
        public struct Report: Sendable, Codable {
            public let remarks: [String]
            public let bestWords: [String]
        }
    }

    /// Why nothing was changed, in the server's words where it gave any.
    public struct Refused: Error, CustomStringConvertible {
        public let description: String
    }

    /// Sends the file; when this returns, the deck is on the server's disk and visible.
    /// - Parameter progress: told the bytes sent and the bytes in all, now and then.
    /// - Throws: `Refused`.
    public func upload(
        _ file: URL, to talk: TalkKey, note: String = "", progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws(Refused) -> Accepted {
        guard let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize else {
            throw Refused(description: "The file \(file.path) cannot be read.")
        }
        var request = URLRequest(url: address(of: talk, note: note), timeoutInterval: 600)
        request.httpMethod = "PUT"
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        request.setValue("application/pdf", forHTTPHeaderField: "Content-Type")
        request.setValue(String(size), forHTTPHeaderField: "Content-Length")
        let exchange = UploadExchange(size: size, progress: progress)
        let (status, body): (Int, Data)
        do {
            (status, body) = try await exchange.send(request, file: file)
        } catch {
            throw Refused(
                description: "The server \(server.absoluteString) cannot be reached: \(error.localizedDescription)")
        }
        guard (200..<300).contains(status) else { throw Self.refusal(status, body) }
        guard let accepted = try? JSONDecoder().decode(Accepted.self, from: body) else {
            throw Refused(description: "The server accepted the file, but its answer is not understood.")
        }
        return accepted
    }

    private func address(of talk: TalkKey, note: String) -> URL {
        let url = server.appending(path: "api/v1/editions/\(talk.edition)/talks/\(talk.slug)/slides")
        return note.isEmpty ? url : url.appending(queryItems: [URLQueryItem(name: "note", value: note)])
    }

    private static func refusal(_ status: Int, _ body: Data) -> Refused {
        struct Problem: Decodable {
            let title: String
            let detail: String
        }
        guard let problem = try? JSONDecoder().decode(Problem.self, from: body) else {
            return Refused(description: "The server answered with status \(status).")
        }
        return Refused(description: "\(problem.title). \(problem.detail)")
    }
}

/// One request with a file as its body, and its progress.
private final class UploadExchange: NSObject, URLSessionTaskDelegate, URLSessionDataDelegate, Sendable {
    private let size: Int
    private let progress: @Sendable (Int, Int) -> Void

    init(size: Int, progress: @escaping @Sendable (Int, Int) -> Void) {
        self.size = size
        self.progress = progress
    }

    func send(_ request: URLRequest, file: URL) async throws -> (status: Int, body: Data) {
        let session = URLSession(configuration: .ephemeral, delegate: self, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        return try await withCheckedThrowingContinuation { continuation in
            let task = session.uploadTask(with: request, fromFile: file) { body, response, error in
                if let response = response as? HTTPURLResponse {
                    continuation.resume(returning: (response.statusCode, body ?? Data()))
                } else {
                    continuation.resume(throwing: error ?? URLError(.badServerResponse))
                }
            }
            task.resume()
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didSendBodyData bytesSent: Int64, totalBytesSent: Int64,
        totalBytesExpectedToSend: Int64
    ) {
        progress(Int(totalBytesSent), size)
    }
}
