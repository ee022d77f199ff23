/// How large a document that is read may be.
public struct XMLLimits: Hashable, Sendable {
    /// The largest document, in bytes.
    public var bytes: Int
    /// The deepest nesting of elements. libxml2 itself stops at 256; a larger number here changes nothing.
    public var depth: Int

    /// libxml2's own limit on nesting.
    static let deepest = 256

    /// 32 MiB and 256 levels unless told otherwise: a whole conference's schedule has some hundred kilobytes.
    public init(bytes: Int = 32 << 20, depth: Int = 256) {
        self.bytes = bytes
        self.depth = depth
    }
}
