import TalkArchive
import Testing

@testable import ArchiveServer

@Suite("Files and their talks")
struct DeckMatcherTests {
    private static func talk(_ slug: String, _ title: String, _ speakers: [String], order: Int?) throws -> Talk {
        let moment = Timestamp(secondsSinceEpoch: 0)
        return Talk(
            key: try #require(TalkKey("2031/\(slug)")), title: title,
            speakers: speakers.map { TalkArchive.Speaker(name: $0) }, order: order, published: moment, updated: moment)
    }

    private static func talks() throws -> [Talk] {
        [
            try talk("rust-gcc", "Rust GCC", ["Philip Herron", "Arthur Cohen"], order: 1),
            try talk("nvme-driver", "A Linux (PCI) NVMe Driver in Rust", ["Andreas Hindborg"], order: 2),
            try talk("pinning-in-rust", "Pinning in Rust", ["Benno Lossin"], order: 3),
            try talk("safe-init", "Safe Pinned Initialization in Rust", ["Benno Lossin"], order: 4),
            try talk("fusse", "Über Füße", ["Zoë Müller"], order: 5),
            try talk("closing", "Closing words", [], order: nil),
        ]
    }

    @Test(
        "a file finds its talk by address, title, speaker or number, or is left to the person",
        arguments: [
            ("rust-gcc.pdf", "rust-gcc", "sure"), ("2031_Rust-GCC_final.PDF", "rust-gcc", "sure"),
            ("Pinning in Rust.pdf", "pinning-in-rust", "sure"), ("PinningInRust.pdf", "pinning-in-rust", "sure"),
            ("safe_pinned_initialization.pdf", "safe-init", "sure"), ("hindborg.pdf", "nvme-driver", "likely"),
            ("Andreas Hindborg - NVMe.pdf", "nvme-driver", "sure"), ("Mueller Fuesse.pdf", "", "none"),
            ("Müller – Füße.pdf", "fusse", "sure"), ("zoe.pdf", "fusse", "likely"),
            ("03.pdf", "pinning-in-rust", "likely"),
            ("2-hindborg-slides.pdf", "nvme-driver", "likely"), ("lossin.pdf", "", "none"),
            ("slides.pdf", "", "none"), ("rust.pdf", "", "none"), ("gcc.pdf", "rust-gcc", "likely"),
            ("99.pdf", "", "none"), ("", "", "none"),
            ("..pdf", "", "none"), ("holiday pictures.pdf", "", "none"), ("closing-words.pdf", "closing", "sure"),
            ("cohen_rust_gcc_v2.pdf", "rust-gcc", "sure"), (String(repeating: "x", count: 5000), "", "none"),
        ])
    func table(name: String, talk: String, confidence: String) throws {
        let match = try #require(DeckMatcher.matches([name], try Self.talks()).first)
        #expect(match.talk?.slug.description ?? "" == talk, "\(name)")
        #expect(match.confidence.rawValue == confidence, "\(name)")
    }

    @Test("of two files for one talk the better has it, and the other one none")
    func competition() throws {
        let found = DeckMatcher.matches(["herron.pdf", "rust-gcc.pdf", "lossin-pinning.pdf"], try Self.talks())
        #expect(found.map { $0.talk?.slug.description } == [nil, "rust-gcc", "pinning-in-rust"])
        #expect(DeckMatcher.matches(["a.pdf"], []) == [DeckMatcher.Match(talk: nil, confidence: .none)])
    }
}
