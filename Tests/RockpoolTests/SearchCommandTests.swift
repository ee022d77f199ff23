import Foundation
import TestSupport
import Testing

@Suite("rockpool search")
struct SearchCommandTests {
    @Test("talks are shown with their best slides, without colours where nobody watches")
    func text() async throws {
        let bench = try Bench.small()
        let result = try await bench.run("search", "suction", "limpets")
        #expect(result.status == 0)
        #expect(result.output.contains("Limpets\n  Ada Low, 2031/limpets\n"))
        #expect(result.output.contains("slide 2: suction and mucus"))
        #expect(!result.output.contains("\u{1B}"))
        #expect(result.errors == "")
    }

    @Test("as JSON it has addresses, slides and what matched")
    func json() async throws {
        let bench = try Bench.small()
        let result = try await bench.run("search", "suction", "--json")
        let report = try #require(try result.json() as? [String: Any])
        #expect(report["query"] as? String == "suction")
        #expect(report["total"] as? Int == 1)
        #expect(report["matching"] as? String == "all")
        let talk = try #require((report["talks"] as? [[String: Any]])?.first)
        #expect(talk["key"] as? String == "2031/limpets")
        #expect(talk["url"] as? String == "\(TestArchive.baseURL)/2031/limpets/")
        let slide = try #require((talk["slides"] as? [[String: Any]])?.first)
        #expect(slide["number"] as? Int == 2)
        #expect(slide["url"] as? String == "\(TestArchive.baseURL)/2031/limpets/slides/2")
        let runs = try #require(slide["snippet"] as? [[String: Any]])
        #expect(runs.map { $0["text"] as? String ?? "" }.joined() == "suction and mucus")
        #expect(runs.first { $0["match"] as? Bool == true }?["text"] as? String == "suction")
    }

    @Test("nothing found is told and is status 1; what is hidden is not found")
    func nothing() async throws {
        let bench = try Bench.small()
        for query in ["zeppelin", "hiddenword", "covert"] {
            let result = try await bench.run("search", query)
            #expect(result.status == 1)
            #expect(result.output.hasPrefix("Nothing found."), "\(result.output)")
        }
        let some = try await bench.run("search", "suction zeppelin")
        #expect(some.status == 0)
        #expect(some.output.hasPrefix("No talk has all of your words"))
    }

    @Test("filters narrow, and one that cannot be is refused")
    func filters() async throws {
        let bench = try Bench.small()
        #expect(try await bench.run("search", "they", "--edition", "2030").output.contains("2030/waves"))
        #expect(try await !bench.run("search", "they", "--edition", "2030").output.contains("2031/limpets"))
        #expect(
            try await bench.run("search", "hold", "--speaker", "Ada Low", "--tag", "grip").output.contains(
                "2031/limpets"))
        #expect(try await bench.run("search", "hold", "--speaker", "Bo Tide").status == 1)
        for wrong in [["--edition", "../x"], ["--tag", "a b"], ["--limit", "0"], ["--limit", "x"]] {
            let result = try await Program.run(["search", "a"] + wrong + bench.options, in: bench.home.url)
            #expect(result.status == 64)
            #expect(result.errors.hasPrefix("Error: "))
        }
    }
}
