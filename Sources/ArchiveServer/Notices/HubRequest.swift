internal import Foundation
#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

/// How a notice reaches a hub; tests put their own in its place.
protocol HubTransport: Sendable {
    /// - Throws: when the hub cannot be reached.
    func post(_ body: String, to hub: URL) async throws -> HubReply
}

/// What a hub answered.
struct HubReply: Sendable {
    var status: Int
    /// `Retry-After` in seconds, where the hub names a number (RFC 9110, 10.2.3).
    var retryAfter: Int?
}

/// The notice by HTTP, with a time-out, so that a hub that never answers holds up nobody but itself.
struct HubRequest: HubTransport {
    /// In seconds.
    static let timeout = 30.0

    func post(_ body: String, to hub: URL) async throws -> HubReply {
        var request = URLRequest(url: hub, timeoutInterval: Self.timeout)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        request.setValue("Rockpool", forHTTPHeaderField: "User-Agent")
        request.httpBody = Data(body.utf8)
        let session = URLSession(configuration: .ephemeral)
        defer { session.finishTasksAndInvalidate() }
        let (_, response) = try await session.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        let wait = response.value(forHTTPHeaderField: "Retry-After").flatMap { Int($0) }
        return HubReply(status: response.statusCode, retryAfter: wait)
    }
}
