internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The end of a connection whose request was answered before its body was read.
///
/// The server below would read such a body to its end, however long it is. So the answer is sent, the client gets a
/// little time to read it (closing at once would make its system throw the answer away), and the connection is closed.
enum RefusedBody {
    /// Whether bytes may still come that nobody will read: the request has a body, and was refused or needs none.
    static func mayFollow(_ request: Request, answeredWith status: HTTPResponse.Status) -> Bool {
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length > 0 || request.headers[.transferEncoding] != nil else { return false }
        return request.method == .get || request.method == .head || status.code >= 400
    }

    static func closing(_ response: Response, channel: any Channel, after delay: Duration) -> Response {
        var response = response
        response.headers[.connection] = "close"
        let body = response.body
        let milliseconds = delay.components.seconds * 1000 + delay.components.attoseconds / 1_000_000_000_000_000
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            channel.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) {
                channel.close(promise: nil)
            }
        }
        return response
    }
}
