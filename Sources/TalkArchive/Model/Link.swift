public import Foundation

/// A link from an edition or a talk to something outside the archive.
public struct Link: Sendable, Hashable {
    public var title: String
    /// Always http or https.
    public var url: URL
    public var kind: Kind
    /// The archive is not sure that the link belongs here; shown as such.
    public var isUncertain: Bool

    public init(title: String, url: URL, kind: Kind = .website, isUncertain: Bool = false) {
        self.title = title
        self.url = url
        self.kind = kind
        self.isUncertain = isUncertain
    }

    /// What is behind the link.
    public enum Kind: String, Sendable, CaseIterable {
        case code, coverage, project, video, website
    }
}
