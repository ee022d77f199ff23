import TalkArchive
import Testing

@testable import ArchiveServer

@Suite("Fields of forms")
struct FieldsTests {
    private static let talk = """
        ---
        # first
        title: 'A "title"'
        speakers: Ada Low
        tags: [shells, grip]
        links:
          - {title: Code, url: "https://example.org/code", kind: code}
        decks:
          - {file: slides.pdf, bytes: 3}
        ---

        Of *limpets*.
        """

    @Test("a talk's file is taken apart into texts")
    func taken() throws {
        let text = try #require(EditableText(talk: Self.talk))
        #expect(text.body == "Of *limpets*.")
        #expect(text.values["title"] == .text("A \"title\""))
        #expect(text.values["speakers"]?.texts == ["Ada Low"])
        #expect(text.values["tags"] == .list(["shells", "grip"]))
        #expect(text.values["links"]?.items == [["title": "Code", "url": "https://example.org/code", "kind": "code"]])
        #expect(EditableText(talk: "no front matter") == nil)
        let edition = EditableText(edition: "name: A\nonline: true\nabout: |\n  One\n  two\n")
        #expect(edition?.values["online"] == .text("true"))
        #expect(edition?.values["about"]?.text == "One\ntwo")
    }

    @Test("only what differs is a change, however it is written")
    func differing() throws {
        let old = try #require(EditableText(talk: Self.talk)).values
        let same: FieldChanges = [
            "title": .text(" A \"title\" \r\n"), "speakers": .list(["Ada Low", ""]),
            "tags": .list(["shells", "grip "]),
            "links": .groups([
                [.init("title", "Code"), .init("url", "https://example.org/code"), .init("kind", "code")],
                [.init("title", " "), .init("url", "")],
            ]), "date": nil, "kind": .text(""),
        ]
        #expect(same.differing(from: old) == [:])
        var other = same
        other["date"] = .text("2031-05-02")
        other["tags"] = .some(nil)
        let expected: FieldChanges = ["date": .text("2031-05-02"), "tags": nil]
        #expect(other.differing(from: old) == expected)
    }

    @Test(
        "each choice of who may see a talk is read back as it was made",
        arguments: TalkFields.Audience.allCases)
    func audience(choice: TalkFields.Audience) {
        let now = Timestamp(secondsSinceEpoch: 1_000_000)
        let fields = TalkFields.visibility(choice, embargo: "2999-01-01T00:00:00Z", reason: "As asked.", now: now)
        #expect(Set(fields.keys) == Set(TalkFields.visibilityKeys))
        #expect(TalkFields.audience(fields.compactMapValues { $0 }) == choice)
    }

    @Test("withdrawing keeps the moment and the embargo that are there")
    func withdrawing() {
        let old: [String: FieldValue] = ["embargo": .text("2031-01-01"), "withdrawn": .text("2031-02-01")]
        let fields = TalkFields.visibility(.withdrawn, old: old, now: Timestamp(secondsSinceEpoch: 9))
        #expect(fields["embargo"] == .text("2031-01-01"))
        #expect(fields["withdrawn"] == .text("2031-02-01"))
        #expect(TalkFields.audience(["visibility": .text("secret")]) == .hidden)
    }
}
