import AtomFeeds
import Foundation
import LibXML

/// What the W3C feed validator would say of a feed beyond the grammar: its errors, and the warnings that are about
/// readers and not about taste.
enum FeedRules {
    static func problems(in bytes: [UInt8], at address: String) throws -> [String] {
        let feed = try XMLTree(parsing: bytes).root
        let entries = feed.elements.filter { $0.name == "entry" }
        var problems = try AtomSchema.problems(in: bytes)
        // "Self reference doesn't match document location".
        let own = AtomSchema.links(of: feed).filter { $0["rel"] == "self" }.compactMap { $0["href"] }
        if own != [address] { problems.append("self is \(own), not \(address)") }
        for element in [feed] + entries {
            problems += facts(of: element) + links(of: element)
        }
        // "Two entries with the same value for atom:updated" in one document with one id.
        let states = entries.map { AtomSchema.child("id", of: $0) + AtomSchema.child("updated", of: $0) }
        if Set(states).count != states.count { problems.append("one state of an entry stands twice") }
        let newest = (entries.map { AtomSchema.child("updated", of: $0) } + deletions(of: feed)).max()
        if let newest, newest != AtomSchema.child("updated", of: feed) {
            problems.append("the feed's date is not that of its newest entry")
        }
        for entry in entries { problems += try content(of: entry) }
        return problems
    }

    private static func deletions(of feed: XMLTree.Element) -> [String] {
        feed.elements.filter { $0.name == "deleted-entry" }.compactMap { deletion in
            deletion.attributes.first { $0.name == "when" }?.value
        }
    }

    private static func facts(of element: XMLTree.Element) -> [String] {
        var problems: [String] = []
        let title = AtomSchema.child("title", of: element)
        if title.allSatisfy(\.isWhitespace) { problems.append("a blank title") }
        if title != title.trimmingCharacters(in: .whitespacesAndNewlines) { problems.append("a title with margins") }
        // 4.2.6: an absolute IRI, and no white space or angle brackets in it.
        let id = AtomSchema.child("id", of: element)
        let isURI = id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"{}|\\^`".utf8.contains($0) }
        if !isURI || URL(string: id)?.scheme == nil { problems.append("'\(id)' is no URI") }
        for name in ["published", "updated"] {
            for date in element.elements.filter({ $0.name == name }).map(\.text) {
                let form = #/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z/#
                if date.wholeMatch(of: form) == nil { problems.append("'\(date)' is no date") }
            }
        }
        if element.name == "entry",
            AtomSchema.child("published", of: element) > AtomSchema.child("updated", of: element)
        {
            problems.append("updated before it was published")
        }
        for category in element.elements where category.name == "category" {
            let term = category.attributes.first { $0.name == "term" }?.value ?? ""
            if term.isEmpty { problems.append("a category without a term") }
        }
        for person in element.elements where person.name == "author" {
            if AtomSchema.child("name", of: person).allSatisfy(\.isWhitespace) {
                problems.append("an author without name")
            }
        }
        return problems
    }

    private static func links(of element: XMLTree.Element) -> [String] {
        var problems: [String] = []
        for link in AtomSchema.links(of: element) {
            let href = link["href"] ?? ""
            guard let url = URL(string: href), ["http", "https"].contains(url.scheme ?? ""), url.host() != nil else {
                problems.append("'\(href)' is no absolute address")
                continue
            }
            if link["rel"] == "enclosure", Int(link["length"] ?? "") == nil || link["type"] == nil {
                problems.append("an enclosure without length or type")
            }
        }
        // RFC 5005, 3 and 4: at most one of each.
        for relation in ["self", "current", "prev-archive", "next-archive", "first", "previous", "next", "last", "via"]
        {
            if AtomSchema.links(of: element).count(where: { $0["rel"] == relation }) > 1 {
                problems.append("\(relation) stands twice")
            }
        }
        return problems
    }

    /// "Content should not contain relative URL references", "... script tag", "HTML validation error".
    private static func content(of entry: XMLTree.Element) throws -> [String] {
        let html = AtomSchema.child("content", of: entry)
        if html.allSatisfy(\.isWhitespace) { return ["empty content"] }
        var problems = try HTMLCheck.problems(in: html)
        // What we write is well-formed XML, too, but for the elements that HTML does not close.
        var closed = html.replacing("<br>", with: "<br/>").replacing("<hr>", with: "<hr/>")
        let pieces = closed.components(separatedBy: "<img ")
        closed = pieces.dropFirst().reduce(pieces[0]) { text, piece in
            let parts = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
            return "\(text)<img \(parts[0])/>\(parts.count > 1 ? parts[1] : "")"
        }
        do {
            _ = try XMLTree(parsing: Array("<div>\(closed)</div>".utf8))
        } catch {
            problems.append("not well-formed: \(error)")
        }
        if AtomSchema.child("summary", of: entry).contains("\n") { problems.append("a summary of several lines") }
        return problems
    }
}
