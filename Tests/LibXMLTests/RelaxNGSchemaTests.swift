import LibXML
import Testing

@Suite struct RelaxNGSchemaTests {
    static let schema = """
        <element name="talk" xmlns="http://relaxng.org/ns/structure/1.0"
            datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
          <attribute name="id"/>
          <interleave>
            <element name="title"><text/></element>
            <optional><element name="updated"><data type="dateTime"/></element></optional>
          </interleave>
        </element>
        """

    @Test(
        "valid documents have no diagnostics",
        arguments: [
            "<talk id='1'><title>x</title></talk>",
            "<talk id='1'><updated>2022-09-15T12:00:00Z</updated><title/></talk>",
        ])
    func accepts(text: String) throws {
        #expect(try RelaxNGSchema(Array(Self.schema.utf8)).validate(try XMLTree(parsing: text)) == [])
    }

    @Test(
        "invalid documents are told line and reason",
        arguments: [
            ("<talk id='1'>\n<title>x</title>\n<author/></talk>", 3, "author"),
            ("<talk>\n<title>x</title></talk>", 1, "id"),
            ("<talk id='1'>\n<title/>\n<updated>yesterday</updated></talk>", 3, "updated"),
            ("<feed/>", 1, "talk"),
        ])
    func rejects(text: String, line: Int, word: String) throws {
        let diagnostics = try RelaxNGSchema(Array(Self.schema.utf8)).validate(try XMLTree(parsing: text))
        #expect(diagnostics.contains { $0.line == line }, "\(diagnostics)")
        #expect(diagnostics.contains { $0.message.contains(word) }, "\(diagnostics)")
    }

    @Test("one schema validates many documents, and a document can be validated again")
    func reuse() throws {
        let schema = try RelaxNGSchema(Array(Self.schema.utf8))
        let good = try XMLTree(parsing: "<talk id='1'><title>x</title></talk>")
        let bad = try XMLTree(parsing: "<talk/>")
        for _ in 0..<3 {
            #expect(try schema.validate(good) == [])
            #expect(try schema.validate(bad).isEmpty == false)
        }
        #expect(try good.strings(at: "//title") == ["x"])
    }

    @Test("a schema that is no grammar, or needs other files, is refused")
    func badSchemas() {
        #expect(throws: XMLError.self) { try RelaxNGSchema(Array("<a/>".utf8)) }
        #expect(throws: XMLError.self) { try RelaxNGSchema(Array("<a".utf8)) }
        let namespace = "xmlns='http://relaxng.org/ns/structure/1.0'"
        for outside in [
            "<grammar \(namespace)>\n<include href='file:///x.rng'/></grammar>",
            "<element name='a' \(namespace)>\n<externalRef href='x.rng'/></element>",
        ] {
            do throws(XMLError) {
                _ = try RelaxNGSchema(Array(outside.utf8))
                Issue.record("accepted")
            } catch {
                guard case .invalidSchema(let diagnostics) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(diagnostics.first?.line == 2)
            }
        }
        let undefined = "<grammar \(namespace)><start><ref name='nowhere'/></start></grammar>"
        #expect(throws: XMLError.self) { try RelaxNGSchema(Array(undefined.utf8)) }
    }
}
