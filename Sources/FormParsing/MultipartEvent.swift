/// What a multipart body says, in order.
public enum MultipartEvent: Hashable, Sendable {
    /// A part begins; its bytes follow.
    case partBegan(MultipartPart)
    /// The next bytes of the part's content, never empty. How content is cut into these follows the chunks fed.
    case bytes(ArraySlice<UInt8>)
    /// The part is complete.
    case partEnded
    /// The closing boundary was seen; what follows means nothing.
    case finished
}

/// What is known of a part before its content.
public struct MultipartPart: Hashable, Sendable {
    /// The field's name.
    public var name: String
    /// The file's name, reduced by `FormFilename.reduced(_:)`; `nil` for a field that is no file, empty where a file field
    /// was left empty. It describes, and must never become a path.
    public var filename: String?
    /// The Content-Type as sent; what the browser guessed, so nothing to trust.
    public var contentType: String?
    /// All header lines in order.
    public var headers: [MultipartHeader]

    /// A part's description.
    public init(name: String, filename: String? = nil, contentType: String? = nil, headers: [MultipartHeader] = []) {
        self.name = name
        self.filename = filename
        self.contentType = contentType
        self.headers = headers
    }
}

/// One header line of a part.
public struct MultipartHeader: Hashable, Sendable {
    /// The name as sent; compare without regard to case.
    public var name: String
    /// The value without white space around it, folded lines joined by a space.
    public var value: String

    /// A header line.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
