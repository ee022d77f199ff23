internal import Foundation

/// Reads `archive.yaml`.
enum SettingsReader {
    struct Result {
        let value: ArchiveSettings
        /// Where each redirect stands, for checks that need the whole archive.
        let redirectLines: [Int]
    }

    static let keys = [
        "name", "tagline", "base_url", "tag_authority", "language", "description", "links", "redirects",
        "contact", "security_contact",
    ]

    /// Nil when name, base URL or tag authority cannot be used.
    static func read(_ text: String, limits: ArchiveLimits, report: inout FileReport) -> Result? {
        let parser = MetadataParser(depthLimit: limits.metadataDepth)
        let before = report.diagnostics.count
        guard let root = parser.parse(text, report: &report) else {
            if report.diagnostics.count == before {
                report.error("missing-key", line: 1, "The file is empty.", "Write name, base_url and tag_authority.")
            }
            return nil
        }
        guard let fields = MetadataFields(root, of: "the archive", known: keys, report: &report) else { return nil }
        let name = fields.requiredText("name", of: "the archive", report: &report)
        let base = baseURL(fields, report: &report)
        let authority = tagAuthority(fields, report: &report)
        let tagline = fields.text("tagline", report: &report)
        let description = fields.text("description", report: &report)
        let contact = contact(fields, report: &report)
        let securityContact = securityContact(fields, report: &report)
        let language = language(fields, report: &report)
        let links = LinkReader.links("links", in: fields, report: &report)
        let redirects = redirects(fields, report: &report)
        guard let name, let base, let authority else { return nil }
        let settings = ArchiveSettings(
            name: name, tagline: tagline ?? "", description: description ?? "", baseURL: base, tagAuthority: authority,
            contact: contact, securityContact: securityContact, language: language ?? "en", links: links,
            redirects: redirects.map(\.value))
        return Result(value: settings, redirectLines: redirects.map(\.line))
    }

    private static func baseURL(_ fields: MetadataFields, report: inout FileReport) -> URL? {
        guard let text = fields.requiredText("base_url", of: "the archive", report: &report) else { return nil }
        var trimmed = text
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        guard let url = WebAddress.url(trimmed), url.query() == nil, url.fragment() == nil else {
            report.error(
                "bad-url", line: fields.line(of: "base_url"), "'\(text)' cannot be the archive's address.",
                "Write scheme and host, for example https://kangrejos.example.")
            return nil
        }
        return url
    }

    /// RFC 4151, section 2.1: a host name or mail address, a comma, and a date on which it was ours.
    private static func tagAuthority(_ fields: MetadataFields, report: inout FileReport) -> String? {
        guard let text = fields.requiredText("tag_authority", of: "the archive", report: &report) else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, isAuthorityName(parts[0]), isTagDate(parts[1]) { return text }
        report.error(
            "bad-tag-authority", line: fields.line(of: "tag_authority"), "'\(text)' is no tag authority.",
            "Write a host name of yours, a comma, and a year in which it was yours: kangrejos.com,2021.")
        return nil
    }

    private static func isAuthorityName(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard let host = parts.last, parts.count <= 2 else { return false }
        let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
        let isHost = host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.allSatisfy(letters.contains) && label.first != "-" && label.last != "-"
        }
        let isUser =
            parts.count == 1
            || (!parts[0].isEmpty && parts[0].allSatisfy { letters.contains($0) || $0 == "." || $0 == "_" })
        return isHost && isUser
    }

    private static func isTagDate(_ text: String) -> Bool {
        switch text.utf8.count {
        case 4: CalendarDate("\(text)-01-01") != nil
        case 7: CalendarDate("\(text)-01") != nil
        default: CalendarDate(text) != nil
        }
    }

    /// An address as OAI-PMH's schema takes it: printable ASCII, one `@`, a host name of two parts or
    /// more.
    private static func contact(_ fields: MetadataFields, report: inout FileReport) -> String? {
        guard let text = fields.text("contact", report: &report) else { return nil }
        if isMailAddress(text) { return text }
        report.error(
            "bad-value", line: fields.line(of: "contact"), "'\(text)' is no mail address.",
            "Write one such as archive@kangrejos.example, or leave the line out.")
        return nil
    }

    private static func isMailAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isPrintable = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F }
        let labels = parts.last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        return parts.count == 2 && !parts[0].isEmpty && isPrintable && labels.count >= 2
            && labels.allSatisfy { !$0.isEmpty }
    }

    /// RFC 9116, 2.5.3: a URI. A mail address alone is what people write.
    private static func securityContact(_ fields: MetadataFields, report: inout FileReport) -> String? {
        guard let text = fields.text("security_contact", report: &report) else { return nil }
        let address = text.hasPrefix("mailto:") ? String(text.dropFirst("mailto:".count)) : text
        if isMailAddress(address), !address.contains("/") { return "mailto:\(address)" }
        if let url = WebAddress.url(text), url.scheme == "https" { return url.absoluteString }
        report.error(
            "bad-value", line: fields.line(of: "security_contact"), "'\(text)' is no way to tell of a weakness.",
            "Write a mail address such as security@kangrejos.example, or an https address, or leave the line out.")
        return nil
    }

    /// The form of BCP 47's common tags: a language of two or three letters and subtags.
    private static func language(_ fields: MetadataFields, report: inout FileReport) -> String? {
        guard let text = fields.text("language", report: &report) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isLanguage = parts.first.map { (2...3).contains($0.count) && $0.allSatisfy { $0.isASCII && $0.isLetter } }
        let areSubtags = parts.dropFirst().allSatisfy {
            (1...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        if isLanguage == true, areSubtags { return text }
        report.error(
            "bad-value", line: fields.line(of: "language"), "'\(text)' is no language tag.",
            "Write one such as en, de or pt-BR.")
        return nil
    }

    private static func redirects(
        _ fields: MetadataFields, report: inout FileReport
    ) -> [(value: Redirect, line: Int)] {
        var seen: Set<String> = []
        return (fields.list("redirects", report: &report) ?? []).compactMap { item in
            let known = ["from", "to"]
            guard let pair = MetadataFields(item, of: "a redirect", known: known, report: &report) else { return nil }
            let from = pair.requiredText("from", of: "The redirect", report: &report)
            let to = pair.requiredText("to", of: "The redirect", report: &report)
            guard let from, let to else { return nil }
            guard from.hasPrefix("/"), from != "/" else {
                report.error(
                    "bad-redirect", line: pair.line(of: "from"), "'\(from)' is no old path.",
                    "Write the path as people see it, beginning with '/', without host and without %-codes.")
                return nil
            }
            guard to.hasPrefix("/") && !to.hasPrefix("//") || WebAddress.url(to)?.scheme == "https" else {
                report.error(
                    "bad-redirect", line: pair.line(of: "to"), "'\(to)' is no place to go to.",
                    "Write a path of this site that begins with '/', or an https address.")
                return nil
            }
            guard from != to, seen.insert(from).inserted else {
                report.error(
                    "bad-redirect", line: pair.line(of: "from"), "'\(from)' leads to two places, or to itself.",
                    "Keep one redirect for each old path.")
                return nil
            }
            return (Redirect(from: from, to: to), item.line)
        }
    }
}
