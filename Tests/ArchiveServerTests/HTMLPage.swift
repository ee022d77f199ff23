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

    /// The fields of the form with this action as a browser would send them, without buttons.
    func fields(of action: String) throws -> [(String, String)] {
        let form = "//form[@action='\(action)']"
        var fields: [(String, String)] = []
        func add(_ names: String, _ values: String) throws {
            fields += zip(try strings("\(form)\(names)"), try strings("\(form)\(values)"))
        }
        let typed = "//input[@value and not(@type='checkbox') and not(@type='radio') and not(@type='file')]"
        try add("\(typed)/@name", "\(typed)/@value")
        let chosen = "//input[@checked]"
        try add("\(chosen)/@name", "\(chosen)/@value")
        for name in try strings("\(form)//textarea/@name") {
            fields.append((name, try strings("\(form)//textarea[@name='\(name)']").first ?? ""))
        }
        for name in try strings("\(form)//select/@name") {
            let select = "\(form)//select[@name='\(name)']"
            fields.append((name, try strings("\(select)/option[@selected]/@value").first ?? ""))
        }
        return fields
    }

    /// The words that are marked as matches.
    func marks() throws -> [String] { try strings("//mark") }
}
