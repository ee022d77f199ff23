import TalkArchive

/// A talk as harvesters know it: a header, and its description unless the talk was withdrawn.
struct HarvestRecord: Sendable, Hashable {
    /// Never changes, whatever host the archive is on: `oai:kangrejos.com:2022/rust-gcc`.
    let identifier: String
    /// When the record last changed, a stored fact: harvesters ask for what is newer than their last visit.
    let datestamp: Timestamp
    /// The edition.
    let set: String
    /// Nil for a deleted record.
    let metadata: DublinCore?
}

/// The names of records: the archive's authority, which never changes, and the talk's key.
///
/// Where the authority is a domain name as the guideline wants it, these are OAI identifiers ("Specification and XML
/// Schema for the OAI Identifier Format", version 2.0); they are unique and lasting in any case.
struct RecordNames: Sendable {
    /// `kangrejos.com` of the tag authority `kangrejos.com,2021`; of a mail address its host.
    let domain: String

    init(tagAuthority: String) {
        let name = tagAuthority.split(separator: ",", omittingEmptySubsequences: false).first ?? ""
        domain = name.split(separator: "@").last.map(String.init) ?? ""
    }

    func identifier(of key: TalkKey) -> String { "oai:\(domain):\(key)" }

    /// The talk that an identifier names; nil when it is not of this archive.
    func key(of identifier: String) -> TalkKey? {
        let prefix = "oai:\(domain):"
        return identifier.hasPrefix(prefix) ? TalkKey(String(identifier.dropFirst(prefix.count))) : nil
    }

    /// Whether the guideline's schema accepts the domain: two names or more, each beginning with a letter.
    var isRegular: Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { $0.first?.isLetter == true }
    }
}
