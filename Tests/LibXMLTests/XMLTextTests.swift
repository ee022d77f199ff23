import LibXML
import SeededRandom
import Testing

@Suite struct XMLTextTests {
    @Test(
        "only characters of XML 1.0 stay, and line ends become newlines",
        arguments: [
            ("plain", "plain"), ("", ""), ("tab\tnewline\n", "tab\tnewline\n"),
            ("a\u{0}b\u{1}c\u{8}d\u{B}e\u{C}f\u{1F}g", "abcdefg"), ("\u{FFFE}x\u{FFFF}", "x"),
            ("replacement \u{FFFD} stays", "replacement \u{FFFD} stays"), ("del \u{7F} stays", "del \u{7F} stays"),
            ("cr\rlf", "cr\nlf"), ("cr\r\nlf", "cr\nlf"), ("\r\r\n\n\r", "\n\n\n\n"), ("\r\u{1}\n", "\n\n"),
            ("😀 שלום \u{1FFFE}", "😀 שלום \u{1FFFE}"),
        ])
    func permitted(text: String, expected: String) {
        #expect(Array(XMLText.permitted(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("filtering agrees with a check of every character, for any text")
    func randomTextAgreesWithOracle() {
        let seed = UInt64.random(in: 0 ... .max)
        print("XMLTextTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let text = random.text(length: Int.random(in: 0...20, using: &random))
            let expected = text.replacingCRWithLF().unicodeScalars.filter(XMLText.isPermitted)
            #expect(Array(XMLText.permitted(text).unicodeScalars) == Array(expected), "\(text.debugDescription)")
        }
    }

    @Test(
        "names are names",
        arguments: [
            ("entry", true), ("é", true), ("_a-1.b", true), ("", false), ("1a", false), ("-a", false), ("a b", false),
            ("a:b", false), ("a\u{0}", false), ("a>", false), ("·a", false), ("a·", true),
        ])
    func names(name: String, isName: Bool) {
        #expect(XMLText.isName(name) == isName)
    }
}

extension String {
    /// The naive reading of "line ends become newlines": first the pairs, then the lone ones.
    func replacingCRWithLF() -> String {
        var scalars: [Unicode.Scalar] = []
        let all = Array(unicodeScalars)
        for (index, scalar) in all.enumerated() {
            if scalar == "\r" {
                if index + 1 < all.count, all[index + 1] == "\n" { continue }
                scalars.append("\n")
            } else {
                scalars.append(scalar)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
