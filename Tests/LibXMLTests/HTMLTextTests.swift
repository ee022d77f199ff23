import LibXML
import Testing

@Suite struct HTMLTextTests {
    @Test(
        "HTML reads as its reader sees it",
        arguments: [
            ("", ""), (" \n ", ""), ("<!-- -->", ""), ("<table><td>a<td><td>b", "a\t\tb"), ("plain", "plain"),
            ("a  b\n c", "a b c"), ("<p>one<p>two", "one\n\ntwo"),
            ("<b>bo</b>ld <i> it</i>", "bold it"), ("a<br>b<br><br>c", "a\nb\n\nc"),
            ("<div>a<div>b</div></div>c", "a\nb\nc"), ("<ul><li>x</li> <li>y</li></ul>z", "x\ny\n\nz"),
            ("<h1>T</h1>text", "T\n\ntext"),
            ("a &amp; b &lt;c&gt; &eacute; &#x1F600; &nbsp;d", "a & b <c> é 😀 \u{A0}d"),
            ("x<script>alert('<p>')</script><style>p{}</style>y", "xy"),
            ("<html><head><title>T</title></head><body>B</body></html>", "B"),
            ("<pre>a\n  b</pre>c", "a\n  b\n\nc"),
            ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1\t2\n3"),
            ("<section><h2>A</h2><p>b</p></section><nav>n</nav>", "A\n\nb\n\nn"), ("<a href='x'>link</a>!", "link!"),
            ("unclosed <b>bold <p>next", "unclosed bold\n\nnext"), ("a <!-- hidden --> b", "a b"),
            ("1 < 2 && 3 > 2", "1 < 2 && 3 > 2"),
            ("a\u{0}b\u{1}", "ab"), ("שלום <b>עולם</b>", "שלום עולם"),
            ("<noscript>no</noscript><template>t</template>x", "x"),
            ("<p>  </p><p>a</p><p></p><p>b</p>", "a\n\nb"),
            ("Pin&lt;P&gt; <code>#[no_mangle]</code>", "Pin<P> #[no_mangle]"),
        ])
    func plainText(html: String, expected: String) throws {
        #expect(try HTMLText.plainText(html) == expected)
    }

    @Test("deep nesting is text or an error, never half a text")
    func deepNesting() {
        let deep = String(repeating: "<div>", count: 10_000) + "text"
        #expect(throws: XMLError.self) { try HTMLText.plainText(deep) }
        for depth in 230...280 {
            let text = try? HTMLText.plainText(String(repeating: "<div>", count: depth) + "text")
            #expect(text == nil || text == "text", "\(depth)")
        }
        let fine = String(repeating: "<div>", count: 100) + "text"
        #expect((try? HTMLText.plainText(fine)) == "text")
    }

    @Test("a page's own encoding is heard, and UTF-8 wins where the bytes are that")
    func encodings() throws {
        let latin = Array("<html><head><meta charset=\"iso-8859-1\"></head><body>na".utf8) + [0xEF] + Array("ve".utf8)
        #expect(HTMLText.plainText(of: try XMLTree(htmlBytes: latin).root) == "naïve")
        let utf8 = Array("<html><head><meta charset=\"iso-8859-1\"></head><body>naïve".utf8)
        #expect(HTMLText.plainText(of: try XMLTree(htmlBytes: utf8).root) == "naïve")
    }

    @Test("a page can be walked and selected from")
    func dom() throws {
        let page = try XMLTree(
            html: """
                <h2 id=t1>Rust &amp; GCC</h2><p>By <a HREF="/speakers/a">A. Name</a>
                <a href="slides.pdf">Slides</a><p>An abstract.
                """)
        #expect(try page.strings(at: "//h2") == ["Rust & GCC"])
        #expect(try page.strings(at: "//a[text()='Slides']/@href") == ["slides.pdf"])
        #expect(try page.elements(at: "//p").map(HTMLText.plainText(of:)) == ["By A. Name Slides", "An abstract."])
        #expect(page.root.first("body")?.first("h2")?.attribute("id") == "t1")
    }
}
