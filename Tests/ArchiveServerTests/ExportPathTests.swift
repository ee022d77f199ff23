import Testing

@testable import ArchiveServer

@Suite("Addresses of an export")
struct ExportPathTests {
    @Test(
        "every address is a file of its own",
        arguments: [
            ("/", "", "index.html"), ("/2031/", "2031/", "2031/index.html"),
            ("/2031/limpets/slides/7", "2031/limpets/slides/7/", "2031/limpets/slides/7/index.html"),
            ("/2031/limpets/slides/7?q=a#b", "2031/limpets/slides/7/", "2031/limpets/slides/7/index.html"),
            ("/2031/limpets/slides.pdf#page=7", "2031/limpets/slides.pdf", "2031/limpets/slides.pdf"),
            ("/search?q=a", "search/", "search/index.html"), ("/feed.atom", "feed.atom", "feed.atom"),
            ("/2031/gallery/a%20%C3%A9.png", "2031/gallery/a%20%C3%A9.png", "2031/gallery/a é.png"),
        ])
    func files(path: String, link: String, file: String) throws {
        let place = try #require(StaticPath(path))
        #expect(place.link == link)
        #expect(place.file == file)
    }

    @Test(
        "what leads out of the folder is no file",
        arguments: [
            "", "a", "//host/a", "/../a", "/a/%2e%2e/b", "/a//b", "/a%2Fb", "/a/./b", "https://x.example/", "/%00",
        ])
    func outside(path: String) {
        #expect(StaticPath(path) == nil)
    }

    @Test(
        "links are relative, whatever path the site stands below",
        arguments: [
            ("/", "/2031/", "2031/"), ("/2031/limpets/", "/", "../../"), ("/2031/limpets/", "/2031/", "../"),
            ("/2031/limpets/slides/7", "/assets/1/site.css", "../../../../assets/1/site.css"),
            ("/2031/limpets/slides/7", "/2031/limpets/slides/8", "../8/"), ("/2031/", "/2031/", "./"),
            ("/2031/", "/2031/feed.atom", "feed.atom"), ("/", "/a:b.pdf", "./a:b.pdf"), ("/", "/", "./"),
        ])
    func relative(page: String, target: String, link: String) throws {
        #expect(try #require(StaticPath(target)).relative(to: #require(StaticPath(page))) == link)
    }

    @Test("links are found in tags alone, and all else stays byte for byte")
    func links() {
        let page = """
            <!doctype html><a class="x" href="/a?q=1&amp;b=2" title="href=&quot;/no&quot;">href="/no"</a>
            <img src="/b" alt="a > b"><form action="/c"><a data-prefetch="/d" data-other="/no">&lt;a href="/no"></a>
            <script type="application/ld+json">{"href":"<a href=\\"/no\\">"}</script><a href="https://x.example/?a#b">x</a>
            """
        var found: [String] = []
        let same = PageLinks.rewritten(Array(page.utf8)) { path, rest in
            found.append(path + rest)
            return nil
        }
        #expect(String(decoding: same, as: UTF8.self) == page)
        #expect(found == ["/a?q=1&amp;b=2", "/b", "/c", "/d", "https://x.example/?a#b"])
        let changed = PageLinks.rewritten(Array(page.utf8)) { path, rest in path == "/a" ? "../z" + rest : nil }
        #expect(
            String(decoding: changed, as: UTF8.self)
                == page.replacing("href=\"/a?q=1&amp;b=2\"", with: "href=\"../z?q=1&amp;b=2\""))
    }

    @Test("a page that breaks off anywhere stays as it is")
    func cut() {
        for text in ["<", "<a", "<a href", "<a href=", "<a href=\"", "<a href=\"/x", "<script", "<script>"] {
            let same = PageLinks.rewritten(Array(text.utf8)) { _, _ in nil }
            #expect(String(decoding: same, as: UTF8.self) == text)
        }
    }
}
