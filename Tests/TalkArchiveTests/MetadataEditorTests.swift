import Foundation
import SeededRandom
import Testing

@testable import TalkArchive

@Suite("An edit of metadata") struct MetadataEditorTests {
    private static func editor(_ text: String, form: MetadataLayout.Form = .frontMatter) -> MetadataEditor {
        MetadataEditor(
            text, form: form, order: form == .frontMatter ? TalkReader.keys : EditionReader.keys,
            limits: ArchiveLimits())
    }

    static func texts(_ words: String...) -> MetadataValue { .list(words.map { .text($0) }) }

    static func group(_ fields: KeyValuePairs<String, MetadataValue>) -> MetadataValue {
        .group(fields.map { MetadataValue.Field(key: $0.key, value: $0.value) })
    }

    /// A change of one line of the metadata, or of a few below it.
    struct Example: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var before: String
        var key: String
        var value: MetadataValue?
        var after: String

        init(_ description: String, _ before: String, _ key: String, _ value: MetadataValue?, _ after: String) {
            (testDescription, self.before, self.key, self.value, self.after) = (description, before, key, value, after)
        }
    }

    static let examples = [
        Example("a text", "title: A\ndate: 2024-05-02\n", "title", .text("B"), "title: B\ndate: 2024-05-02\n"),
        Example("the same text", "title:  'A'  # x\n", "title", .text("A"), "title:  'A'  # x\n"),
        Example(
            "a text with a remark", "title:   A   # working title\n", "title", .text("B: #1"),
            "title:   \"B: #1\"   # working title\n"),
        Example("a quoted text with a hash", "title: \"A # b\"  # c\n", "title", .text("B"), "title: B  # c\n"),
        Example("a folded text", "title: >\n  A\n  b\norder: 3\n", "title", .text("B"), "title: B\norder: 3\n"),
        Example(
            "an absent key comes to its place", "title: A\n# about tags\ntags: [x]\n", "date", .fact("2024-05-02"),
            "title: A\ndate: 2024-05-02\n# about tags\ntags: [x]\n"),
        Example(
            "a key is removed, the comment below stays", "title: A\ndate: 2024-05-02\n\n# about tags\ntags: [x]\n",
            "date", nil, "title: A\n\n# about tags\ntags: [x]\n"),
        Example(
            "a list is removed with what belongs to it",
            "title: A\nlinks:\n  # one\n  - {title: a, url: b}\ntags: [x]\n",
            "links", nil, "title: A\ntags: [x]\n"),
        Example(
            "a flow list", "title: A\ntags: [ 'x', \"y, z\",w ] # t\n", "tags", texts("w", "m", "y, z"),
            "title: A\ntags: [ w, m, \"y, z\" ] # t\n"),
        Example(
            "a tight flow list", "title: A\nspeakers: [Tim O'Reilly,Bo]\n", "speakers",
            texts("Bo", "Tim O'Reilly", "Cy"), "title: A\nspeakers: [Bo,Tim O'Reilly,Cy]\n"),
        Example(
            "a flow list of several lines", "title: A\ntags: [x,\n  y]\norder: 1\n", "tags", texts("x"),
            "title: A\ntags: [x]\norder: 1\n"),
        Example("an emptied flow list", "title: A\ntags: [x] # t\n", "tags", .list([]), "title: A\ntags: [] # t\n"),
        Example(
            "a text that becomes a list", "title: A\nspeakers: Ada Low # x\n", "speakers", texts("Ada Low", "Bo"),
            "title: A\nspeakers: [Ada Low, Bo] # x\n"),
        Example(
            "one speaker written as a text", "title: A\nspeakers: Ada Low\n", "speakers", texts("Ada Low"),
            "title: A\nspeakers: Ada Low\n"),
        Example(
            "items keep their lines and comments",
            "title: A\nspeakers:  # in order\n  # chair\n  - 'Ada'   # she\n\n  - Bo\n  - Cy # he\norder: 1\n",
            "speakers", texts("Cy", "Dee", "Ada"),
            "title: A\nspeakers:  # in order\n  - Cy # he\n  # chair\n  - 'Ada'   # she\n  - Dee\norder: 1\n"
                .replacingOccurrences(
                    of: "  - Cy # he\n  # chair\n  - 'Ada'   # she\n  - Dee\n",
                    with: "  - Cy # he\n\n  - Dee\n  # chair\n  - 'Ada'   # she\n")),
        Example(
            "a changed field of an item keeps the others' lines",
            "title: A\nlinks:\n  - title: One   # old\n    url: https://a.example/#x  # y\n    kind: video\n  - {title: T, url: https://b.example}\n",
            "links",
            .list([
                group(["title": .text("Two"), "url": .text("https://a.example/#x"), "kind": .text("video")]),
                group(["title": .text("T"), "url": .text("https://b.example")]),
            ]),
            "title: A\nlinks:\n  - title: Two   # old\n    url: https://a.example/#x  # y\n    kind: video\n  - {title: T, url: https://b.example}\n"
        ),
        Example(
            "a changed item on one line keeps its remark",
            "title: A\nlinks:\n  # best\n  - {title: T, url: 'https://b.example/#1'}  # checked\n", "links",
            .list([group(["title": .text("T"), "url": .text("https://c.example")])]),
            "title: A\nlinks:\n  # best\n  - {title: T, url: \"https://c.example\"}  # checked\n"),
        Example(
            "a list of groups where none was", "title: A\n", "links",
            .list([group(["title": .text("T"), "url": .text("https://c.example")])]),
            "title: A\nlinks:\n  - {title: T, url: \"https://c.example\"}\n"),
        Example(
            "a text of several lines", "title: A\n", "withdrawal_reason", .text("One.\n\nTwo: # three"),
            "title: A\nwithdrawal_reason: |\n  One.\n\n  Two: # three\n"),
        Example("a text that YAML would misread", "title: A\n", "title", .text("null"), "title: \"null\"\n"),
        Example(
            "odd letters", "title: A\n", "title", .text("Zoë\u{2028}\u{202E}🐚"), "title: \"Zoë\\u2028\u{202E}🐚\"\n"),
    ]

    @Test("changes the lines of its key and no others", arguments: examples, ["\n", "\r\n"])
    func example(_ example: Example, end: String) throws {
        func whole(_ metadata: String) -> String {
            "---\n\(metadata)---\n\ntitle: not me\n".replacingOccurrences(of: "\n", with: end)
        }
        var editor = Self.editor(whole(example.before))
        try editor.set(example.key, to: example.value)
        #expect(editor.text == whole(example.after))
        // The same once more changes nothing.
        try editor.set(example.key, to: example.value)
        #expect(editor.text == whole(example.after))
    }

    @Test("a document needs no fences, and its last line stays open")
    func document() throws {
        var editor = Self.editor("\u{FEFF}# T\nname: T # x\nstarts: 2024-05-02", form: .document)
        try editor.set("starts", to: .fact("2024-05-03"))
        try editor.set("ends", to: .fact("2024-05-04"))
        try editor.set("tagline", to: .text("By the sea"))
        try editor.set("name", to: .text("Tidal"))
        #expect(
            editor.text
                == "\u{FEFF}# T\nname: Tidal # x\ntagline: By the sea\nstarts: 2024-05-03\nends: 2024-05-04")
    }

    @Test(
        "what only a person can change without loss is refused by name",
        arguments: [
            "title: A\ntags: [x, # first\n  y]\n", "title: A\ntags:\n- x\n-   - y\n  # z\n",
        ])
    func refused(_ text: String) throws {
        var editor = Self.editor("---\n\(text)---\n")
        let before = editor.text
        do throws(MetadataEditError) {
            try editor.set("tags", to: .group([MetadataValue.Field(key: "a", value: .text("b"))]))
            Issue.record("'\(editor.text)' was taken")
        } catch {
            #expect(error == .key("tags"))
            #expect(editor.text == before)
        }
    }

    @Test(
        "files that are not one key to a line are refused",
        arguments: ["{title: A}\n", "? title\n: A\n", " title: A\n"])
    func form(_ text: String) {
        var editor = Self.editor("---\n\(text)---\n")
        #expect(throws: MetadataEditError.form) { try editor.set("title", to: .text("B")) }
    }

    @Test("leaves every other key's bytes, says what was wanted, and can be taken back", arguments: 0..<200)
    func law(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sample = RandomMetadata(&random)
        var editor = Self.editor(sample.text)
        let before = try #require(MetadataLayout(sample.text, form: .frontMatter, limits: ArchiveLimits()))
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard let key = TalkReader.keys.randomElement(using: &random) else { continue }
            let wanted = Bool.random(using: &random) && key != "title" ? nil : RandomMetadata.value(of: key, &random)
            let old = editor.text
            let was = try editor.value(key)
            try editor.set(key, to: wanted)
            let note = Comment(rawValue: "seed \(seed), \(key)\n--- before\n\(old)\n--- after\n\(editor.text)")
            #expect(
                try editor.value(key).map { value in wanted.map { $0.means(value) } ?? false } ?? (wanted == nil), note)
            let (left, right) = (Self.others(old, but: key), Self.others(editor.text, but: key))
            #expect(left == right, note)
            // Taking it back gives the old values; and the old bytes, where a key was added.
            var back = editor
            try back.set(key, to: was)
            #expect(try back.value(key) == was, note)
            if was == nil { #expect(back.text == old, note) }
        }
        let after = try #require(MetadataLayout(editor.text, form: .frontMatter, limits: ArchiveLimits()))
        #expect(after.lines[after.closing...].elementsEqual(before.lines[before.closing...]), "seed \(seed)")
        #expect(after.lines[..<after.closing].allSatisfy { $0.hasSuffix(before.lineEnd) }, "seed \(seed)")
    }

    @Test("items that stay keep their very lines, in whatever order", arguments: 0..<100)
    func items(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let names = (0..<Int.random(in: 2...6, using: &random)).map { "Name \($0)" }
        let margin = String(repeating: " ", count: Int.random(in: 0...3, using: &random))
        func lines(_ name: String) -> String {
            let quote = ["", "'", "\""][Int(name.suffix(1))! % 3]
            let remark = Int(name.suffix(1))! % 2 == 0 ? "" : "  # \(name)?"
            let above = Int(name.suffix(1))! % 4 == 1 ? "\(margin)# above \(name)\n" : ""
            return above + "\(margin)- \(quote)\(name)\(quote)\(remark)\n"
        }
        let head = "---\ntitle: A\nspeakers:\n"
        let tail = "\n# the rest\norder: 3\n---\n"
        var editor = Self.editor(head + names.map(lines).joined() + tail)
        let wanted = names.shuffled(using: &random).dropLast(Int.random(in: 0..<names.count, using: &random))
        try editor.set("speakers", to: .list(wanted.map { .text($0) }))
        #expect(editor.text == head + wanted.map(lines).joined() + tail, "seed \(seed)")
    }

    /// The lines of each other key, with the comments and empty lines between.
    private static func others(_ text: String, but key: String) -> [String] {
        guard let layout = MetadataLayout(text, form: .frontMatter, limits: ArchiveLimits()) else { return [] }
        let own = layout.block(key)?.range ?? 0..<0
        return layout.lines.indices.filter { !own.contains($0) }.map { layout.lines[$0] }
    }
}

/// A hand-written front matter of any style, made from a seed.
struct RandomMetadata {
    let text: String

    init(_ random: inout SeededGenerator) {
        let end = Bool.random(using: &random) ? "\n" : "\r\n"
        var keys = TalkReader.keys.filter { $0 == "title" || Int.random(in: 0..<3, using: &random) > 0 }
        if Bool.random(using: &random) { keys.shuffle(using: &random) }
        var lines = ["---"]
        for key in keys {
            if Int.random(in: 0..<4, using: &random) == 0 { lines += ["", "# about \(key): # and"] }
            lines += Self.written(key, &random)
        }
        if Bool.random(using: &random) { lines.append("# the end") }
        text = (lines + ["---", "title: of the text", "", "- x"]).joined(separator: end)
    }

    private static func written(_ key: String, _ random: inout SeededGenerator) -> [String] {
        let remark = Int.random(in: 0..<3, using: &random) == 0 ? "   # remark: '\(key)'" : ""
        switch value(of: key, &random) {
        case .list(let items) where items.contains { $0.fields != nil }:
            let margin = String(repeating: " ", count: Int.random(in: 0...3, using: &random))
            return ["\(key):\(remark)"]
                + items.flatMap { item -> [String] in
                    var lines = MetadataWriter.item(item, indent: margin.count, isFlow: Bool.random(using: &random))
                    if Bool.random(using: &random) { lines[0] += "  # \(key)" }
                    if Bool.random(using: &random), !margin.isEmpty { lines.insert("\(margin)# above", at: 0) }
                    if Int.random(in: 0..<4, using: &random) == 0 { lines.append("") }
                    return lines
                }
        case .list(let items) where Bool.random(using: &random) && !items.isEmpty:
            return ["\(key):\(remark)"] + items.map { "  - \(MetadataWriter.flow($0))" }
        case .text(let text) where text.contains("\n"):
            return MetadataWriter.value(.text(text)).below.isEmpty
                ? ["\(key): \(YAMLText.scalar(text))\(remark)"]
                : ["\(key): |\(remark)"] + MetadataWriter.value(.text(text)).below
        case .text(let text) where Int.random(in: 0..<4, using: &random) == 0:
            return ["\(key): '\(text.replacingOccurrences(of: "'", with: "''"))'\(remark)"]
        case let value:
            let (behind, below) = MetadataWriter.value(value)
            return ["\(key):\(behind)\(remark)"] + below
        }
    }

    static func value(of key: String, _ random: inout SeededGenerator) -> MetadataValue {
        func word() -> String {
            let words = [
                "Limpets", "a: b", "x #1", "O'Hara", "\"q\"", "null", "2024", "Zoë", "- y", "[z]", "a, b", "#c",
            ]
            return words.randomElement(using: &random) ?? ""
        }
        let count = Int.random(in: 0...3, using: &random)
        switch key {
        case "title", "withdrawal_reason":
            return .text(count == 3 ? "\(word())\n\n\(word())" : word())
        case "speakers", "tags": return .list((0..<count).map { .text("\(word()) \($0)") })
        case "links", "decks":
            return .list(
                (0...count).map { number in
                    var fields = [MetadataValue.Field(key: "title", value: .text("\(word()) \(number)"))]
                    if Bool.random(using: &random) {
                        fields.append(.init(key: "url", value: .text("https://x.example/#\(number)")))
                    }
                    if Bool.random(using: &random) { fields.append(.init(key: "note", value: .text(word()))) }
                    return .group(fields)
                })
        case "order": return .fact("\(count)")
        default: return .fact("2024-05-0\(count + 1)")
        }
    }
}
