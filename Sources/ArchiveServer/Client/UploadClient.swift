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
        public let sha256: String
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
        var reason = Reason.thisFile

        /// What another attempt would bring.
        enum Reason: Sendable, Equatable {
            /// The file, or the talk, will not be taken; others may.
            case thisFile
            /// It may go well in a while; the server may have said when.
            case passing(Duration?)
            /// Nothing will be taken.
            case everything
        }
    }

    /// What the server has of the talks of an edition: the current deck of each, nil where there is none.
    /// - Throws: `Refused`.
    public func decks(of edition: EditionID) async throws(Refused) -> [TalkSlug: ContentHash?] {
        struct Edition: Decodable {
            let talks: [Talk]
            struct Talk: Decodable {
                let slug: String
                let sha256: String?
            }
        }
        var request = URLRequest(
            url: server.appending(path: "api/v1/organize/editions/\(edition)"), timeoutInterval: 60)
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        let answer = try await send(request, UploadExchange(size: 0) { _, _ in }, file: nil)
        guard let found = try? JSONDecoder().decode(Edition.self, from: answer) else {
            throw Refused(
                description: "The server's answer is not understood. Is it a Rockpool, and of this version?",
                reason: .everything)
        }
        return Dictionary(
            found.talks.compactMap { talk in TalkSlug(talk.slug).map { ($0, talk.sha256.flatMap { ContentHash($0) }) } }
        ) { first, _ in first }
    }

    /// The SHA-256 of a file, read piece by piece.
    /// - Throws: `Refused`.
    public static func hash(of file: URL) throws(Refused) -> ContentHash {
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            var hasher = ContentHasher()
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hasher.update(piece) }
            return hasher.finish()
        } catch {
            throw Refused(description: "The file \(file.path) cannot be read.")
        }
    }

    /// Sends the file; when this returns, the deck is on the server's disk and visible.
    /// - Parameters:
    ///   - hash: of the file; the server refuses other bytes. Nil has it read first.
    ///   - progress: told the bytes sent and the bytes in all, now and then.
    /// - Throws: `Refused`.
    public func upload(
        _ file: URL, to talk: TalkKey, note: String = "", hash: ContentHash? = nil,
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws(Refused) -> Accepted {
        guard let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize else {
            throw Refused(description: "The file \(file.path) cannot be read.")
        }
        let hash = if let hash { hash } else { try Self.hash(of: file) }
        var request = URLRequest(url: address(of: talk, note: note), timeoutInterval: 600)
        request.httpMethod = "PUT"
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        request.setValue("application/pdf", forHTTPHeaderField: "Content-Type")
        request.setValue(String(size), forHTTPHeaderField: "Content-Length")
        request.setValue("sha-256=:\(hash.base64):", forHTTPHeaderField: "Content-Digest")
        let answer = try await send(request, UploadExchange(size: size, progress: progress), file: file)
        guard let accepted = try? JSONDecoder().decode(Accepted.self, from: answer) else {
            throw Refused(description: "The server accepted the file, but its answer is not understood.")
        }
        return accepted
    }

    private func send(_ request: URLRequest, _ exchange: UploadExchange, file: URL?) async throws(Refused) -> Data {
        do {
            let (response, body) = try await exchange.send(request, file: file)
            guard (200..<300).contains(response.statusCode) else { throw Self.refusal(response, body) }
            return body
        } catch let refused as Refused {
            throw refused
        } catch {
            throw Refused(
                description: "The server \(server.absoluteString) cannot be reached: \(error.localizedDescription)",
                reason: .passing(nil))
        }
    }

    private func address(of talk: TalkKey, note: String) -> URL {
        let url = server.appending(path: "api/v1/editions/\(talk.edition)/talks/\(talk.slug)/slides")
        return note.isEmpty ? url : url.appending(queryItems: [URLQueryItem(name: "note", value: note)])
    }

    private static func refusal(_ response: HTTPURLResponse, _ body: Data) -> Refused {
        struct Problem: Decodable {
            let title: String
            let detail: String
        }
        let asked = response.value(forHTTPHeaderField: "Retry-After").flatMap { Int($0) }.map { Duration.seconds($0) }
        let reason: Refused.Reason =
            switch response.statusCode {
            case 408, 425, 429, 502, 503, 504: .passing(asked)
            case 401, 403, 507: .everything
            default: .thisFile
            }
        guard let problem = try? JSONDecoder().decode(Problem.self, from: body) else {
            return Refused(description: "The server answered with status \(response.statusCode).", reason: reason)
        }
        let detail = problem.detail.hasPrefix(problem.title) ? "" : "\(problem.title). "
        return Refused(description: detail + problem.detail, reason: reason)
    }
}

extension ContentHash {
    /// As the fields of RFC 9530 have it.
    fileprivate var base64: String {
        var bytes: [UInt8] = []
        var digits = description[...]
        while !digits.isEmpty {
            bytes.append(UInt8(digits.prefix(2), radix: 16) ?? 0)
            digits = digits.dropFirst(2)
        }
        return Data(bytes).base64EncodedString()
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

    /// - Parameter file: nil for a request without a body.
    func send(_ request: URLRequest, file: URL?) async throws -> (response: HTTPURLResponse, body: Data) {
        let session = URLSession(configuration: .ephemeral, delegate: self, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let (answers, source) = AsyncThrowingStream.makeStream(of: (response: HTTPURLResponse, body: Data).self)
        let done: @Sendable (Data?, URLResponse?, (any Error)?) -> Void = { body, response, error in
            if let response = response as? HTTPURLResponse {
                source.yield((response, body ?? Data()))
                source.finish()
            } else {
                source.finish(throwing: error ?? URLError(.badServerResponse))
            }
        }
        let task =
            file.map { session.uploadTask(with: request, fromFile: $0, completionHandler: done) }
            ?? session.dataTask(with: request, completionHandler: done)
        task.resume()
        return try await withTaskCancellationHandler {
            for try await answer in answers { return answer }
            throw CancellationError()
        } onCancel: {
            task.cancel()
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didSendBodyData bytesSent: Int64, totalBytesSent: Int64,
        totalBytesExpectedToSend: Int64
    ) {
        progress(Int(totalBytesSent), size)
    }
}
