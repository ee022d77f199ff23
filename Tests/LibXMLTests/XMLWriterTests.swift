import LibXML
import SeededRandom
import Testing

@Suite struct XMLWriterTests {
    static let oddTexts = [
        "<&>\"'", "]]>", "<!-- --> <![CDATA[ <?pi?>", "a\u{0}b", "\u{1}\u{8}\u{FFFE}", "😀👩‍👩‍👧", "שלום \u{202E}abc",
        String(repeating: "x<", count: 5000), "line\nline\r\nline\rline", " spaces  kept ", "\tindented",
        "&amp; &#0; &lol;",
        "e\u{301}", "\u{85}\u{2028}", "",
    ]

    @Test("any text comes back as written, but for what XML forbids", arguments: oddTexts)
    func textRoundTrip(text: String) throws {
        var writer = try XMLWriter()
        writer.element("title", text, attributes: [("label", text)])
        let root = try XMLTree(parsing: try writer.finish()).root
        #expect(Array(root.text.unicodeScalars) == Array(XMLText.permitted(text).unicodeScalars))
        let label = try #require(root.attribute("label"))
        #expect(Array(label.unicodeScalars) == Array(XMLText.permitted(text).unicodeScalars))
    }

    @Test("random text comes back as written, indented or not")
    func randomRoundTrip() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("XMLWriterTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for round in 0..<300 {
            let texts = (0..<5).map { _ in random.text(length: Int.random(in: 1...30, using: &random)) }
            var writer = try XMLWriter(indented: round.isMultiple(of: 2))
            writer.element("feed") { feed in
                for text in texts {
                    feed.element("entry") { entry in
                        entry.element("title", text, attributes: [("a", text)])
                    }
                }
            }
            let root = try XMLTree(parsing: try writer.finish()).root
            let titles = root.elements.compactMap { $0.first("title") }
            #expect(
                titles.map { Array($0.text.unicodeScalars) }
                    == texts.map { Array(XMLText.permitted($0).unicodeScalars) })
            #expect(titles.map { $0.attribute("a") } == texts.map(XMLText.permitted))
        }
    }

    @Test("the document is UTF-8 with a declaration and says what was written")
    func exactBytes() throws {
        var writer = try XMLWriter()
        writer.element("feed", declaring: [XMLNamespace(uri: "urn:a"), XMLNamespace(prefix: "t", uri: "urn:t")]) {
            feed in
            feed.element("t:title", "é & <b>", attributes: [("t:kind", "\"q\""), ("xml:lang", "en")])
            feed.element("link")
        }
        let expected = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="urn:a" xmlns:t="urn:t"><t:title t:kind="&quot;q&quot;" xml:lang="en">é &amp; &lt;b&gt;</t:title><link/></feed>

            """
        #expect(String(decoding: try writer.finish(), as: UTF8.self) == expected)
    }

    @Test("indentation breaks elements into lines and leaves text alone")
    func indentation() throws {
        var writer = try XMLWriter(indented: true)
        writer.element("a") { outer in
            outer.element("b", "x")
            outer.element("c") { inner in inner.element("d") }
        }
        let expected = """
            <?xml version="1.0" encoding="UTF-8"?>
            <a>
              <b>x</b>
              <c>
                <d/>
              </c>
            </a>

            """
        #expect(String(decoding: try writer.finish(), as: UTF8.self) == expected)
    }

    @Test("an element is ended when its closure throws, and the error comes out")
    func throwingClosure() throws {
        struct Stop: Error {}
        var writer = try XMLWriter()
        writer.startElement("a")
        #expect(throws: Stop.self) {
            try writer.element("b") { _ throws(Stop) in throw Stop() }
        }
        writer.text("after")
        writer.endElement()
        let root = try XMLTree(parsing: try writer.finish()).root
        #expect(root.text == "after")
        #expect(root.first("b")?.children == [])
    }

    @Test("each mistake of the code is named", arguments: Mistake.all)
    func mistakes(mistake: Mistake) throws {
        var writer = try XMLWriter()
        mistake.make(&writer)
        do throws(XMLWriterError) {
            _ = try writer.finish()
            Issue.record("\(mistake.expected) was not thrown")
        } catch {
            #expect(error == mistake.expected)
            #expect(!error.description.isEmpty)
        }
    }

    struct Mistake: Sendable {
        let expected: XMLWriterError
        let make: @Sendable (inout XMLWriter) -> Void

        static let all = [
            Mistake(expected: .noRoot) { _ in },
            Mistake(expected: .unclosedElement("b")) {
                $0.startElement("a"); $0.startElement("b")
            },
            Mistake(expected: .nothingToEnd) {
                $0.element("a"); $0.endElement()
            },
            Mistake(expected: .outsideRoot("b")) {
                $0.element("a"); $0.element("b")
            },
            Mistake(expected: .outsideRoot("x")) { $0.text("x") },
            Mistake(expected: .invalidName("a b")) { $0.element("a b") },
            Mistake(expected: .invalidName("a:b:c")) { $0.element("a:b:c") },
            Mistake(expected: .invalidName("a\0")) { $0.element("a\0") },
            Mistake(expected: .invalidName("")) { $0.element("a", attributes: [("", "")]) },
            Mistake(expected: .invalidName("xmlns")) { $0.element("a", attributes: [("xmlns", "urn:x")]) },
            Mistake(expected: .undeclaredPrefix("p:a")) { $0.element("p:a") },
            Mistake(expected: .undeclaredPrefix("p:b")) { writer in
                writer.element("a") { a in
                    a.element("c", declaring: [XMLNamespace(prefix: "p", uri: "urn:p")])
                    a.element("p:b")
                }
            },
            Mistake(expected: .undeclaredPrefix("xmlns:q")) { $0.element("a", attributes: [("xmlns:q", "urn:q")]) },
            Mistake(expected: .duplicateAttribute("x")) { $0.element("a", attributes: [("x", "1"), ("x", "2")]) },
            Mistake(expected: .attributeAfterContent("x")) {
                $0.startElement("a"); $0.text("t"); $0.attribute("x", "1")
            },
            Mistake(expected: .invalidNamespace(XMLNamespace(prefix: "xml", uri: "urn:x"))) {
                $0.element("a", declaring: [XMLNamespace(prefix: "xml", uri: "urn:x")])
            },
            Mistake(expected: .invalidNamespace(XMLNamespace(prefix: "p", uri: ""))) {
                $0.element("a", declaring: [XMLNamespace(prefix: "p", uri: "")])
            },
        ]
    }
}
