import TestSupport
import Testing

@Suite("The search page")
struct SearchPageTests {
    private func page(_ query: String) async throws -> HTMLPage {
        try HTMLPage(await Tidepool.server.value.get("/search?\(query)"))
    }

    @Test("a word taken for a typing error is told, with links to it alone and to the words searched beside it")
    func nearWords() async throws {
        let page = try await page("q=suctoin+why&edition=2031&sort=newest")
        let line = "//p[@class='search-near']"
        #expect(
            try page.strings(line).map(Self.flat) == [
                "Spelled almost like “suctoin” and searched too: suction. Only “suctoin”"
            ])
        #expect(
            try page.strings("\(line)//a/@href") == [
                "/search?q=suction%20why&edition=2031&sort=newest",
                "/search?q=%22suctoin%22%20why&edition=2031&sort=newest",
            ])
        #expect(try page.count("//p[@class='did-you-mean']") == 0, "it would lead to the same search")
        #expect(try page.count("//div[@role='status']\(line)") == 1)
        for query in ["q=suction", "q=%22suctoin%22", "q="] {
            #expect(try await self.page(query).count(line) == 0, "\(query)")
        }
    }

    @Test("what was perhaps meant is asked where the near words do not say it")
    func suggestion() async throws {
        let page = try await page("q=suctoin+limpts")
        #expect(try page.count("//p[@class='search-near']") == 2)
        #expect(try page.strings("//p[@class='did-you-mean']//a/@href") == ["/search?q=suction%20limpets"])
    }

    @Test("a limit that a search runs into is told in words")
    func limits() async throws {
        let words = (0..<40).map { _ in "commonword" }.joined(separator: "+")
        #expect(
            try await page("q=\(words)").strings("//p[@class='search-notice']") == [
                "The search had too many words; only the first 32 were used."
            ])
    }

    @Test("the reasons for the order are behind a link at the end, and lead back")
    func whyLink() async throws {
        let plain = try await page("q=limpets+unsafe&edition=2031")
        let link = "//p[@class='why-link']/a"
        #expect(try plain.strings("\(link)/@href") == ["/search?q=limpets%20unsafe&edition=2031&explain=1"])
        #expect(try plain.strings("\(link)/@rel") == ["nofollow"])
        #expect(try plain.count("//table") == 0)
        let explained = try await page("q=limpets+unsafe&edition=2031&explain=1")
        #expect(try explained.strings("\(link)/@href") == ["/search?q=limpets%20unsafe&edition=2031"])
        #expect(try explained.strings("//head/link/@href").allSatisfy { !$0.contains("explain") })
        #expect(try explained.strings("//meta[@name='robots']/@content") == ["noindex"])
        #expect(try await page("q=nothinghasthis&explain=1").count("//table") == 0)
        #expect(try await page("q=&explain=1").count(link) == 0)
    }

    @Test(
        "the shares of each result add up to its score",
        arguments: [
            "limpets+unsafe", "limpets+OR+pin", "suctoin", "%22unsafe+blocks%22+-pin", "unsafe+blocks",
            "limpet+nothinghasthis",
        ])
    func shares(query: String) async throws {
        let page = try await page("q=\(query)&explain=1")
        let results = try page.count("//li[@class='result']")
        #expect(results > 0)
        for number in 1...results {
            let table = "(//li[@class='result'])[\(number)]//table"
            let shares = try page.strings("\(table)/tbody/tr/td[1]").map(Self.hundredths)
            #expect(try page.strings("\(table)/tfoot/tr/td[1]").map(Self.hundredths) == [shares.reduce(0, +)])
            #expect(try page.count("\(table)/tbody/tr/th[@scope='row']") == shares.count)
        }
        #expect(try !page.strings("//section[@class='why']//code").isEmpty)
    }

    @Test("while the order is explained, other pages, orders and filters of the search explain theirs")
    func staysExplained() async throws {
        let page = try await page("q=commonword&explain=1")
        #expect(try page.strings("//nav[@class='pages']//a/@href").allSatisfy { $0.hasSuffix("&explain=1") })
        #expect(try page.strings("//ul[@class='sort']//a/@href").allSatisfy { $0.hasSuffix("&explain=1") })
        #expect(try page.strings("//section[@class='facet']//a/@href").allSatisfy { $0.hasSuffix("&explain=1") })
        let newest = try await self.page("q=commonword&sort=newest&explain=1")
        #expect(try newest.strings("//section[@class='why']").first?.contains("The newest come first") == true)
        #expect(try await self.page("q=commonword").links().filter { $0.contains("explain") }.count == 1)
    }

    @Test("a search without words says that there is nothing to weigh")
    func withoutWords() async throws {
        let page = try await page("q=&edition=2031&explain=1")
        #expect(try page.count("//table") == 0)
        #expect(try page.strings("//section[@class='why']").first?.contains("No words to weigh") == true)
    }

    private static func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func hundredths(_ text: String) -> Int {
        Int(text.filter(\.isNumber)) ?? -1
    }
}
