import Foundation
import Testing

@testable import SlideExtraction

@Suite("WordSpelling")
struct WordSpellingTests {
    private func spelled(_ word: String) -> String {
        var bytes: [UInt8] = []
        _ = Array(word.utf8).withUnsafeBufferPointer { WordSpelling.append($0, to: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "a word is spelled as one types it",
        arguments: [
            ("ﬁnd", "find"), ("oﬄine", "offline"), ("ﬆ", "st"), ("Scienti\u{F001}c", "Scientific"),
            ("\u{F002}ow", "flow"), ("in\u{AD}for\u{AD}mation", "information"), ("a\u{200B}b", "ab"),
            ("e\u{301}te\u{301}", "été"), ("std\u{FFFD}::future", "std::future"), ("lost\u{FFFD}r", "lost\u{FFFD}r"),
            ("ﺷﻤﺲ", "شمس"), ("שׁלום", "שׁלום"), ("\u{202E}abc\u{202C}", "abc"), ("x\u{1}y\u{9B}", "xy"),
            ("\u{F0A7}", "•"), ("\u{E123}word", "word"), ("\u{FFFD}\u{FFFD}", ""), ("\u{E123}\u{E124}", ""),
            ("naïve", "naïve"), ("日本", "日本"), ("x²", "x²"), ("½", "½"),
        ])
    func spelling(_ given: String, expected: String) {
        #expect(
            spelled(given).unicodeScalars.elementsEqual(expected.precomposedStringWithCanonicalMapping.unicodeScalars))
    }

    @Test("a soft hyphen at the end is told, not written")
    func softHyphen() {
        var bytes: [UInt8] = []
        let written = Array("infor\u{AD}".utf8).withUnsafeBufferPointer { WordSpelling.append($0, to: &bytes) }
        #expect(written.endsInSoftHyphen)
        #expect(bytes == Array("infor".utf8))
    }
}
