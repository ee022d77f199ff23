import Foundation
import SeededRandom
import TestSupport
import Testing

@Suite("Searches")
struct QueryTests {
    @Test(
        "identifiers are found whole and in parts",
        arguments: [
            "rustc_codegen_gcc", "codegen", "rustc", "Pin<P>", "Pin", "#[no_mangle]", "no_mangle", "mangle",
            "Box::try_new",
            "try_new", "pin-init", "pin init", "C++", "9p", "seq_file", "usbcore", "autosuspend", "\"Box::try_new\"",
            "RUSTC_CODEGEN_GCC", "#[no_mangle", "seq",
        ])
    func identifiers(query: String) async throws {
        let reply = try await Tidepool.server.value.get("/search?q=\(Self.encoded(query))")
        let page = try HTMLPage(reply)
        let links = try page.links()
        #expect(links.contains { $0.hasPrefix("/2031/identifiers/") }, "not found")
        #expect(try !page.marks().isEmpty)
        #expect(!reply.text.contains("No talk has all of your words"))
    }

    @Test("what is marked is what matched, on the results and on the slide")
    func marks() async throws {
        let server = try await Tidepool.server.value
        let table: [(query: String, words: Set<String>)] = [
            ("unsafe blocks", ["unsafe", "blocks", "block"]), ("hold", ["hold", "holds"]), ("ñandú", ["ñandú"]),
            ("nandu", ["ñandú"]), ("\"suction and mucus\"", ["suction", "and", "mucus", "suction and mucus"]),
            // A slide that has it in a link alone shows the link.
            ("limp*", ["limpet", "limpets", "example.org/limpet"]), ("rock -nothing", ["rock"]),
        ]
        for (query, words) in table {
            let page = try HTMLPage(await server.get("/search?q=\(Self.encoded(query))"))
            let marks = try page.marks().map { $0.lowercased() }
            #expect(!marks.isEmpty, "\(query)")
            #expect(Set(marks).isSubset(of: words), "\(query): \(marks)")
            for slide in try page.links() where slide.contains("/slides/") {
                let marked = try HTMLPage(await server.get(slide)).marks().map { $0.lowercased() }
                #expect(Set(marked).isSubset(of: words), "\(slide): \(marked)")
            }
        }
    }

    @Test("a search that no talk meets whole says so and shows what has some of it")
    func fallBack() async throws {
        let reply = try await Tidepool.server.value.get("/search?q=limpet+nothinghasthis")
        #expect(reply.text.contains("No talk has all of your words"))
        #expect(try HTMLPage(reply).links().contains("/2031/limpets/"))
    }

    @Test("filters narrow, pages turn, the newest come first")
    func filters() async throws {
        let server = try await Tidepool.server.value
        func talks(_ query: String) async throws -> [String] {
            try HTMLPage(await server.get("/search?\(query)")).strings("//h2//a/@href | //h3//a/@href")
                .filter { $0.split(separator: "/").count == 2 }
        }
        #expect(try await talks("q=commonword").count == 10)
        #expect(try await talks("q=commonword&page=2").count == 2)
        #expect(try await talks("q=commonword&page=99").isEmpty)
        #expect(try await Set(talks("q=&edition=2031&speaker=ada-low")) == ["/2031/limpets/", "/2031/no-slides/"])
        #expect(try await talks("q=&tag=grip") == ["/2031/limpets/"])
        #expect(try await talks("q=speaker:wharf") == ["/2031/identifiers/"])
        let newest = try await talks("q=low&sort=newest")
        #expect(Set(newest.prefix(2)) == ["/2031/limpets/", "/2031/no-slides/"])
    }

    @Test(
        "no query is an error",
        arguments: [
            "", "q", "q=", "q=%", "q=%zz", "q=%00", "q=%ff%fe", "q=%c3", "q=%22", "q=%22%22", "q=%22a",
            "q=a%22b%22c%22",
            "q=()", "q=((((a", "q=a)))", "q=-", "q=--a", "q=-a", "q=+", "q=*", "q=**", "q=a*b*", "q=:", "q=title:",
            "q=title::a", "q=nothing:a", "q=year:", "q=year:x", "q=edition:9999", "q=OR", "q=a+OR", "q=AND+NOT",
            "q=a&&b",
            "q=a;b=c", "q=<script>", "q=%E2%80%AE%D8%A7", "q=%F0%9F%A6%80", "q=a&q=b", "q[]=a", "&&&&", "=", "=a", "?",
            "q=a&page=0", "q=a&page=-1", "q=a&page=99999999999999999999", "q=a&page=x", "q=a&page=101", "q=a&sort=x",
            "q=a&edition=", "q=a&edition=../..", "q=a&edition=2029", "q=a&speaker=%00", "q=a&speaker=nobody",
            "q=a&tag=%22", "q=a&tag=" + String(repeating: "t", count: 3000), "q=a#b", "q=a?b", "q=\\", "q=%5C%22",
            "q='+or+1=1", "q=speaker:%22", "q=%22title:a%22", "q=title:%22a+b", "q=-title:-a", "q=%0d%0aSet-Cookie:a",
        ])
    func oddQueries(query: String) async throws {
        try await expectAnswers(query)
    }

    @Test("no size of a query is an error")
    func longQueries() async throws {
        try await expectAnswers("q=" + String(repeating: "%22", count: 10_000))
        try await expectAnswers("q=" + String(repeating: "a", count: 30_000), saysSo: true)
        try await expectAnswers("q=" + String(repeating: "a+", count: 15_000), saysSo: true)
        try await expectAnswers("q=" + String(repeating: "-", count: 30_000))
        try await expectAnswers("q=" + String(repeating: "(", count: 10_000))
        try await expectAnswers("q=" + String(repeating: "%", count: 30_000))
        try await expectAnswers("q=" + String(repeating: "%F0%9F%A6%80", count: 2_000))
        try await expectAnswers("q=" + String(repeating: "a*+", count: 600))
        try await expectAnswers(String(repeating: "q=a&", count: 5_000))
        try await expectAnswers("q=limpet&" + String(repeating: "tag=grip&", count: 3_000))
        try await expectAnswers("q=limpet&" + (0..<3_000).map { "edition=\($0)" }.joined(separator: "&"))
    }

    @Test("no random query is an error", arguments: [11, 12, 13, 14] as [UInt64])
    func randomQueries(seed: UInt64) async throws {
        print("random queries from seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let words = [
            "limpet", "\"", "\"unsafe blocks\"", "-", "*", "title:", "speaker:", "OR", "(", ")", "\\", "Pin<P>", ":",
        ]
        for _ in 0..<25 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...30, using: &generator) {
                if Bool.random(using: &generator) {
                    bytes += Array((words.randomElement(using: &generator) ?? "").utf8)
                } else {
                    bytes.append(UInt8.random(in: 0...255, using: &generator))
                }
            }
            let text = bytes.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            try await expectAnswers("q=\(text)")
        }
    }

    @Test(
        "signs that belong into no address give an answer, too",
        arguments: [
            "q=\"unsafe+blocks\"", "q={}|^`", "q=<>", "q=[]", "q='", "q=~!@$*",
        ])
    func rawQueries(query: String) async throws {
        try await expectAnswers(query)
    }

    /// The page and the feed of a search answer 200, are well-formed, and let nothing of the query out of its place.
    private func expectAnswers(_ query: String, saysSo: Bool = false) async throws {
        let server = try await Tidepool.server.value
        let shown = "\(query.prefix(300))"
        let reply = try await server.get("/search?\(query)")
        #expect(reply.status == 200, "\(shown)")
        let page = try HTMLPage(reply)
        #expect(try page.count("//h1") == 1, "\(shown)")
        #expect(try page.count("//script[not(@src)]") == 0, "\(shown)")
        #expect(reply["Set-Cookie"] == nil)
        if saysSo { #expect(reply.text.contains("too long"), "\(shown)") }
        let feed = try await server.get("/search.atom?\(query)")
        #expect(feed.status == 200, "\(shown)")
        #expect(try await server.get("/2031/limpets/slides/1?\(query)").status == 200, "\(shown)")
        #expect(try FeedCheck.problems(in: feed.body).isEmpty, "\(shown)")
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
