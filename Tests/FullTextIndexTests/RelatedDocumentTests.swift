import FullTextIndex
import Testing

@Suite struct RelatedDocumentTests {
    private let pinning = talk(
        "pinning", title: "Pinned initialization", slides: ["the pinned data macros", "initialize a mutex in place"])
    private var others: [IndexDocument] {
        [
            talk("macros", title: "Macros for initializing pinned data", slides: ["a macro initializes a mutex"]),
            talk("gcc", title: "A backend for codegen", slides: ["the data of the compiler", "libgccjit"]),
            talk("nvme", title: "A driver", slides: ["block devices and queues"]),
            talk("fs", title: "File systems", slides: ["inodes, the page cache and a mutex"]),
        ] + (0..<6).map { talk("other \($0)", title: "Something else \($0)", slides: ["words of no matter \($0)"]) }
    }

    @Test("those that share the most telling words come first, and the document itself never")
    func order() {
        let related = index(others + [pinning]).related(to: pinning)
        #expect(related.map(\.documentID).first == "macros")
        #expect(!related.map(\.documentID).contains("pinning"))
        #expect(!related.map(\.documentID).contains("nvme"))
        #expect(related.allSatisfy { $0.similarity > 0 && $0.similarity <= 1 })
        #expect(Set(related[0].sharedWords).isSuperset(of: ["pinned", "mutex"]))
    }

    @Test("a word of many inflections counts as one word, and a frequent one tells more than rare ones by the way")
    func frequent() {
        let texts = ["pin", "pinned", "pinning", "pins", "moved"]
        let documents = texts.enumerated().map { number, word in
            talk("\(number)", title: word, slides: ["\(word) holds in place", "once\(number % 2) aside\(number % 2)"])
        }
        let asked = talk(
            "asked", title: "Pinning in place",
            slides: ["pinned, so pin it", "once0 aside0", "pinning holds a pin's place"])
        let related = index(documents + others + [asked]).related(to: asked)
        #expect(related.first?.sharedWords.first == "pinning")
        #expect(Set(related.map(\.documentID)).isSuperset(of: ["0", "1", "2", "3"]), "\(related)")
    }

    @Test("a document need not be in the index, and inflections are the same word")
    func outside() {
        let index = index(others + [pinning])
        let draft = talk("draft", title: "Initializers", slides: ["pin data with a macro", "mutexes"])
        #expect(Set(index.related(to: draft).map(\.documentID)) == ["macros", "pinning"])
    }

    @Test("nothing is related to nothing")
    func empty() {
        #expect(index([]).related(to: pinning).isEmpty)
        #expect(index([pinning]).related(to: pinning).isEmpty)
        #expect(index(others).related(to: talk("empty")).isEmpty)
        #expect(index(others).related(to: pinning, limit: 0).isEmpty)
    }
}
