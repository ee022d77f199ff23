import FullTextIndex
import Testing

@Suite struct QueryParserTests {
    /// How a query is understood, in one line.
    private func understood(_ query: String, limits: QueryLimits = QueryLimits()) -> String {
        let index = FullTextIndex(schema: talkSchema, limits: limits)
        let interpretation = index.search(SearchRequest(query: query)).interpretation
        func show(_ term: QueryInterpretation.Term) -> String {
            let text =
                switch term.kind {
                case .word: term.text
                case .phrase: "\"\(term.text)\""
                case .prefix: "\(term.text)*"
                }
            return term.field.map { "\($0):\(text)" } ?? text
        }
        var parts = interpretation.groups.map { $0.map(show).joined(separator: "|") }
        parts += interpretation.excluded.map { "-\(show($0))" }
        parts += interpretation.filters.map { "\($0.isExcluded ? "-" : "")[\($0.facet)=\($0.value)]" }
        parts += interpretation.ignored.map { "?\($0)" }
        return parts.joined(separator: " ")
    }

    @Test(
        "each form of the language is understood, and what is none is words",
        arguments: [
            ("", ""), ("   ", ""), ("\u{3000}\u{A0}", ""),
            ("Pinned INIT", "pinned init"),
            ("\"pinned init\"", "\"pinned init\""), ("“pinned init”", "\"pinned init\""),
            ("\"pinned\"", "pinned"), ("\"\"", "?\"\""), ("\"pinned init", "pinned init ?\""),
            ("pin\"ned", "pin ned ?\""),
            ("pin -gcc", "pin -gcc"), ("pin -\"a b\"", "pin -\"a b\""), ("pin - gcc", "pin gcc ?-"),
            ("--release", "--release"), ("pin -speaker:lossin", "pin -speakers:lossin"),
            ("a OR b", "a|b"), ("a OR b c", "a|b c"), ("a b OR \"c d\" OR e*", "a b|\"c d\"|e*"),
            ("OR a", "a ?OR"), ("a OR", "a"), ("a or b", "a or b"), ("a AND b", "a b"),
            ("title:pin", "title:pin"), ("TITLE:pin", "title:pin"), ("slide:\"a b\"", "slides:\"a b\""),
            ("speaker:lossin pin", "speakers:lossin pin"), ("title: pin", "title pin"), ("title::pin", "title::pin"),
            ("foo:bar", "foo bar"), ("foo:\"a b\"", "\"a b\""), ("https://example.org/a", "https example.org/a"),
            ("edition:2022", "[edition=2022]"), ("year:2021 pin", "pin [edition=2021]"),
            ("-tag:Intro", "-[tag=intro]"), ("tag:\"memory model\"", "[tag=memory model]"),
            ("pin*", "pin*"), ("title:pin*", "title:pin*"), ("*", "?*"), ("pin**", "pin"), ("*pin", "*pin"),
            ("(pin OR box) init", "pin|box init"), ("((((", "?(((("), ("+", "?+"),
            ("Pin<P>", "pin<p>"), ("Pin<Box<T>>", "pin<box<t>> box<t>"), ("C++ code", "c++ code"),
            ("内核驱动", "\"内核 核驱 驱动 动\""), ("foo(bar)", "foo bar"),
        ])
    func forms(query: String, expected: String) {
        #expect(understood(query) == expected)
    }

    @Test("beyond the limits a query is cut and says so")
    func limits() {
        func reached(_ query: String, _ limits: QueryLimits) -> Set<QueryLimits.Limit> {
            FullTextIndex(schema: talkSchema, limits: limits).applying([
                .put(talk("a", title: "pin pinned pinning"))
            ]).search(SearchRequest(query: query)).limitsReached
        }
        #expect(reached("pin", QueryLimits()) == [])
        #expect(reached("pin init", QueryLimits(queryByteCount: 3)) == [.queryLength])
        #expect(reached("a b c", QueryLimits(termCount: 2)) == [.termCount])
        #expect(reached("\"a b c\"", QueryLimits(phraseWordCount: 2)) == [.phraseLength])
        #expect(reached("pin*", QueryLimits(expansionsPerPrefix: 2)) == [.prefixExpansions])
        #expect(understood("pin init box", limits: QueryLimits(termCount: 2)) == "pin init")
        #expect(understood("pin init", limits: QueryLimits(queryByteCount: 5)) == "pin i")
    }
}
