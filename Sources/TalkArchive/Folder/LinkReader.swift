internal import Foundation

/// Reads lists of links and of people, which several files share.
enum LinkReader {
    static let keys = ["title", "url", "kind", "uncertain"]

    static func links(_ key: String, in fields: MetadataFields, report: inout FileReport) -> [Link] {
        (fields.list(key, report: &report) ?? []).compactMap { item in
            guard let link = MetadataFields(item, of: "a link", known: keys, report: &report) else { return nil }
            let title = link.requiredText("title", of: "The link", report: &report)
            let url = requiredURL(in: link, report: &report)
            let kind = link.choice("kind", of: Link.Kind.self, report: &report)
            let isUncertain = link.boolean("uncertain", report: &report)
            guard let title, let url else { return nil }
            // Written but not understood: better shown as uncertain than as a fact.
            let doubtful = isUncertain ?? link.has("uncertain")
            return Link(title: title, url: url, kind: kind ?? .website, isUncertain: doubtful)
        }
    }

    /// Names with an address each.
    static func named(
        _ key: String, what: String, in fields: MetadataFields, report: inout FileReport
    ) -> [(name: String, url: URL?)] {
        (fields.list(key, report: &report) ?? []).compactMap { item in
            let known = ["name", "url"]
            guard let entry = MetadataFields(item, of: what, known: known, report: &report) else { return nil }
            let name = entry.requiredText("name", of: "The entry", report: &report)
            let url = entry.url("url", report: &report)
            return name.map { ($0, url) }
        }
    }

    private static func requiredURL(in link: MetadataFields, report: inout FileReport) -> URL? {
        guard link.requiredText("url", of: "The link", report: &report) != nil else { return nil }
        return link.url("url", report: &report)
    }
}
