import Foundation
import SeededRandom
import Testing

@testable import TalkArchive

@Suite("Metadata in YAML") struct MetadataTests {
    private func identifiers(_ yaml: String) -> [String] {
        var report = FileReport(file: "x")
        _ = MetadataParser(depthLimit: 16).parse(yaml, report: &report)
        return report.diagnostics.map(\.identifier)
    }

    @Test("a few lines of aliases cannot stand for billions of values")
    func billionLaughs() {
        var lines = ["a0: &a0 [x, x]"]
        for level in 1...40 { lines.append("a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]") }
        #expect(identifiers(lines.joined(separator: "\n")) == ["yaml-anchor"])
        // As keys they would be hashed while they are parsed.
        for level in 1...40 { lines[level] = "? &a\(level) [*a\(level - 1), *a\(level - 1)]\n: x" }
        #expect(identifiers(lines.joined(separator: "\n")) == ["yaml-anchor"])
        let flow = (1...40).reduce("[x]") { inner, level in "[&a\(level) \(inner),*a\(level)]" }
        #expect(!identifiers("a: \(flow)").isEmpty)
    }

    @Test("emphasis and references in a longer Markdown text are no aliases")
    func prose() {
        let text = String(repeating: "  Some *words* and a `&mut` or &self here, *again*.\n", count: 3)
        #expect(identifiers("about: |\n\(text)") == [])
        #expect(!AliasBound.canExplode(String(repeating: "*word* ", count: 10_000)))
        #expect(!AliasBound.canExplode(String(repeating: " &self ", count: 10_000)))
    }

    @Test("the bound on aliases is that of the worst nesting", arguments: 1...12)
    func bound(anchors: Int) {
        for aliases in 1...200 {
            let text = String(repeating: "&a ", count: anchors) + String(repeating: "*a ", count: aliases)
            let worst = (1...anchors).map { pow(Double(aliases) / Double($0), Double($0)) }.max()!
            #expect(AliasBound.canExplode(text) == (worst > AliasBound.values), "\(anchors) \(aliases)")
        }
    }

    @Test("deep nesting is refused and not followed", arguments: [30, 900, 2000, 100_000])
    func depth(_ depth: Int) {
        let found = identifiers("a: " + String(repeating: "[", count: depth))
        #expect(found == ["yaml-syntax"])
        let closed = "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(identifiers(closed) == [depth < 1000 ? "yaml-depth" : "yaml-syntax"])
    }

    @Test("texts stay texts, whatever they look like")
    func noTypes() throws {
        for value in ["2022", "no", "1e3", "0x10", "12:30", "=", "<<", "2022-01-01"] {
            var report = FileReport(file: "x")
            let root = try #require(MetadataParser(depthLimit: 3).parse("title: \(value)", report: &report))
            let fields = try #require(MetadataFields(root, of: "a talk", known: ["title"], report: &report))
            #expect(fields.text("title", report: &report) == value)
            #expect(report.diagnostics.isEmpty)
        }
    }

    @Test("bytes that are not YAML are one error with a line", arguments: 0..<200)
    func noise(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "a", ":", " ", "\n", "-", "[", "]", "{", "}", "\"", "'", "|", "#", "&", "*", "!", "%", "?", "\t", "ü",
        ]
        let text = (0..<Int.random(in: 1...60, using: &random)).map { _ in pieces.randomElement(using: &random)! }
        var report = FileReport(file: "talk.md")
        let matter = "---\n" + text.joined() + "\n---\n"
        let draft = TalkReader.read(
            matter, key: "2024/limpets", edition: nil, limits: ArchiveLimits(), report: &report)
        #expect(draft == nil && !report.diagnostics.isEmpty, "seed \(seed): \(text.joined())")
        #expect(report.diagnostics.allSatisfy { ($0.line ?? 1) >= 1 })
    }

    @Test(
        "a value written by us comes back as it was",
        arguments: [
            "plain", "two words", "it's: \"new\" # really", "true", "No", "null", "", " ", "- a", "&a", "*a", "ü→😀",
            "\u{0}\u{1}\u{7F}\u{85}\u{A0}\u{2028}\u{FEFF}", "a\\b", "a\nb\tc", "2024", "1e9", "%", "@", "`", "a: b",
            "a #b",
        ])
    func writing(_ text: String) throws {
        var report = FileReport(file: "x")
        let yaml = "key: \(YAMLText.scalar(text))\n"
        let root = try #require(MetadataParser(depthLimit: 3).parse(yaml, report: &report), "\(yaml)")
        guard case .mapping(let entries) = root.content, case .scalar(let read, _) = entries[0].value.content else {
            Issue.record("\(yaml)")
            return
        }
        #expect(Array(read.unicodeScalars) == Array(text.unicodeScalars))
        #expect(entries[0].value.isEmpty == false)
    }

    @Test("front matter ends at its second fence, whatever the line ends")
    func frontMatter() {
        for (start, end) in [("", "\n"), ("", "\r\n"), ("\u{FEFF}", "\n"), ("\u{FEFF}", "\r\n")] {
            let text = start + ["---  ", "title: A", "---", "", "One", "", "---", "Two", "", ""].joined(separator: end)
            let matter = FrontMatter(text)
            #expect(matter?.yaml == "title: A\(end)")
            #expect(matter?.body == ["One", "", "---", "Two", ""].joined(separator: end))
            #expect(matter.map { $0.byteOrderMark + $0.lines.joined() } == text)
        }
        for text in ["", "---", "---\n", "title: A\n---\n", " ---\na: b\n---\n", "----\na: b\n----\n"] {
            #expect(FrontMatter(text) == nil, "\(text)")
        }
    }
}
