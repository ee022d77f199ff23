import Foundation
import Testing

@testable import FullTextIndex

/// What Unicode has in several forms, and what it has not.
@Suite struct AnalyzerScriptTests {
    @Test(
        "a text is found in each form that Unicode has for it",
        arguments: [
            ("ガス", "カ\u{3099}ス"), ("カ\u{3099}ス", "ガス"), ("ｶﾞｽ", "ガス"), ("ガス", "ｶﾞｽ"),
            ("커널", "\u{110F}\u{1165}\u{1102}\u{1165}\u{11AF}"), ("\u{110F}\u{1165}\u{1102}\u{1165}\u{11AF}", "커널"),
            ("Ⅳ x² ㎏", "iv x2 kg"), ("Ａｎｄｒｏｉｄ１４", "android14"), ("ǅ", "dž"), ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
            ("co\u{200D}op", "coop"), ("İstanbul", "istanbul"), ("Đà Nẵng", "da nang"), ("q\u{323}\u{307}", "q"),
        ])
    func forms(text: String, query: String) {
        #expect(slideIndex([text]).ids(query) == ["0"])
        #expect(slideIndex([query]).ids(text) == ["0"])
    }

    @Test(
        "of a character that stands for several the spaces and signs are no part of the word",
        arguments: [
            ("كتاب\u{FE70}", "كتاب"), ("\u{FDFB}", "جلجلاله"), ("⑴ ⒉ 🄄 x⒈", "1 2 3 x1"), ("coŀlecció", "collecció"),
            ("½", "1/2"),
        ])
    func compounds(text: String, query: String) {
        func isFound(_ query: String, in text: String) -> Bool {
            let results = slideIndex([text]).search(SearchRequest(query: query, toleratesTypos: false))
            return results.totalCount == 1 && results.matching == .all
        }
        #expect(isFound(query, in: text))
        #expect(isFound(text, in: query))
    }

    @Test(
        "voiced and unvoiced kana are different letters",
        arguments: [("ガス", "カス"), ("カス", "ガス"), ("パン", "バン"), ("ｶﾞｽ", "ｶｽ")])
    func kana(text: String, query: String) {
        #expect(slideIndex([text]).search(SearchRequest(query: query)).totalCount == 0)
    }

    @Test(
        "a form with sigils ranks the slide that has it first",
        arguments: [
            ("Pin<P>", "A Pin<P> here", "A pin here"), ("!Unpin", "It is !Unpin", "It is unpin"),
            ("'static", "A 'static life", "A static life"), ("&mut", "With &mut it", "With mut it"),
            (".NET", "On .NET now", "On net now"), ("#[no_mangle]", "Has #[no_mangle] on", "Has no_mangle on"),
        ])
    func sigils(query: String, with: String, without: String) {
        for slides in [[with, without], [without, with]] {
            let first = slideIndex(slides).ids(query).first.flatMap { Int($0) }
            #expect(first == slides.firstIndex(of: with), "\(query)")
        }
    }

    @Test("ideographs are their own folded form, whatever stands beside them")
    func ideographs() {
        for value in UInt32(0x4000)...0x9FFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(scalar)
            // The whole rule: compatibility decomposition, lower case, no accents.
            #expect(text.decomposedStringWithCompatibilityMapping.lowercased() == text)
            #expect(scalar.properties.canonicalCombiningClass == .notReordered)
        }
        #expect(Folding.fold("漢字ÀB漢É字é") == "漢字ab漢e字e")
        #expect(Folding.fold("字\u{301}ﬁ") == "字fi")
        #expect(Folding.fold(String(repeating: "漢", count: 100)).utf8.count == 249)
    }
}
