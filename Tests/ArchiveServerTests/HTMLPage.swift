import LibXML
import TestSupport

/// A page as its tests ask it.
struct HTMLPage {
    let tree: XMLTree

    init(_ reply: TestReply) throws {
        tree = try XMLTree(html: reply.text)
    }

    func strings(_ xpath: String) throws -> [String] { try tree.strings(at: xpath) }

    func count(_ xpath: String) throws -> Int { try tree.elements(at: xpath).count }

    /// Addresses of this site that the page leads to or shows, without fragments.
    func links() throws -> Set<String> {
        let all = try strings("//a/@href") + strings("//img/@src") + strings("//link/@href") + strings("//script/@src")
        return Set(
            all.filter { $0.hasPrefix("/") && !$0.hasPrefix("//") }
                .compactMap { $0.split(separator: "#", omittingEmptySubsequences: false).first.map(String.init) })
    }

    /// The words that are marked as matches.
    func marks() throws -> [String] { try strings("//mark") }
}
