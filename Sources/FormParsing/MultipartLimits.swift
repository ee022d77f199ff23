/// How much a multipart body may hold. The bytes of a field's value are the consumer's to count, because only it knows
/// which field may be how large.
public struct MultipartLimits: Hashable, Sendable {
    /// The most parts.
    public var parts: Int
    /// The most bytes of one part's headers together, line ends included.
    public var headerBytes: Int
    /// The most header lines of one part.
    public var headerCount: Int
    /// The longest field name, in bytes of UTF-8.
    public var nameBytes: Int
    /// The most bytes of the whole body, boundaries and everything around them included.
    public var totalBytes: Int

    /// Enough for several decks of slides in one form: 100 parts and 1 GiB in all unless told otherwise.
    public init(
        parts: Int = 100, headerBytes: Int = 8 << 10, headerCount: Int = 16, nameBytes: Int = 200,
        totalBytes: Int = 1 << 30
    ) {
        self.parts = parts
        self.headerBytes = headerBytes
        self.headerCount = headerCount
        self.nameBytes = nameBytes
        self.totalBytes = totalBytes
    }
}
