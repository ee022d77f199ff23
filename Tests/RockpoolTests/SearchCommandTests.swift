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

    @Test("words taken for typing errors are told, and as JSON too")
    func nearWords() async throws {
        let bench = try Bench.small()
        let result = try await bench.run("search", "suctoin")
        #expect(result.status == 0)
        #expect(
            result.output.hasPrefix("Spelled almost like \"suctoin\" and searched too: suction\n"), "\(result.output)")
        #expect(!result.output.contains("Did you mean"), "it would say the same again")
        let report = try #require(try await bench.run("search", "suctoin", "--json").json() as? [String: Any])
        let near = try #require((report["nearWords"] as? [[String: Any]])?.first)
        #expect(near["typed"] as? String == "suctoin")
        #expect(near["used"] as? [String] == ["suction"])
        #expect(try await bench.run("search", "\"suctoin\"").status == 1)
    }

    @Test("with --explain each talk has its shares, aligned and within 80 columns")
    func explanation() async throws {
        let bench = try Bench.small()
        let result = try await bench.run("search", "mucus limpets suction", "--explain")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("Read as: mucus limpets suction\n"))
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(result.output)")
        let shares = lines.compactMap { $0.firstMatch(of: /^ +(\d+)\.(\d\d)  (\S.*)$/) }.map { found in
            (share: (Int(found.output.1) ?? 0) * 100 + (Int(found.output.2) ?? 0), what: String(found.output.3))
        }
        #expect(shares.count == 5)
        #expect(shares.last?.what == "score")
        #expect(shares.dropLast().map(\.share).reduce(0, +) == shares.last?.share)
        #expect(shares.first?.what.hasPrefix("mucus ") == true)
        #expect(shares.first?.what.contains("rarity") == true)
        #expect(lines.contains { $0.contains("in slides") && $0.contains("1 ") && $0.contains("×") })
        #expect(shares[3].what.hasPrefix("slide 2"))
        let near = try await bench.run("search", "suction and mucus", "--explain").output.split(separator: "\n")
        #expect(near.contains { $0.contains("nearness ") && $0.contains("words near each other") })
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test("as JSON the shares are numbers, and stand there only where asked for")
    func explanationData() async throws {
        let bench = try Bench.small()
        let report = try #require(
            try await bench.run("search", "mucus suction", "--explain", "--json").json() as? [String: Any])
        #expect((report["explanation"] as? [String: Any])?["query"] as? String == "mucus suction")
        #expect((report["explanation"] as? [String: Any])?["orderedBy"] as? String == "score")
        let talk = try #require((report["talks"] as? [[String: Any]])?.first)
        let explanation = try #require(talk["explanation"] as? [String: Any])
        let words = try #require(explanation["words"] as? [[String: Any]])
        let best = try #require(explanation["best"] as? [String: Any])
        #expect(best["part"] as? String == "slides")
        #expect(best["number"] as? Int == 2)
        let nearness = try #require(explanation["nearness"] as? Double)
        let sum = words.compactMap { $0["share"] as? Double }.reduce(best["share"] as? Double ?? 0, +) + nearness
        #expect(abs(sum - (talk["score"] as? Double ?? 0)) < 1e-6)
        let place = try #require((words.first?["places"] as? [[String: Any]])?.first)
        #expect(place["part"] as? String == "slides")
        #expect(place["whole"] as? Int == 1)
        let plain = try #require(try await bench.run("search", "mucus", "--json").json() as? [String: Any])
        #expect(plain["explanation"] == nil)
        #expect((plain["talks"] as? [[String: Any]])?.first?["explanation"] == nil)
    }
}
