import FormParsing
import SeededRandom
import Testing

@Suite struct URLEncodedFormTests {
    @Test(
        "forms are read as browsers write them",
        arguments: [
            ("", []), ("&&", []), ("a=1", [("a", "1")]), ("a=1&b=2&a=3", [("a", "1"), ("b", "2"), ("a", "3")]),
            ("a", [("a", "")]), ("a=", [("a", "")]), ("=b", [("", "b")]), ("=", [("", "")]), ("a=b=c", [("a", "b=c")]),
            ("a+b=c+d", [("a b", "c d")]), ("%61%3D=%26%2B", [("a=", "&+")]), ("q=na%C3%AFve", [("q", "naïve")]),
            ("q=naïve", [("q", "naïve")]), ("q=100%", [("q", "100%")]), ("q=%zz%4", [("q", "%zz%4")]),
            ("q=%%41", [("q", "%A")]), ("q=%FF", [("q", "\u{FFFD}")]), ("q=a%00b", [("q", "a\0b")]),
            ("q=%E2%82%AC+%e2%82%ac", [("q", "€ €")]), ("q=C%2B%2B", [("q", "C++")]),
        ] as [(String, [(String, String)])])
    func table(text: String, expected: [(String, String)]) throws {
        let pairs = expected.map { URLEncodedForm.Pair(name: $0.0, value: $0.1) }
        #expect(try URLEncodedForm(parsing: Array(text.utf8)).pairs == pairs)
        #expect(try URLEncodedForm(query: text).pairs == pairs)
    }

    @Test("values are found by name, in order")
    func lookUp() throws {
        let form = try URLEncodedForm(query: "edition=2022&speaker=a&edition=2021")
        #expect(form["edition"] == "2022")
        #expect(form.values("edition") == ["2022", "2021"])
        #expect(form["missing"] == nil)
        #expect(form.values("missing") == [])
    }

    @Test("limits hold exactly")
    func limits() throws {
        let bytes = Array("a=1&b=2".utf8)
        #expect(try URLEncodedForm(parsing: bytes, limits: URLEncodedLimits(pairs: 2, bytes: 7)).pairs.count == 2)
        #expect(throws: FormError.limitExceeded(.pairs(1))) {
            try URLEncodedForm(parsing: bytes, limits: URLEncodedLimits(pairs: 1))
        }
        #expect(throws: FormError.limitExceeded(.totalBytes(6))) {
            try URLEncodedForm(parsing: bytes, limits: URLEncodedLimits(bytes: 6))
        }
    }

    @Test("what is encoded parses to the same pairs, in letters that need no more escaping")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("URLEncodedFormTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let scalars: [Unicode.Scalar] = [
            "a", "&", "=", "+", " ", "%", "é", "😀", "\0", "\r", "\n", "'", "\"", "<", "*", "~",
        ]
        func text() -> String {
            String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 0...8, using: &random)).map { _ in
                        scalars.randomElement(using: &random)!
                    }))
        }
        for _ in 0..<500 {
            let pairs = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                URLEncodedForm.Pair(name: text(), value: text())
            }
            let encoded = URLEncodedForm(pairs).encoded
            #expect(try URLEncodedForm(query: encoded).pairs == pairs)
            #expect(
                encoded.unicodeScalars.allSatisfy { $0.isASCII && $0 != " " && $0 != "<" && $0 != "\"" && $0 != "\0" })
        }
    }

    @Test("random bytes are always a form")
    func randomBytes() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("URLEncodedFormTests bytes seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<1000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ -> UInt8 in
                Bool.random(using: &random)
                    ? .random(in: 0...255, using: &random) : Array("%&=+4".utf8).randomElement(using: &random)!
            }
            let form = try URLEncodedForm(parsing: bytes)
            #expect(try URLEncodedForm(query: form.encoded) == form)
        }
    }
}
