import Foundation
import LibXML
import SeededRandom
import Testing

@Suite struct XMLTreeTests {
    static let feed = """
        <?xml version="1.0"?>
        <!-- about -->
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:o="urn:other" o:kind="all" kind="plain">
          <title>Talks &amp; <![CDATA[<slides>]]></title>
          <entry><title>One</title><o:title>other</o:title></entry>
          <entry><title>Tw<!-- cut -->o &#x1F600;</title></entry>
        </feed>
        """
    static let atom = ["a": "http://www.w3.org/2005/Atom", "o": "urn:other"]

    @Test("elements carry name, namespace, attributes, text and line")
    func values() throws {
        let root = try XMLTree(parsing: Self.feed).root
        #expect(root.name == "feed")
        #expect(root.namespace == "http://www.w3.org/2005/Atom")
        #expect(root.line == 3)
        #expect(root.attribute("kind") == "plain")
        #expect(root.attribute("kind", namespace: "urn:other") == "all")
        #expect(root.attribute("missing") == nil)
        #expect(root.first("title")?.children == [.text("Talks & <slides>")])
        #expect(root.elements.map(\.name) == ["title", "entry", "entry"])
        #expect(root.elements.map(\.line) == [4, 5, 6])
        let first = try #require(root.first("entry"))
        #expect(first.elements(named: "title").count == 2)
        #expect(first.elements(named: "title", namespace: "urn:other").map(\.text) == ["other"])
        #expect(root.elements(named: "entry").last?.first("title")?.children == [.text("Two 😀")])
    }

    @Test(
        "XPath gives strings",
        arguments: [
            ("//a:entry/a:title", ["One", "Two 😀"]), ("//o:title", ["other"]), ("/a:feed/@kind", ["plain"]),
            ("/a:feed/@o:kind", ["all"]), ("count(//a:entry)", ["2"]), ("//a:nothing", []), ("//entry", []),
            ("string(//a:entry)", ["Oneother"]), ("1 = 1", ["true"]), ("//a:entry[1]/a:title/text()", ["One"]),
        ])
    func xpathStrings(xpath: String, expected: [String]) throws {
        #expect(try XMLTree(parsing: Self.feed).strings(at: xpath, namespaces: Self.atom) == expected)
    }

    @Test("XPath gives elements in document order")
    func xpathElements() throws {
        let tree = try XMLTree(parsing: Self.feed)
        let found = try tree.elements(at: "//o:title | //a:title", namespaces: Self.atom)
        #expect(found.map(\.text) == ["Talks & <slides>", "One", "other", "Two 😀"])
        #expect(try tree.elements(at: "//@kind") == [])
    }

    @Test("a bad XPath expression is an error that names it", arguments: ["//[", "//p:x", "unknown()", ""])
    func badXPath(xpath: String) throws {
        let tree = try XMLTree(parsing: Self.feed)
        do throws(XMLError) {
            _ = try tree.strings(at: xpath)
            Issue.record("no error")
        } catch {
            guard case .invalidXPath(let expression, let message) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(expression == xpath)
            #expect(!message.isEmpty)
        }
    }

    @Test(
        "what is not well-formed is refused with its line",
        arguments: [
            ("<a>\n<b></a>", 2), ("<a>\n\n&nothing;</a>", 3), ("<a b='1' b='2'/>", 1), ("<a>\n<p:b/></a>", 2),
            ("<a/>\n<b/>", 2), ("<a>\u{1}</a>", 1), ("text", 1),
        ])
    func malformed(text: String, line: Int) {
        expectMalformed(text) { #expect($0.line == line, "\($0)") }
    }

    @Test(
        "empty input and bytes that are no text are refused", arguments: [[], [0], [0xFF, 0xFE], [0x3C, 0x80, 0x3E]])
    func noText(bytes: [UInt8]) {
        #expect(throws: XMLError.self) { try XMLTree(parsing: bytes) }
    }

    @Test("entities and attribute defaults are refused before they can grow")
    func expansionAttacks() {
        var laughs = "<!DOCTYPE lolz [\n<!ENTITY lol0 \"lol\">\n"
        for level in 1...9 {
            laughs += "<!ENTITY lol\(level) \"\(String(repeating: "&lol\(level - 1);", count: 10))\">\n"
        }
        laughs += "]>\n<lolz>&lol9;</lolz>"
        expectMalformed(laughs) { #expect($0.message.contains("entity")) }
        expectMalformed("<!DOCTYPE a [\n<!ENTITY % p '<!ENTITY x \"y\">'>\n%p;\n]><a>&x;</a>") { _ in }
        expectMalformed("<!DOCTYPE a [<!ATTLIST b c CDATA \"long\">]>\n<a><b/></a>") {
            #expect($0.message.contains("attributes"))
        }
        expectMalformed("<!DOCTYPE a [<!ATTLIST b c (x|y) 'x'>]>\n<a><b/></a>") { _ in }
    }

    @Test("external entities and document types are not loaded")
    func externalEntities() throws {
        let secret = FileManager.default.temporaryDirectory.appending(path: "xml-\(UUID().uuidString).txt")
        try "TOP SECRET".write(to: secret, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: secret) }
        let inText = "<!DOCTYPE a [<!ENTITY x SYSTEM \"\(secret.absoluteString)\">]><a>&x;</a>"
        expectMalformed(inText) { #expect(!$0.message.contains("SECRET")) }
        let externalDTD = "<!DOCTYPE a SYSTEM \"\(secret.absoluteString)\"><a>text</a>"
        #expect(try XMLTree(parsing: externalDTD).root.text == "text")
        expectMalformed("<!DOCTYPE a SYSTEM \"\(secret.absoluteString)\"><a>\n&x;</a>") {
            #expect($0.message.contains("'x'"))
        }
        expectMalformed("<!DOCTYPE a SYSTEM \"\(secret.absoluteString)\"><a b=\"&x;\"/>") {
            #expect($0.message.contains("'x'"))
        }
        let include =
            "<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"\(secret.absoluteString)\"/></a>"
        #expect(try XMLTree(parsing: include).root.text == "")
    }

    @Test("limits on bytes and depth hold, and say so")
    func limits() throws {
        let deep = { (depth: Int) in
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(throws: XMLError.tooLarge(bytes: 7, limit: 6)) {
            try XMLTree(parsing: "<a></a>", limits: XMLLimits(bytes: 6))
        }
        #expect(try XMLTree(parsing: "<a></a>", limits: XMLLimits(bytes: 7)).root.name == "a")
        #expect(throws: XMLError.tooDeep(limit: 3)) { try XMLTree(parsing: deep(4), limits: XMLLimits(depth: 3)) }
        #expect(try XMLTree(parsing: deep(3), limits: XMLLimits(depth: 3)).root.name == "a")
        #expect(throws: XMLError.self) { try XMLTree(parsing: deep(100_000)) }
    }

    @Test("line numbers stay right beyond 65,535")
    func manyLines() throws {
        let text = "<a>" + String(repeating: "\n", count: 70_000) + "<b>x</b></a>"
        #expect(try XMLTree(parsing: text).root.first("b")?.line == 70_001)
    }

    @Test("many tasks parse, write, validate and select at once")
    func concurrency() async throws {
        let shared = try XMLTree(parsing: Self.feed)
        let schema = try RelaxNGSchema(Array(RelaxNGSchemaTests.schema.utf8))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<200 {
                group.addTask {
                    #expect(try shared.strings(at: "//a:entry/a:title", namespaces: Self.atom) == ["One", "Two 😀"])
                    var writer = try XMLWriter()
                    writer.element("talk", attributes: [("id", "\(task)")]) { $0.element("title", "<\(task)>") }
                    let tree = try XMLTree(parsing: try writer.finish())
                    #expect(tree.root.first("title")?.text == "<\(task)>")
                    #expect(try schema.validate(tree) == [])
                    #expect(try schema.validate(shared).isEmpty == false)
                    #expect(throws: XMLError.self) { try XMLTree(parsing: "<a>\(task)") }
                    #expect(try HTMLText.plainText("<p>a<p>\(task)") == "a\n\n\(task)")
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("random bytes are parsed or refused, as XML and as HTML")
    func randomBytes() {
        let seed = UInt64.random(in: 0 ... .max)
        print("XMLTreeTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "<a", ">", "</a>", "<!DOCTYPE", "[", "<!ENTITY", "&", ";", "x", "\"", "=", "<?", "?>", "<![CDATA[", "]]>",
            "<script>", "<p", "\0", "é",
        ]
        for _ in 0..<1000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                bytes += pieces.randomElement(using: &random)!.utf8
                if Int.random(in: 0..<10, using: &random) == 0 { bytes.append(.random(in: 0...255, using: &random)) }
            }
            let tree = try? XMLTree(parsing: bytes)
            #expect(tree?.root.name.isEmpty != true)
            let page = try? XMLTree(htmlBytes: bytes)
            #expect(page?.root.name.isEmpty != true)
        }
    }

    private func expectMalformed(_ text: String, _ check: (XMLDiagnostic) -> Void) {
        do throws(XMLError) {
            _ = try XMLTree(parsing: text)
            Issue.record("accepted: \(text.prefix(80))")
        } catch {
            guard case .malformed(let diagnostic) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(!diagnostic.message.isEmpty && diagnostic.message.last != "\n")
            check(diagnostic)
        }
    }
}
