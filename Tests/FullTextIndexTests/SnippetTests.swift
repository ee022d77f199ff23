import FullTextIndex
import SeededRandom
import Testing

@Suite struct SnippetTests {
    private let index = FullTextIndex(schema: talkSchema)
    private var maker: SnippetMaker { SnippetMaker(analyzer: index.analyzer) }

    /// Marks in brackets, ellipses as dots.
    private func show(_ snippet: Snippet) -> String {
        (snippet.isCutAtStart ? "… " : "")
            + snippet.runs.map { $0.isMarked ? "[\($0.text)]" : $0.text }.joined()
            + (snippet.isCutAtEnd ? " …" : "")
    }

    private func snippet(_ text: String, _ query: String, _ length: Int) -> String {
        show(maker.snippet(of: text, wordIndices: index.matchedWords(in: text, query: query), maximumLength: length))
    }

    @Test(
        "the words that matched are marked and no others",
        arguments: [
            ("unsafe blocks", "An unsafe block, not unsafely.", "An [unsafe] [block], not [unsafely]."),
            ("\"pin init\"", "init pin init pin", "init [pin] [init] pin"),
            ("pin", "pin-init and Pin<P>; spinning", "[pin-init] and [Pin]<P>; spinning"),
            ("C++", "C++ not C", "[C++] not C"),
            ("cafe", "A Café", "A [Café]"),
            ("initialisation", "initiali-\nzation", "[initiali- zation]"),
            ("核驱", "内核驱动", "内[核驱]动"),
            ("pin*", "Pinned pins, opinion", "[Pinned] [pins], opinion"),
            ("a -b", "a b", "[a] b"),
            ("nothing", "One\n\n two\tthree ", "One two three"),
            ("x", "", ""),
        ])
    func marks(query: String, text: String, expected: String) {
        #expect(snippet(text, query, 200) == expected)
    }

    @Test("the densest part of the text is shown, with something around it")
    func windows() {
        let filler = "one two three four five six seven eight nine ten"
        let text = "pin \(filler) \(filler) pin box \(filler) \(filler)"
        #expect(snippet(text, "pin box", 30) == "… nine ten [pin] [box] one two three …")
        #expect(snippet(text, "pin", 30) == "[pin] one two three four five …")
        #expect(snippet(text, "zebra", 20) == "pin one two three …")
        #expect(snippet("unsafe", "unsafe", 3) == "[uns] …")
        #expect(snippet("a b c", "c", 5) == "a b [c]")
        #expect(snippet("内核驱动程序", "驱动", 4) == "… [驱动]程序")
    }

    @Test("several parts show different words, in the order of the text, without overlap")
    func fragments() {
        let filler = String(repeating: "filler ", count: 20)
        let text = "box \(filler) pin \(filler) pin \(filler) unsafe"
        let fragments = maker.fragments(
            of: text, wordIndices: index.matchedWords(in: text, query: "pin box unsafe"), maximumLength: 20, count: 5)
        #expect(fragments.map { $0.runs.filter(\.isMarked).map(\.text) } == [["box"], ["pin"], ["unsafe"]])
        #expect(maker.fragments(of: "", wordIndices: [], count: 0).count == 1)
    }

    @Test("the whole text keeps its spaces, and its marks are the words' ranges")
    func wholeText() {
        let text = "Line one\n  pin-init\u{AD}\n\ntwo pin"
        let words = index.matchedWords(in: text, query: "pin")
        let runs = maker.runs(of: text, wordIndices: words)
        #expect(runs.map(\.text).joined() == text)
        #expect(
            runs.filter(\.isMarked).map(\.text) == maker.marks(in: text, wordIndices: words).map { String(text[$0]) })
        #expect(maker.marks(in: text, wordIndices: [-1, 99, 0]).map { String(text[$0]) } == ["Line"])
    }

    @Test("a snippet never exceeds its length, loses no shown word and cuts none", arguments: UInt64(1)...40)
    func law(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let vocabulary = ["pin", "box", "rc", "unsafe", "\n", "initialization", "é", "a-b", "…"]
        for _ in 0..<50 {
            let words = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                vocabulary.randomElement(using: &generator)!
            }
            let text = words.joined(separator: " ")
            let length = Int.random(in: 16...80, using: &generator)
            let matched = index.matchedWords(in: text, query: "pin OR box OR é")
            let snippet = maker.snippet(of: text, wordIndices: matched, maximumLength: length)
            #expect(snippet.text.unicodeScalars.count <= length, "seed \(seed): \(text)")
            #expect(snippet.runs.contains(where: \.isMarked) == !matched.isEmpty, "seed \(seed): \(text)")
            let shown = snippet.text.split(separator: " ").map(String.init)
            #expect(shown.allSatisfy(vocabulary.contains), "seed \(seed): \(shown)")
            #expect(snippet.runs.allSatisfy { !$0.text.isEmpty })
        }
    }

    @Test(
        "word ranges that were kept give the same snippets",
        arguments: [
            "Box::try_new, pin-init and `Pin<P>`; C++ and 9p", "内核驱动 caf\u{E9} na\u{EF}ve",
            "initiali-\nzation  of\tCPUs", "",
            "pin_init! #[no_mangle] rustc_codegen_gcc x86_64 v5.19",
        ])
    func keptRanges(text: String) {
        let words = index.analyzer.wordRanges(in: text)
        #expect(
            (0..<words.count).map { words[$0] } == index.analyzer.analyze(text).words.map(\.utf8Range))
        for first in -1...words.count {
            let indices = [first, first + 2]
            #expect(
                maker.snippet(of: text, words: words, wordIndices: indices, maximumLength: 20)
                    == maker.snippet(of: text, wordIndices: indices, maximumLength: 20))
            #expect(
                maker.runs(of: text, words: words, wordIndices: indices).map(\.text).joined() == text)
        }
    }

    @Test("the same word in another case is no other word")
    func sameWords() {
        let filler = Array(repeating: "filler", count: 20).joined(separator: " ")
        #expect(snippet("Pin PIN pin pin \(filler) pin init", "pin init", 20).contains("[init]"))
        #expect(snippet("CPUs CPUs CPUs \(filler) cpus gpu", "cpus gpu", 20).contains("[gpu]"))
    }
}
