import Foundation
import Testing

@testable import TalkArchive

@Suite struct MarkdownTests {
    @Test(
        "abstracts become HTML",
        arguments: [
            ("One *two* **three** `four`.", "<p>One <em>two</em> <strong>three</strong> <code>four</code>.</p>\n"),
            ("# A\n\n###### B", "<h2>A</h2>\n<h6>B</h6>\n"),
            ("[a](https://tidal.example \"b\")", "<p><a href=\"https://tidal.example\" title=\"b\">a</a></p>\n"),
            ("[a](/2024/limpets/)", "<p><a href=\"/2024/limpets/\">a</a></p>\n"),
            (
                "<mailto:ada@tidal.example>",
                "<p><a href=\"mailto:ada@tidal.example\">mailto:ada@tidal.example</a></p>\n"
            ),
            ("He said \"it's -- fine\"...", "<p>He said &quot;it's -- fine&quot;...</p>\n"),
            (
                "```rust\nlet a: Pin<P>;\n```",
                "<pre><code class=\"language-rust\">let a: Pin&lt;P&gt;;\n</code></pre>\n"
            ),
            ("A Pin<P> and <b>bold</b>", "<p>A Pin&lt;P&gt; and &lt;b&gt;bold&lt;/b&gt;</p>\n"),
            ("<div>\n*x*\n</div>", "<p>&lt;div&gt;\n*x*\n&lt;/div&gt;</p>\n"),
            (
                "![the pool](https://tidal.example/a.png)",
                "<p><a href=\"https://tidal.example/a.png\">the pool</a></p>\n"
            ),
            ("", ""), ("a\u{0}b", "<p>a\u{FFFD}b</p>\n"),
        ])
    func html(_ text: String, _ html: String) {
        #expect(Markdown.html(text, topHeading: 2) == html)
    }

    @Test(
        "nothing in a text can script the page",
        arguments: [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
            "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](java&#x0A;script:alert(1))",
            "[a](&#x6A;avascript:alert(1))", "[a](\u{1}javascript:alert(1))", "[a](<java\tscript:alert(1)>)",
            "[a]( javascript:alert(1))", "[a](vbscript:x)", "[a](data:text/html;base64,PHNjcmlwdD4=)",
            "[a](data:image/svg+xml,<svg/onload=alert(1)>)", "![a](javascript:alert(1))", "![a](data:image/png,x)",
            "<javascript:alert(1)>", "[a]: javascript:alert(1)\n\n[a]", "[a](x \"\\\" onclick=alert(1) x=\\\"\")",
            "[a](https://x\"onclick=alert(1))", "```\"onclick=alert(1)\nx\n```", "<!-- --><script>a</script>",
            "<![CDATA[<script>a</script>]]>", "<?php x ?>", "[a](file:///etc/passwd)", "[![b](javascript:a)](data:x)",
            "[a](jav&#65;script:alert(1))", "[a](\\javascript:alert(1))", "<a href=\"javascript:x\">a</a>",
        ])
    func unsafe(_ text: String) throws {
        let html = Markdown.html(text)
        // Every tag that comes out is one that Markdown makes, and every link is a safe one.
        let tags = html.matches(of: /<(\/?)([a-z0-9]+)([^>]*)>/)
        #expect(html.count { $0 == "<" } == tags.count, "\(html)")
        for tag in tags {
            #expect(["p", "a", "pre", "code", "em"].contains(String(tag.output.2)), "\(html)")
            let attributes = String(tag.output.3)
            let rest = attributes.replacing(/\ (href|title|class)="[^"]*"/, with: "")
            #expect(rest.isEmpty, "\(html)")
            if let target = attributes.firstMatch(of: /href="([^"]*)"/)?.output.1 {
                #expect(!target.prefix { $0 != "/" }.contains(":") || target.hasPrefix("https:"), "\(html)")
            }
        }
    }

    @Test("a text that is too long for markup is shown as it is, and still cannot script")
    func tooLong() {
        let text = String(repeating: "![[]()", count: 20_000) + "<script>\"&"
        let html = Markdown.html(text)
        #expect(html == "<p>" + String(repeating: "![[]()", count: 20_000) + "&lt;script&gt;&quot;&amp;</p>\n")
        #expect(Markdown.plainText(text) == text)
    }

    @Test("the words of a text, for search and summaries")
    func plainText() {
        let text = """
            # Limpets & `Pin<P>`

            How *they*
            hold <b>on</b>, see [here](https://tidal.example).

            - one
            - two

            ```
            let a = 1;
            ```
            > quoted
            """
        #expect(
            Markdown.plainText(text)
                == "Limpets & Pin<P>\nHow they hold <b>on</b>, see here.\none\ntwo\nlet a = 1;\nquoted")
        #expect(Markdown.plainText("") == "")
    }
}
