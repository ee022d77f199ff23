import Foundation
import SeededRandom
import Testing

@testable import TalkArchive

@Suite("Names that become part of an address") struct IdentifierTests {
    @Test(
        "a slug is short, lower-case, Latin, and hyphens stand single inside",
        arguments: [
            ("a", true), ("2022", true), ("pin-init", true), ("a1-b2", true), (String(repeating: "a", count: 80), true),
            ("", false), ("-", false), ("-a", false), ("a-", false), ("a--b", false), ("A", false), ("a_b", false),
            ("a b", false), ("a/b", false), ("..", false), (".", false), ("a.b", false), ("ä", false),
            ("a\u{0}", false),
            ("ａ", false), ("a\u{301}", false), ("٣", false), (String(repeating: "a", count: 81), false),
        ])
    func slug(_ text: String, _ isValid: Bool) {
        #expect(Slug.isValid(text) == isValid)
        #expect((TalkSlug(text) != nil) == isValid)
        #expect((Tag(text) != nil) == isValid)
        #expect((SpeakerSlug(text) != nil) == isValid)
        #expect((EditionID(text) != nil) == isValid)
    }

    @Test(
        "a name has one slug, whatever its accents and case",
        arguments: [
            ("Antoni Boucher", "antoni-boucher"), ("Łukasz Żółw", "lukasz-zolw"), ("Þór Æsir", "thor-aesir"),
            ("José", "jose"), ("Jose\u{301}", "jose"), ("O'Neill, Jr.", "oneill-jr"), ("  A  --  B  ", "a-b"),
            ("ﬁnn", "finn"), ("Straße", "strasse"), ("李明", "674e-660e"), ("😀", "1f600"),
        ])
    func madeFromName(_ name: String, _ slug: String) {
        #expect(SpeakerSlug(name: name).description == slug)
        #expect(Slug.isValid(slug))
    }

    @Test("whatever a name is, its slug is valid", arguments: 0..<300)
    func anyName(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var name = ""
        for _ in 0..<Int.random(in: 1...120, using: &random) {
            let range: ClosedRange<UInt32> = Bool.random(using: &random) ? 0x20...0x17F : 0x20...0x2FFF
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
                name.unicodeScalars.append(scalar)
            }
        }
        #expect(Slug.isValid(Slug.make(from: name)), "seed \(seed): \(name) \(Slug.make(from: name))")
    }

    @Test("the site's own names are no editions, and no talk hides an edition's pages")
    func reserved() {
        for name in EditionID.reservedNames { #expect(EditionID(name) == nil, "\(name)") }
        for name in ["slides", "feed"] { #expect(TalkSlug(name) == nil) }
        // Every first component of an address that is not an edition's is reserved.
        let hash = ContentHash(of: Data())
        let own: [SiteAddress] = [
            .file(hash), .picture(hash, page: 1, .small), .speakers, .tags, .feeds, .organize,
            .asset(name: "a", version: "1"), .search(SearchAddress(query: "a")),
        ]
        for address in own {
            let first = String(address.path.dropFirst().prefix { $0 != "/" && $0 != "?" })
            #expect(EditionID(first) == nil, "\(first)")
        }
    }

    @Test("a talk's key is its edition and its slug")
    func talkKey() {
        let key = TalkKey(edition: EditionID("2022")!, slug: TalkSlug("rust-gcc")!)
        #expect(key.description == "2022/rust-gcc")
        for text in ["2022", "2022/", "/a", "2022/a/b", "2022//a", "search/a", "2022/slides", "2022/../a"] {
            #expect(TalkKey(text) == nil, "\(text)")
        }
        let text = "2022/rust-gcc"
        #expect(TalkKey(text) == .some(key))
    }

    @Test("a hash is 64 digits, and the same for bytes in any pieces")
    func contentHash() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(ContentHash(of: Data()).description == empty)
        #expect(ContentHash(empty.uppercased())?.description == empty)
        #expect(ContentHash(String(empty.dropLast())) == nil)
        #expect(ContentHash(String(empty.dropLast()) + "g") == nil)
        var hasher = ContentHasher()
        for byte in Data("slides".utf8) { hasher.update([byte]) }
        #expect(hasher.finish() == ContentHash(of: Data("slides".utf8)))
    }
}
