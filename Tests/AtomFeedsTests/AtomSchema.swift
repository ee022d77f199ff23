import Foundation
import LibXML

/// The RELAX NG grammar of the tests, and the rules of RFC 4287 that such a grammar cannot say.
enum AtomSchema {
    static func resource(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Bundle.module.bundleURL.appending(path: "Resources/\(name)")))
    }

    private static let grammar = Result { try RelaxNGSchema(resource("atom.rng")) }

    /// Everything wrong with a feed document; empty when it is valid.
    static func problems(in bytes: [UInt8]) throws -> [String] {
        let tree = try XMLTree(parsing: bytes)
        return try grammar.get().validate(tree).map(\.description) + otherProblems(in: tree.root)
    }

    private static func otherProblems(in feed: XMLTree.Element) -> [String] {
        let entries = feed.elements.filter { $0.name == "entry" }
        // 4.1.1: one entry told twice has two times; that is for archives, which tell each moment.
        let isArchive = feed.elements.contains { $0.name == "archive" }
        let ids = entries.map { child("id", of: $0) + (isArchive ? " " + child("updated", of: $0) : "") }
        var problems = Set(ids + [child("id", of: feed)]).count == ids.count + 1 ? [] : ["an id stands twice"]
        for element in entries + [feed] {
            // 4.1.1 and 4.1.2: no two alternates of one type and language.
            let alternates = links(of: element).filter { ($0["rel"] ?? "alternate") == "alternate" }
            let kinds = alternates.map { "\($0["type"] ?? "") \($0["hreflang"] ?? "")" }
            if Set(kinds).count != kinds.count { problems.append("two alternate links of one kind") }
        }
        // 4.1.2: an entry without content has an alternate link.
        for entry in entries where !entry.elements.contains(where: { $0.name == "content" }) {
            let isLinked = links(of: entry).contains { ($0["rel"] ?? "alternate") == "alternate" }
            if !isLinked { problems.append("neither content nor alternate link") }
        }
        // 4.1.1: one link to itself.
        if links(of: feed).filter({ $0["rel"] == "self" }).count != 1 { problems.append("not one link to itself") }
        return problems
    }

    static func child(_ name: String, of element: XMLTree.Element) -> String {
        element.elements.first { $0.name == name }?.text ?? ""
    }

    static func links(of element: XMLTree.Element) -> [[String: String]] {
        element.elements.filter { $0.name == "link" }.map { link in
            Dictionary(uniqueKeysWithValues: link.attributes.map { ($0.name, $0.value) })
        }
    }
}
