import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("Printed addresses")
struct PrintedAddressesTests {
    private func addresses(_ page: MadePage, links: [String] = []) -> [String] {
        var slide = page.slide
        slide.links = links.map { SlideLink(target: .url($0), box: Slide.Box(x: 0, y: 0, width: 1, height: 1)) }
        PrintedAddresses.add(to: &slide, lines: slide.lines)
        return slide.links.compactMap { if case .url(let address) = $0.target { address } else { nil } }
    }

    @Test(
        "an address is found as it is printed, without the sentence around it",
        arguments: [
            ("see https://example.org/a.", ["https://example.org/a"]),
            ("(http://example.org/a_(b)).", ["http://example.org/a_(b)"]),
            ("“https://example.org/?q=1&r=2#top”,", ["https://example.org/?q=1&r=2#top"]),
            ("<https://example.org>", ["https://example.org"]),
            ("www.rust-lang.org!", ["https://www.rust-lang.org"]),
            ("github.com/Rust-GCC/gccrs", ["https://github.com/Rust-GCC/gccrs"]),
            ("at lore.kernel.org/rust-for-linux/,", ["https://lore.kernel.org/rust-for-linux/"]),
            ("doi:10.1145/3591278", ["https://doi.org/10.1145/3591278"]),
            ("DOI: 10.1145/3591278.", ["https://doi.org/10.1145/3591278"]),
            ("arXiv:2210.12345v2", ["https://arxiv.org/abs/2210.12345v2"]),
            ("来源：https://golang.org/ref/mem，以及", ["https://golang.org/ref/mem"]),
            ("https://a.example/xhttps://b.example/y", ["https://a.example/x", "https://b.example/y"]),
            (
                "https://web.archive.org/web/2020/https://a.example/",
                ["https://web.archive.org/web/2020/https://a.example/"]
            ),
            ("HTTPS://BITBASHING.IO/STD-VISIT.HTML", ["https://bitbashing.io/std-visit.html"]),
        ])
    func found(text: String, expected: [String]) {
        #expect(addresses(MadePage().line(text, y: 20)) == expected)
    }

    @Test(
        "what looks a little like one is none",
        arguments: [
            "drivers/android/binder.rs", "e.g. and/or", "std::io", "https://…", "http://localhost:80/x", "a.b/c",
            "1.5/2",
            "doi: unknown", "arXiv: none", "TCP/IP", "node.js/express", "ada@example.org", "v6.1/v6.2",
        ])
    func none(text: String) {
        #expect(addresses(MadePage().line(text, y: 20)) == [])
    }

    @Test(
        "an address goes on over the end of a line where its signs tell so",
        arguments: [
            (
                "https://lore.kernel.org/all/", "20310502-pin@example.org/",
                "https://lore.kernel.org/all/20310502-pin@example.org/"
            ),
            ("https://github.com/Rust-GCC/", "gccrs", "https://github.com/Rust-GCC/gccrs"),
            ("https://example.org/a_", "b and more", "https://example.org/a_b"),
            ("https://example.org/a", "?q=1", "https://example.org/a?q=1"),
            ("https://rust-lang.org/", "and more words", "https://rust-lang.org/"),
            ("https://a.example/", "https://b.example/", "https://a.example/"),
            ("https://example.org/a", "Next point", "https://example.org/a"),
        ])
    func brokenOverLines(first: String, second: String, expected: String) {
        let page = MadePage().line(first, y: 20).line(second, y: 31, goesOn: true)
        #expect(addresses(page).first == expected)
    }

    @Test("an address far below belongs to no other")
    func farBelow() {
        let page = MadePage().line("https://example.org/a-", y: 20).line("b/c", y: 200)
        #expect(addresses(page) == ["https://example.org/a-"])
    }

    @Test("what a link leads to already is not added, however it is written")
    func once() {
        let page = MadePage().line("http://www.Example.org/a/", y: 20).line("example.org/a", y: 60)
        #expect(addresses(page, links: ["https://example.org/a"]) == ["https://example.org/a"])
        let cut = MadePage().line("https://example.org/long", y: 20)
        #expect(addresses(cut, links: ["https://example.org/longer"]) == ["https://example.org/longer"])
    }

    @Test("no more addresses than the limit are taken")
    func limit() {
        var page = MadePage()
        for number in 0..<(PrintedAddresses.maximumCount + 5) {
            page = page.line("https://e.example/\(number)", y: Double(number) * 12)
        }
        #expect(addresses(page).count == PrintedAddresses.maximumCount)
    }
}
