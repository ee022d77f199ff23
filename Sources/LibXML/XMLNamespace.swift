/// A namespace and the prefix that stands for it.
public struct XMLNamespace: Hashable, Sendable {
    /// The prefix; `nil` declares the default namespace of elements.
    public var prefix: String?
    /// The namespace's name, a URI that is compared letter by letter.
    public var uri: String

    /// A namespace under a prefix, or as the default.
    public init(prefix: String? = nil, uri: String) {
        self.prefix = prefix
        self.uri = uri
    }
}
