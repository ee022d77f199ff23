import TalkArchive
import Testing

@testable import ArchiveServer

@Suite("Order of talks by a form")
struct OrderFormTests {
    private static func keys(_ slugs: String) throws -> [TalkKey] {
        try slugs.map { try #require(TalkKey("2031/\($0)")) }
    }

    @Test(
        "a talk takes the place whose number it is given, and the others make room",
        arguments: [
            (["a": "3"], "bca"), (["d": "1"], "dabc"), (["c": "2"], "acbd"), (["a": "x", "b": ""], "abcd"),
            (["a": "99"], "bcda"), (["d": "-5"], "dabc"), (["a": "2", "b": "1"], "bacd"), ([:], "abcd"),
            (["a": "999999999999999999999"], "abcd"),
        ] as [([String: String], String)])
    func numbers(typed: [String: String], wanted: String) throws {
        let talks = try Self.keys("abcd")
        let sorted = OrderForm.sorted(talks) { talk in
            typed[talk.slug.description] ?? "\((talks.firstIndex(of: talk) ?? 0) + 1)"
        }
        #expect(sorted.map(\.slug.description).joined() == (wanted.count == 3 ? wanted + "d" : wanted))
    }

    @Test(
        "an arrow moves a talk by one place, and none over the ends",
        arguments: [
            ("b:up", "bac"), ("b:down", "acb"), ("a:up", "abc"), ("c:down", "abc"), ("z:up", "abc"), ("b", "abc"),
        ])
    func arrows(move: String, wanted: String) throws {
        #expect(OrderForm.moved(try Self.keys("abc"), move).map(\.slug.description).joined() == wanted)
    }
}
