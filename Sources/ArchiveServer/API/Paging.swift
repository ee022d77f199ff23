internal import HTTPTypes
internal import TalkArchive

/// Where an answer stands in a list that comes in pages.
struct Paging: APIObject {
    let page: Int
    let perPage: Int
    let pages: Int
    let total: Int
    let next: String?
    let previous: String?

    static let schema = ObjectSchema(
        "Where this answer stands in a list that comes in pages. The same addresses are in the `Link` field.",
        [
            .must("page", Schema.count("This page, counted from 1.", from: 1)),
            .must("perPage", Schema.count("Entries on a full page.", from: 1)),
            .must("pages", Schema.count("Pages that can be asked for; 0 for an empty list.")),
            .must("total", Schema.count("Entries on all pages.")),
            .may("next", Schema.address("The next page.")),
            .may("previous", Schema.address("The page before.")),
        ])

    /// - Parameters:
    ///   - lastPage: the last page that is made.
    ///   - address: of a page.
    init(page: Int, perPage: Int, total: Int, lastPage: Int = .max, address: (Int) -> String) {
        self.page = page
        self.perPage = perPage
        self.total = total
        pages = min((total + perPage - 1) / perPage, lastPage)
        next = page < pages ? address(page + 1) : nil
        previous = page > 1 && pages > 0 ? address(min(page - 1, pages)) : nil
    }

    /// The entries of this page.
    func slice<Entry>(of entries: [Entry]) -> ArraySlice<Entry> {
        let (start, isTooFar) = (page - 1).multipliedReportingOverflow(by: perPage)
        guard !isTooFar, start < entries.count else { return [] }
        return entries[start..<min(entries.count, start + perPage)]
    }

    /// `Link` of RFC 8288.
    var links: [(relation: String, address: String)] {
        [("prev", previous), ("next", next)].compactMap { relation, address in address.map { (relation, $0) } }
    }
}

extension Content {
    /// The same with a `Link` field (RFC 8288, section 3).
    func linking(to links: [(relation: String, address: String)]) -> Content {
        guard !links.isEmpty else { return self }
        var content = self
        content.fields[.link] = links.map { "<\($0.address)>; rel=\"\($0.relation)\"" }.joined(separator: ", ")
        return content
    }
}
