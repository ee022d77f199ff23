import Foundation
import TestSupport
import Testing

/// The tables of `Templates/README.md`, the templates and the server, held against each other.
@Suite("Templates")
struct TemplateTests {
    private static let tables = try? KeyTables(SourceTree.text("Templates/README.md"))

    @Test(
        "a template uses only keys that the tables list for it",
        arguments: SourceTree.files(in: "Templates", ending: ".mustache"))
    func usedKeys(file: String) throws {
        let tables = try #require(Self.tables)
        let name = file.replacing("Templates/", with: "").replacing(".mustache", with: "")
        let text = try SourceTree.text(file)
        let listed = tables.lastParts(of: name).union(tables.lastParts(of: "Every page"))
        let used = Self.keys(in: text)
        #expect(used.subtracting(listed) == [], "\(name) uses keys that its table has not")
        // What stands in front of and behind every page has no heading of its own; all others do.
        if !["head", "masthead", "nav", "foot"].contains(name), !used.isEmpty {
            #expect(tables.headings.contains(name), "\(name) has no table")
        }
    }

    @Test("the server gives every key that the tables list")
    func givenKeys() throws {
        let tables = try #require(Self.tables)
        let given = try Self.givenKeys()
        #expect(tables.all.subtracting(given).sorted() == [], "listed, but never given")
    }

    @Test("the tables list every key that the server gives")
    func listedKeys() throws {
        let tables = try #require(Self.tables)
        #expect(try Self.givenKeys().subtracting(tables.all).sorted() == [], "given, but not listed")
    }

    @Test("HTML that is not escaped comes only from keys of type HTML")
    func unescapedKeys() throws {
        let tables = try #require(Self.tables)
        for file in SourceTree.files(in: "Templates", ending: ".mustache") {
            let text = try SourceTree.text(file)
            for found in text.matches(of: /\{\{\{\s*([\w.]+)\s*\}\}\}|\{\{&\s*([\w.]+)\s*\}\}/) {
                let key = String(found.output.1 ?? found.output.2 ?? "")
                #expect(tables.htmlKeys.contains(key), "\(file): \(key)")
            }
        }
    }

    @Test("a key further in never has the name of a key of every page, unless it is always given")
    func shadowing() throws {
        let tables = try #require(Self.tables)
        let outer = tables.lastParts(of: "Every page", onlyTop: true)
        for row in tables.rows where row.heading != "Every page" && row.isOptional {
            #expect(!outer.contains(row.lastPart), "\(row.heading): \(row.key)")
        }
    }

    /// Names in `{{name}}`, `{{#name}}`, `{{^name}}`, `{{{name}}}`; partials and comments are no keys.
    private static func keys(in text: String) -> Set<String> {
        Set(
            text.matches(of: /\{\{([{&#^\/]?)\s*([\w.]+)\s*\}?\}\}/).flatMap { found in
                found.output.2.split(separator: ".").map(String.init)
            })
    }

    /// Texts in front of a colon in dictionaries, and assignments by a text, of the files that make pages.
    private static func givenKeys() throws -> Set<String> {
        let files = ["Routes", "Pages", "Organizers", "HTTP", "Export", "HandIn", "Desk"]
            .flatMap { SourceTree.files(in: "Sources/ArchiveServer/\($0)", ending: ".swift") }
            .filter { file in
                !["GalleryFiles.swift", "AssetCatalog.swift", "RedirectPage.swift"].contains { file.hasSuffix($0) }
            }
        var found: Set<String> = []
        for file in files {
            let text = try SourceTree.text(file).replacing(/\/\/[^\n]*|metadata: \[[^\]]*\]/, with: "")
            found.formUnion(text.matches(of: /"(\w+)":/).map { String($0.output.1) })
            found.formUnion(text.matches(of: /context\["(\w+)"\] =/).map { String($0.output.1) })
            for names in text.matches(of: /PageObject\.Names\(([^)]*)\)/) {
                found.formUnion(names.output.1.matches(of: /"(\w+)"/).map { String($0.output.1) })
            }
        }
        return found
    }
}

/// The rows of all tables, by the heading above them.
private struct KeyTables {
    struct Row {
        let heading: String
        let key: String
        let type: String

        var lastPart: String { key.split(separator: ".").last.map(String.init) ?? "" }
        var isOptional: Bool { type.hasSuffix("?") }
    }

    private(set) var rows: [Row] = []
    private(set) var headings: Set<String> = []

    init(_ text: String) {
        var current: [String] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") {
                let heading = line.dropFirst(3)
                current = heading.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                headings.formUnion(current)
            } else if let row = line.firstMatch(of: /^\| `([\w.]+)` \| ([^|]*) \|/) {
                for heading in current {
                    rows.append(
                        Row(
                            heading: heading, key: String(row.output.1),
                            type: row.output.2.trimmingCharacters(in: .whitespaces)))
                }
            }
        }
    }

    func lastParts(of heading: String, onlyTop: Bool = false) -> Set<String> {
        Set(rows.filter { $0.heading == heading && !(onlyTop && $0.key.contains(".")) }.map(\.lastPart))
    }

    var all: Set<String> { Set(rows.map(\.lastPart)) }
    var htmlKeys: Set<String> { Set(rows.filter { $0.type.hasPrefix("HTML") }.map(\.lastPart)) }
}
