internal import NIOCore

/// The answer to what is no request, or one that the server does not take apart: as it is sent, since nobody who makes
/// pages has seen it. It says what the limit is.
struct Refusal {
    let bytes: ByteBuffer

    private init(_ status: String, _ text: String) {
        let body = "\(text)\n"
        // Fields as every answer that is no page has them (`Content.fields`).
        bytes = ByteBuffer(
            string: "HTTP/1.1 \(status)\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: \(body.utf8.count)\r\nCache-Control: private, no-store\r\n"
                + "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
                + "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n"
                + "X-Frame-Options: DENY\r\n\r\n\(body)")
    }

    /// RFC 9110, 15.5.1.
    static let malformed = Refusal("400 Bad Request", "This is no request of HTTP/1.1.")

    /// RFC 9110, 15.5.9.
    static func headTooSlow(_ limits: ServerLimits) -> Refusal {
        Refusal(
            "408 Request Timeout",
            "The fields of a request have to arrive within \(limits.headTime.components.seconds) seconds.")
    }

    /// RFC 9110, 15.5.15.
    static func addressTooLong(_ limits: ServerLimits) -> Refusal {
        Refusal("414 URI Too Long", "An address may have \(limits.addressBytes) bytes.")
    }

    /// RFC 6585, section 5.
    static func headTooLarge(_ limits: ServerLimits) -> Refusal {
        Refusal(
            "431 Request Header Fields Too Large",
            "The fields of a request may be \(limits.headFields) with \(limits.headBytes) bytes in all.")
    }
}
