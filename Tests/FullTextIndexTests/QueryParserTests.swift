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

    @Test(
        "parentheses at the outer edges of words group, inside of words they belong to them",
        arguments: [
            ("(unsafe OR safe) block", "(unsafe OR safe) block"), ("a b OR c", "a (b OR c)"),
            ("driver -(nvme OR binder)", "driver -(nvme OR binder)"), ("(a b) OR c", "(a b) OR c"),
            ("a -(b c)", "a -(b c)"), ("a -(b -(c OR d))", "a -(b -(c OR d))"), ("a OR -b", "a OR -b"),
            ("(a OR (b c)) d", "(a OR (b c)) d"), ("a OR (b c) OR d", "a OR (b c) OR d"), ("(a b)", "a b"),
            ("((a))", "a"), ("( a OR b ) c", "(a OR b) c"), ("(a OR b) OR c", "a OR b OR c"),
            ("(\"a b\" OR c*) title:d", "(\"a b\" OR c*) title:d"), ("a (b c)", "a (b c)"),
            ("foo()", "foo()"), ("(foo() OR println!())", "foo() OR println!"), ("Fn(x)", "fn x"),
            ("(Box::new(x) OR y) z", "(box::new (x OR y)) z"), ("f(a, b)", "f a b"),
            ("(f(a, b) OR c) d", "(f a (b OR c)) d"),
            ("Pin<(A, B)>", "pin a b"), ("() a", "a"), ("( ) a", "a"), ("(a b", "a b"), ("a b)", "a b"), (")a(", "a"),
            ("(-a b", "b -a"), ("(((a) b", "a b"), ("a (OR) b", "a b"), ("(a OR) b", "a b"), ("(a)(b)", "a b"),
            ("(year:2021 OR tag:driver) pin", "pin (edition:2021 OR tag:driver)"),
            ("year:2021 year:2022 a", "a (edition:2021 OR edition:2022)"), ("-(tag:a b)", "-(tag:a b)"),
            ("(a year:2021) OR b", "(a edition:2021) OR b"), ("a OR title:(b c)", "(a OR title:b) c"),
            ("has:slides", "has:slides"), ("a -has:slide", "a -has:slides"), ("HAS:speaker a", "a has:speakers"),
            ("(has:summary OR a) b", "(has:summary OR a) b"), ("has:nothing", "has nothing"), ("has:tag", "has tag"),
        ])
    func tree(query: String, expected: String) {
        let index = FullTextIndex(schema: talkSchema)
        let tree = index.search(SearchRequest(query: query)).interpretation.tree
        #expect(tree.description == expected)
        // What is shown is the same query in the same language.
        #expect(index.search(SearchRequest(query: tree.description)).interpretation.tree.description == expected)
    }

    @Test("the tree's leaves are listed beside it, under a minus apart")
    func lists() {
        #expect(understood("(a OR b) (c d) -(e OR f)") == "a|b c d -e -f")
        #expect(understood("a -(tag:x -tag:y)") == "a -[tag=x] [tag=y]")
        #expect(understood("(+) a ( )") == "a ?+ ?( )")
    }

    @Test("deep parentheses are read as far as the limit, and those beyond it are passed over")
    func depth() {
        func search(_ query: String, depth: Int) -> SearchResults {
            FullTextIndex(schema: talkSchema, limits: QueryLimits(nestingDepth: depth)).search(
                SearchRequest(query: query))
        }
        #expect(search("a (b OR (c d))", depth: 2).limitsReached == [])
        let flat = search("a (b OR (c d))", depth: 1)
        #expect(flat.limitsReached == [.nestingDepth])
        #expect(flat.interpretation.tree.description == "a ((b OR c) d)")
        #expect(search("(a)", depth: 0).interpretation.tree.description == "a")
        for piece in ["(", "-(", "(a ", "(a OR ", "-(-", "(\"", "\"(", "()", ")(", "f("] {
            let open = String(repeating: piece, count: 10_000)
            _ = search(open, depth: 1_000)
            let closed = String(open.prefix(2_000)) + "a" + String(repeating: ")", count: 2_000)
            _ = search(closed, depth: 1_000)
            _ = search(closed, depth: 16)
        }
        let deep = String(repeating: "(", count: 2_000) + "a" + String(repeating: ")", count: 2_000)
        #expect(search(deep, depth: 16).limitsReached == [.nestingDepth])
        #expect(search(deep, depth: 16).interpretation.tree.description == "a")
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
        #expect(reached("tag:a tag:b tag:c", QueryLimits(termCount: 2)) == [.termCount])
        #expect(reached("pin*", QueryLimits(expansionsPerPrefix: 2)) == [.prefixExpansions])
        #expect(understood("pin init box", limits: QueryLimits(termCount: 2)) == "pin init")
        #expect(understood("pin init", limits: QueryLimits(queryByteCount: 5)) == "pin i")
    }
}
