import LibXML
import Testing

@Suite struct HTMLEncodingTests {
    private static func text(_ bytes: [UInt8]) throws -> String {
        HTMLText.plainText(of: try XMLTree(htmlBytes: bytes).root)
    }

    /// A page with a word in some encoding.
    private static func page(_ label: String, _ word: [UInt8]) -> [UInt8] {
        Array("<html><head>\(label)</head><body>".utf8) + word
    }

    @Test(
        "a page that says Latin 1, or nothing, is Windows-1252 as in browsers",
        arguments: [
            "", "<meta charset=iso-8859-1>", "<META CHARSET='Latin1'>", "<meta charset=\"windows-1252\">",
            "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>",
        ])
    func windows1252(label: String) throws {
        // “né” – €
        let word: [UInt8] = [0x93, 0x6E, 0xE9, 0x94, 0x20, 0x96, 0x20, 0x80]
        #expect(try Self.text(Self.page(label, word)) == "“né” – €")
    }

    @Test("a wrong byte in UTF-8 costs that byte alone")
    func damagedUTF8() throws {
        let word = Array("naïve ".utf8) + [0xFF] + Array(" café".utf8)
        #expect(try Self.text(Self.page("<meta charset=utf-8>", word)) == "naïve \u{FFFD} café")
    }

    @Test("byte order marks are heard")
    func byteOrderMarks() throws {
        let page = "<p>ñandú"
        #expect(try Self.text([0xEF, 0xBB, 0xBF] + Array(page.utf8)) == "ñandú")
        #expect(try Self.text([0xFF, 0xFE] + page.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == "ñandú")
        #expect(try Self.text([0xFE, 0xFF] + page.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == "ñandú")
        #expect(try Self.text([0xFF, 0xFE, 0x41]) == "")
    }

    @Test("other encodings are left to libxml2")
    func others() throws {
        // "ł" in ISO 8859-2
        #expect(try Self.text(Self.page("<meta charset=iso-8859-2>", [0xB3])) == "ł")
    }

    @Test("a page beyond the limit is refused before it is read")
    func limit() {
        #expect(throws: XMLError.tooLarge(bytes: 9, limit: 8)) {
            try XMLTree(htmlBytes: Array("<p>12345".utf8) + [0xFF], limits: XMLLimits(bytes: 8))
        }
    }
}
