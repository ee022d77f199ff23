import FullTextIndex
import Testing

@Suite struct RankingTests {
    private static let filler = String(repeating: "kernel driver module interface memory ", count: 8)

    @Test(
        "a form with its signs comes before the bare whole, and the whole before a part",
        arguments: [
            ("Pin<P>", ["a Pin<P> of", "Pin and Pin and Pin"]),
            ("#[no_mangle]", ["with #[no_mangle] here", "no_mangle no_mangle no_mangle"]),
            ("&mut", ["a &mut reference", "mut mut mut mut"]),
            ("!Unpin", ["it is !Unpin now", "Unpin Unpin Unpin"]),
            (".NET", ["on .NET today", "net net net net"]),
            ("'static", ["a 'static lifetime", "static static static"]),
            ("println!", ["call println! here", "println println println"]),
            ("init", ["the init function of", "pin-init pin_init! PinInit init_module"]),
            ("codegen", ["codegen units in rustc", "rustc_codegen_gcc rustc_codegen_llvm"]),
            ("pin-init", ["use pin-init now", "use PinInit now", "use pin init now"]),
            ("Box::try_new", ["call Box::try_new here", "alloc::Box::try_new_in"]),
        ])
    func tiers(query: String, bestFirst: [String]) {
        let filled = bestFirst + Array(repeating: Self.filler, count: 3)
        let results = slideIndex(filled.map { $0 + " and some more words" }).ids(query)
        #expect(results == bestFirst.indices.map(String.init))
        let reversed = slideIndex(bestFirst.reversed().map { $0 + " and some more words" }).ids(query)
        #expect(reversed == bestFirst.indices.reversed().map(String.init))
    }

    @Test("a word in the title weighs more than on a slide, and in a short slide more than in a long one")
    func fields() {
        let index = index([
            talk("slide", title: "Other things", slides: ["binder"]),
            talk("title", title: "Binder things", slides: ["other"]),
            talk("long", title: "Other things", slides: ["binder " + Self.filler]),
        ])
        #expect(index.ids("binder") == ["title", "slide", "long"])
    }

    @Test("words together come before words apart, in the order asked before the other")
    func nearness() {
        let far = "unsafe " + Self.filler + " blocks"
        let index = slideIndex(["unsafe blocks " + Self.filler, "blocks unsafe " + Self.filler, far])
        #expect(index.ids("unsafe blocks") == ["0", "1", "2"])
        let slides = FullTextIndexTests.index([
            talk("apart", slides: ["unsafe thing", "blocks thing", "other"]),
            talk("together", slides: ["other thing", "unsafe blocks", "thing"]),
        ])
        #expect(slides.ids("unsafe blocks") == ["together", "apart"])
    }

    @Test("slides with more of the words come first")
    func coverage() {
        let index = index([talk("a", slides: ["pin pin pin pin", "box", "a pin in a box with much other text", "pin"])])
        let hit = index.search(SearchRequest(query: "pin box", sectionsPerDocument: 10)).hits[0]
        #expect(hit.sections.map(\.section).first == 2)
        #expect(hit.sections.map(\.matchedTermCount) == [2, 1, 1, 1])
    }

    @Test("ties go to the newest and then to the lesser id")
    func ties() {
        let index = index([
            talk("c", title: "pin", date: 1), talk("a", title: "pin", date: 1), talk("b", title: "pin", date: 2),
        ])
        #expect(index.ids("pin") == ["b", "a", "c"])
    }
}
