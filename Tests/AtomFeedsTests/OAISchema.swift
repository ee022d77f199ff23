import AtomFeeds
import Foundation
import LibXML
import TalkArchive

/// The grammar of OAI-PMH's answers, and short ways to ask a repository.
enum OAISchema {
    static let names = [
        "o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/",
        "d": "http://www.openarchives.org/OAI/2.0/oai_dc/", "i": "http://www.openarchives.org/OAI/2.0/oai-identifier",
    ]

    private static let grammar = Result { try RelaxNGSchema(AtomSchema.resource("oai-pmh.rng")) }

    /// Everything wrong with an answer; empty when it is valid.
    static func problems(in tree: XMLTree) throws -> [String] {
        try grammar.get().validate(tree).map(\.description)
    }

    /// `verb=ListRecords&set=2022` as arguments.
    static func arguments(_ query: String) -> [(name: String, value: String)] {
        query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (parts[0], parts.count > 1 ? parts[1] : "")
        }
    }
}

/// An answer as its reader sees it.
struct OAIAnswer {
    let tree: XMLTree

    init(_ repository: HarvestRepository, _ query: String) throws {
        tree = try XMLTree(
            parsing: repository.response(to: OAISchema.arguments(query)).xml(at: Fixtures.time("2026-11-23T12:00:00Z")))
    }

    func strings(_ path: String) throws -> [String] { try tree.strings(at: path, namespaces: OAISchema.names) }

    var errors: [String] { get throws { try strings("/o:OAI-PMH/o:error/@code") } }
    var identifiers: [String] { get throws { try strings("//o:header/o:identifier") } }
    /// Nil where there is no token; empty at the end of a list in parts.
    var token: String? { get throws { try strings("//o:resumptionToken").first } }
}
