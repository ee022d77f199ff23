import FormParsing

/// A body and what it says, made by the tests.
struct MultipartBody {
    static let boundary = "----form"
    var bytes: [UInt8] = []

    /// Adds a part with header lines as given.
    mutating func add(headers: String..., content: [UInt8]) {
        bytes += "--\(Self.boundary)\r\n".utf8
        for header in headers { bytes += "\(header)\r\n".utf8 }
        bytes += "\r\n".utf8
        bytes += content
        bytes += "\r\n".utf8
    }

    /// The whole body with its closing boundary.
    var closed: [UInt8] { bytes + Array("--\(Self.boundary)--\r\n".utf8) }

    /// A parser for this boundary.
    static func parser(limits: MultipartLimits = MultipartLimits()) throws(FormError) -> MultipartParser {
        MultipartParser(boundary: try MultipartBoundary(boundary), limits: limits)
    }

    /// The events of a body in chunks of the given sizes, byte chunks joined.
    static func events(
        of body: [UInt8], cuts: [Int] = [], limits: MultipartLimits = MultipartLimits()
    ) throws(FormError) -> [MultipartEvent] {
        var parser = try parser(limits: limits)
        var events: [MultipartEvent] = []
        var start = 0
        for end in cuts + [body.count] {
            events += try parser.feed(body[start..<end])
            start = end
        }
        try parser.finish()
        return joined(events)
    }

    /// Neighbouring byte chunks as one.
    static func joined(_ events: [MultipartEvent]) -> [MultipartEvent] {
        var result: [MultipartEvent] = []
        for event in events {
            if case .bytes(let new) = event, case .bytes(let old) = result.last {
                result[result.count - 1] = .bytes(old + new)
            } else {
                result.append(event)
            }
        }
        return result
    }
}

/// A content that a naive reading keeps whole.
func chunk(_ text: String) -> MultipartEvent { .bytes(Array(text.utf8)[...]) }
