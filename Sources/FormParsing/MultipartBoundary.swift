/// The boundary that separates the parts of one body (RFC 2046, section 5.1.1).
public struct MultipartBoundary: Hashable, Sendable {
    /// The boundary as the Content-Type names it, without the leading dashes.
    public let value: String

    /// A boundary, if it has 1 to 70 of the allowed characters and does not end in a space.
    public init(_ value: String) throws(FormError) {
        guard (1...70).contains(value.utf8.count), value.utf8.last != UInt8(ascii: " "),
            value.utf8.allSatisfy(Self.isAllowed)
        else { throw .invalidBoundary(value) }
        self.value = value
    }

    /// The boundary of a Content-Type header's value, quoted or not.
    public init(contentType: String) throws(FormError) {
        guard let header = HeaderParameters(contentType),
            header.value.lowercased().hasPrefix("multipart/")
        else { throw .notMultipart(contentType: contentType) }
        guard let boundary = header["boundary"] else { throw .missingBoundary }
        try self.init(boundary)
    }

    /// `bchars` of RFC 2046.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "'()+_,-./:=? ".utf8.contains(byte)
        }
    }
}
