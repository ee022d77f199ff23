public import Foundation

/// What `archive.yaml` says about the series as a whole.
public struct ArchiveSettings: Sendable, Equatable {
    /// The series' name, `Kangrejos`.
    public var name: String
    /// One line under the name, `The Rust for Linux Workshop`.
    public var tagline: String
    /// Markdown about the series; empty when there is none.
    public var description: String
    /// The only source of absolute links, without a trailing slash.
    public var baseURL: URL
    /// Authority and date of RFC 4151 tag URIs, `kangrejos.com,2021`. It never changes, even when the host does.
    public var tagAuthority: String
    /// A mail address for those who run other services on the archive; nil when the series names none.
    public var contact: String?
    /// Where to tell of a weakness, as a URI (`mailto:` or https); nil when the series names none.
    public var securityContact: String?
    /// BCP 47 language of the pages and the default of the stemmer, `en`.
    public var language: String
    /// Links of the series: its site, its mailing list, its project.
    public var links: [Link]
    /// Old paths that must keep working, percent-decoded.
    public var redirects: [Redirect]

    public init(
        name: String, tagline: String = "", description: String = "", baseURL: URL, tagAuthority: String,
        contact: String? = nil, securityContact: String? = nil, language: String = "en", links: [Link] = [],
        redirects: [Redirect] = []
    ) {
        self.name = name
        self.tagline = tagline
        self.description = description
        self.baseURL = baseURL
        self.tagAuthority = tagAuthority
        self.contact = contact
        self.securityContact = securityContact
        self.language = language
        self.links = links
        self.redirects = redirects
    }
}

/// An old path of the site and where it is now.
public struct Redirect: Sendable, Hashable {
    /// Percent-decoded path, starting with `/`.
    public var from: String
    /// A path of this site, or an absolute https address.
    public var to: String

    public init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}
