import Foundation
import LibXML
import SeededRandom
import TalkArchive
import Testing

@testable import ArchiveImport

@Suite("HTML as Markdown")
struct MarkdownTextTests {
    private static func markdown(_ html: String) throws -> String {
        MarkdownText.text(of: HTMLBlocks.blocks(of: try XMLTree(html: html).root)) {
            Addresses(base: URL(string: "https://x.example/p/")).url($0)?.absoluteString
        }
    }

    @Test(
        "what a page says is said in Markdown",
        arguments: [
            ("<p>one<p>two", "one\n\ntwo"), ("a<br>b", "a\\\nb"),
            ("<b>bold</b> and <em>slant</em>", "**bold** and *slant*"),
            ("<a href='q.html'>here</a>!", "[here](https://x.example/p/q.html)!"),
            ("<a href='https://x.example/'>https://x.example/</a>", "<https://x.example/>"),
            ("<a href='/a(b) c'>[x]</a>", "[\\[x\\]](<https://x.example/a(b)%20c>)"),
            ("<code>Pin&lt;P&gt;</code> and Pin&lt;P&gt;", "`Pin<P>` and Pin<P>"), ("<code>a`b</code>", "``a`b``"),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"), ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
            ("<pre>let a = 1\n  let b</pre>", "```\nlet a = 1\n  let b\n```"),
            ("<h2>Head</h2>text", "### Head\n\ntext"), ("<blockquote><p>said</p></blockquote>", "> said"),
            ("1. no list", "1\\. no list"), ("# no heading", "\\# no heading"), ("- no item", "\\- no item"),
            ("2 * 3 and *p", "2 * 3 and \\*p"), ("rustc_codegen_gcc and _x_", "rustc_codegen_gcc and \\_x\\_"),
            ("&amp;lt; stays", "\\&lt; stays"), ("wow!<a href='/a'>x</a>", "wow\\![x](https://x.example/a)"),
            ("<script>x</script><style>y</style>z", "z"), ("<b></b><p> </p>", ""),
        ])
    func forms(html: String, expected: String) throws {
        #expect(try Self.markdown(html) == expected)
    }

    @Test("random text comes back from Markdown as it was")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("random text from seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "a", "word", "_", "*", "`", "[", "]", "(", ")", "<", ">", "&", "#", "-", "+", "1.", "2)", "!", "\\", "|",
            "=",
            "~", ":", "<P>", "&lt;", "](x)", "__", "**", "é", "中", "\"", "'", "/", "https", ".", ",", "]:", "![",
            "<!--",
        ]
        for _ in 0..<1500 {
            let count = Int.random(in: 1...9, using: &generator)
            var text = ""
            for _ in 0..<count {
                text += pieces.randomElement(using: &generator) ?? ""
                if Bool.random(using: &generator) { text += " " }
            }
            text = CleanText.line(text)
            let html = "<p>" + text.replacing("&", with: "&amp;").replacing("<", with: "&lt;") + "</p>"
            let markdown = try Self.markdown(html)
            let back = CleanText.line(Markdown.plainText(markdown))
            #expect(back == text, "seed \(seed): '\(text)' became '\(markdown)'")
        }
    }
}
