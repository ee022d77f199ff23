import Foundation
import Testing

@testable import TalkArchive

/// A fault planted in a clean archive, and what has to be said about it.
struct Fault: Sendable, CustomTestStringConvertible {
    let identifier: String
    let file: String
    let line: Int?
    let severity: Diagnostic.Severity
    let plant: @Sendable (SampleFolder) throws -> Void
    /// Whether the talk of the small archive is still served.
    let isTalkServed: Bool
    /// What follows from the fault and is said as well.
    var consequences: Set<String> {
        switch identifier {
        case "deck-ambiguous": ["deck-unlisted"]
        case "yaml-depth": ["wrong-type"]
        default: []
        }
    }

    init(
        _ identifier: String, _ file: String, _ line: Int?, _ severity: Diagnostic.Severity = .error,
        talk isTalkServed: Bool = true, plant: @escaping @Sendable (SampleFolder) throws -> Void
    ) {
        self.identifier = identifier
        self.file = file
        self.line = line
        self.severity = severity
        self.isTalkServed = isTalkServed
        self.plant = plant
    }

    var testDescription: String { "\(identifier) in \(file):\(line ?? 0)" }

    /// Lines of front matter after `title` and `speakers`; the first of them is line 4.
    static func talk(
        _ identifier: String, _ line: Int?, as severity: Diagnostic.Severity = .error, served: Bool = true,
        _ lines: String
    ) -> Fault {
        Fault(identifier, "2024/limpets/talk.md", line, severity, talk: served) { folder in
            try folder.write(
                "2024/limpets/talk.md", "---\ntitle: Limpets\nspeakers: [Ada Low]\n\(lines)\n---\nHow they hold.\n")
        }
    }

    /// Lines of `edition.yaml` after the three of the small archive; the first of them is line 4.
    static func edition(
        _ identifier: String, _ line: Int?, as severity: Diagnostic.Severity = .error, _ lines: String
    ) -> Fault {
        Fault(identifier, "2024/edition.yaml", line, severity) { folder in
            try folder.write("2024/edition.yaml", SampleFolder.edition + "\n\(lines)\n")
        }
    }

    /// Lines of `archive.yaml` after the three of the small archive; the first of them is line 4.
    static func settings(
        _ identifier: String, _ line: Int?, as severity: Diagnostic.Severity = .error, _ lines: String
    ) -> Fault {
        Fault(identifier, "archive.yaml", line, severity) { folder in
            try folder.write("archive.yaml", SampleFolder.settings + "\n\(lines)\n")
        }
    }

    static func link(_ path: String, to target: String) -> @Sendable (SampleFolder) throws -> Void {
        { folder in
            try FileManager.default.createSymbolicLink(
                atPath: folder.url.appending(path: path).path(), withDestinationPath: target)
        }
    }
}

@Suite("rockpool check") struct CheckTests {
    @Test("a fault is named with its file and line, and the rest is served", arguments: talkFaults + folderFaults)
    func fault(_ fault: Fault) throws { try check(fault) }

    @Test("a fault of edition or archive is named likewise", arguments: editionFaults + settingsFaults)
    func upperFault(_ fault: Fault) throws { try check(fault) }

    private func check(_ fault: Fault) throws {
        let folder = try SampleFolder.small()
        try fault.plant(folder)
        let loaded = folder.load()
        let found = loaded.diagnostics.first { $0.identifier == fault.identifier }
        let all = Comment(rawValue: loaded.diagnostics.map(\.description).joined(separator: "\n"))
        let diagnostic = try #require(found, all)
        #expect(diagnostic.file == fault.file, all)
        #expect(diagnostic.line == fault.line, all)
        #expect(diagnostic.severity == fault.severity, all)
        #expect(Set(loaded.diagnostics.map(\.identifier)).subtracting(fault.consequences) == [fault.identifier], all)
        #expect(!diagnostic.summary.isEmpty && !diagnostic.solution.isEmpty)
        #expect((loaded.archive?.talk("2024/limpets") != nil) == fault.isTalkServed, all)
    }

    static let talkFaults: [Fault] = [
        .talk("unknown-key", 4, "speker: Bea"),
        .talk("duplicate-key", 5, served: false, "order: 1\norder: 2"),
        .talk("duplicate-key", 4, served: false, "title: Again"),
        .talk("yaml-syntax", 4, served: false, "place: a: b"),
        .talk("yaml-syntax", 4, served: false, "\tkind: talk"),
        .talk("yaml-anchor", 4, "tags: &a b"),
        .talk("wrong-type", 4, "links: none"),
        .talk("wrong-type", 5, "links:\n  - just a text"),
        .talk("wrong-type", 4, "tags: {a: b}"),
        .talk("wrong-type", 4, "original_slides: [a]"),
        .talk("empty-value", 4, as: .warning, "date:"),
        .talk("bad-date", 4, "date: 2024-02-30"),
        .talk("bad-date", 4, "date: 2 May 2024"),
        .talk("date-outside-edition", 4, as: .warning, "date: 2024-05-04"),
        .talk("bad-timestamp", 4, "published: yesterday"),
        .talk("updated-before-published", 5, as: .warning, "published: 2024-05-02\nupdated: 2024-05-01"),
        .talk("bad-url", 4, "original_slides: javascript:alert(1)"),
        .talk("bad-url", 4, "original_slides: ftp://tidal.example/a.pdf"),
        .talk("bad-url", 5, "links:\n  - {title: A, url: \"//tidal.example\"}"),
        .talk("missing-key", 5, "links:\n  - url: https://tidal.example"),
        .talk("bad-value", 4, "kind: lecture"),
        .talk("bad-value", 4, "text: own"),
        .talk("bad-value", 4, "order: 0"),
        .talk("bad-value", 4, "order: first"),
        .talk("bad-value", 4, "visibility: Hidden"),
        .talk("withdrawal-time", 4, "visibility: withdrawn"),
        .talk("withdrawal-time", 4, "withdrawal_reason: The speaker asked for it"),
        .talk("bad-timestamp", 4, "withdrawn: last week"),
        .talk("bad-tag", 5, "tags:\n  - Tide Pools\n  - rocks"),
        .talk("duplicate-speaker", 3, as: .warning, "").replacingTalk("speakers: [Ada Low, ada low]"),
        .talk("missing-speakers", 2, as: .warning, "").replacingTalk("order: 1"),
        .talk("missing-key", 2, served: false, "").replacingTitle("order: 1"),
        .talk("missing-key", 2, served: false, "").replacingTitle("title:"),
        .talk("deck-missing", 6, "decks:\n  - file: slides.pdf\n  - file: old.pdf"),
        .talk("deck-name", 6, "decks:\n  - file: slides.pdf\n  - file: ../../2024/limpets/slides.pdf"),
        .talk("deck-name", 6, "decks:\n  - file: slides.pdf\n  - file: slides.key"),
        .talk("deck-duplicate", 6, "decks:\n  - file: slides.pdf\n  - file: slides.pdf"),
        .talk("deck-checksum", 6, as: .warning, "decks:\n  - file: slides.pdf\n    sha256: 0"),
        .talk("deck-checksum", 6, as: .warning, "decks:\n  - file: slides.pdf\n    bytes: 3"),
        .talk("deck-unlisted", nil, as: .warning, "decks: []"),
        .talk("bad-value", 6, "decks:\n  - file: slides.pdf\n    origin: mail"),
        .talk("unknown-key", 6, "decks:\n  - file: slides.pdf\n    sha265: 0"),
        .talk("yaml-depth", 4, "links: " + String(repeating: "[", count: 20) + String(repeating: "]", count: 20)),
    ]

    static let folderFaults: [Fault] = [
        Fault("no-front-matter", "2024/limpets/talk.md", 1, talk: false) {
            try $0.write("2024/limpets/talk.md", "# Limpets\n")
        },
        Fault("no-front-matter", "2024/limpets/talk.md", 1, talk: false) { try $0.write("2024/limpets/talk.md", "") },
        Fault("not-utf8", "2024/limpets/talk.md", 3, talk: false) {
            try $0.write("2024/limpets/talk.md", Data("---\ntitle: a\nspeakers: B".utf8) + [0xFC, 0x0A])
        },
        Fault("too-large", "2024/limpets/talk.md", nil, talk: false) {
            let text = SampleFolder.talk + String(repeating: "x", count: 1 << 20)
            try $0.write("2024/limpets/talk.md", text)
        },
        Fault("text-too-long", "2024/limpets/talk.md", 5, .warning) {
            try $0.write("2024/limpets/talk.md", SampleFolder.talk + String(repeating: "x ", count: 1 << 16))
        },
        Fault("deck-not-pdf", "2024/limpets/talk.md", 1) {
            try $0.write("2024/limpets/slides.pdf", "<html>%PDF</html>")
        },
        Fault("deck-unlisted", "2024/limpets/talk.md", nil, .warning) {
            try $0.write("2024/limpets/draft.pdf", SampleFolder.pdf("two"))
        },
        Fault("deck-ambiguous", "2024/limpets/talk.md", nil) {
            try FileManager.default.removeItem(at: $0.url.appending(path: "2024/limpets/slides.pdf"))
            try $0.write("2024/limpets/a.pdf", SampleFolder.pdf("two"))
            try $0.write("2024/limpets/b.pdf", SampleFolder.pdf("three"))
        },
        Fault("deck-duplicate", "2024/limpets/talk.md", 6, .warning) {
            try $0.write("2024/limpets/copy.pdf", SampleFolder.pdf("one"))
            try $0.write(
                "2024/limpets/talk.md",
                "---\ntitle: A\nspeakers: B\ndecks:\n  - file: slides.pdf\n  - file: copy.pdf\n---\n")
        },
        Fault("missing-talk", "2024/whelks", nil, .warning) {
            try $0.write("2024/whelks/slides.pdf", SampleFolder.pdf("two"))
        },
        Fault("misnamed-file", "2024/whelks", nil) { try $0.write("2024/whelks/Talk.md", SampleFolder.talk) },
        Fault("misnamed-file", "2025", nil) { try $0.write("2025/edition.yml", SampleFolder.edition) },
        Fault("missing-edition", "2025", nil) { try $0.write("2025/whelks/talk.md", SampleFolder.talk) },
        Fault("invalid-name", "2024/Whelks_2", nil) { try $0.write("2024/Whelks_2/talk.md", SampleFolder.talk) },
        Fault("invalid-name", "Tidal 25", nil) { try $0.write("Tidal 25/edition.yaml", SampleFolder.edition) },
        Fault("reserved-name", "search", nil) { try $0.write("search/edition.yaml", SampleFolder.edition) },
        Fault("reserved-name", "2024/slides", nil) { try $0.write("2024/slides/talk.md", SampleFolder.talk) },
        Fault("stray-link", "2025", nil, plant: Fault.link("2025", to: "/etc")),
        Fault("stray-link", "2024/whelks", nil, plant: Fault.link("2024/whelks", to: "../../..")),
        Fault("stray-link", "2024/limpets/old.pdf", nil, plant: Fault.link("2024/limpets/old.pdf", to: "/etc/passwd")),
        Fault("stray-link", "2024/limpets/gone.pdf", nil, plant: Fault.link("2024/limpets/gone.pdf", to: "nowhere")),
        Fault("duplicate-order", "2024/whelks/talk.md", nil, .warning) {
            for slug in ["limpets", "whelks"] {
                try $0.write("2024/\(slug)/talk.md", "---\ntitle: \(slug)\nspeakers: A\norder: 1\n---\n")
            }
        },
        Fault("speaker-spelling", "2024/whelks/talk.md", nil, .warning) {
            try $0.write("2024/whelks/talk.md", "---\ntitle: Whelks\nspeakers: Àda Low\n---\n")
        },
    ]

    static let editionFaults: [Fault] = [
        .edition("unknown-key", 4, "organizers: []"),
        .edition("bad-date", 4, "ends: soon").replacingLine(3),
        .edition("dates-reversed", 3, "").replacingLine(3, "ends: 2024-05-01"),
        .edition("bad-value", 4, "online: yes"),
        .edition("picture-missing", 6, "gallery:\n  pictures:\n    - {file: pool.jpg, caption: A pool}"),
        .edition("picture-name", 6, "gallery:\n  pictures:\n    - {file: ../pool.jpg, caption: A pool}"),
        .edition("picture-name", 6, "gallery:\n  pictures:\n    - {file: pool.svg, caption: A pool}"),
        .edition("missing-key", 5, "sponsors:\n  - url: https://tidal.example"),
        .edition("bad-url", 5, "sponsors:\n  - {name: A, url: \"data:text/html,x\"}"),
        .edition("bad-timestamp", 4, "published: 2024-05-02 noon"),
        .edition("missing-key", 1, "").replacingLine(2).droppingTalk(),
        .edition("missing-key", 1, "").replacingLine(1, "name: \"\"").droppingTalk(),
    ]

    static let settingsFaults: [Fault] = [
        .settings("unknown-key", 4, "url: https://tidal.example"),
        .settings("bad-value", 4, "language: Englisch!"),
        .settings("bad-value", 4, "contact: ada@tidal"),
        .settings("bad-value", 4, "security_contact: somebody"),
        .settings("bad-value", 4, "security_contact: http://tidal.example/security"),
        .settings("bad-value", 4, "contact: Ada ada@tidal.example"),
        .settings("bad-redirect", 5, "redirects:\n  - {from: old.pdf, to: /2024/}"),
        .settings("bad-redirect", 5, "redirects:\n  - {from: /old.pdf, to: \"//evil.example\"}"),
        .settings("bad-redirect", 6, "redirects:\n  - {from: /a, to: /2024/}\n  - {from: /a, to: /}"),
        .settings("redirect-target", 5, as: .warning, "redirects:\n  - {from: /a, to: /2024/whelks/slides.pdf}"),
        .settings("redirect-target", 5, as: .warning, "redirects:\n  - {from: /a, to: /2019/}"),
        .settings("bad-url", 2, "").replacingLine(2, "base_url: tidal.example").droppingTalk(),
        .settings("bad-tag-authority", 3, "").replacingLine(3, "tag_authority: Tidal").droppingTalk(),
        .settings("missing-key", 1, "").replacingLine(3).droppingTalk(),
        Fault("missing-file", "archive.yaml", nil, talk: false) {
            try FileManager.default.removeItem(at: $0.url.appending(path: "archive.yaml"))
        },
        Fault("no-archive", ".", nil, talk: false) { try FileManager.default.removeItem(at: $0.url) },
    ]

    @Test("all problems of all files are told at once, sorted by place")
    func together() throws {
        let folder = try SampleFolder.small()
        try folder.write("archive.yaml", SampleFolder.settings + "\nlinks: 3\nlanguage: 7\n")
        try folder.write("2024/edition.yaml", "name: A\nstarts: never\nonline: maybe\n")
        try folder.write("2024/limpets/talk.md", "---\ntitel: A\nkind: x\norder: -1\n---\n")
        let places = folder.load().diagnostics.map { "\($0.file):\($0.line ?? 0) \($0.identifier)" }
        #expect(
            places == [
                "2024/edition.yaml:2 bad-date", "2024/edition.yaml:3 bad-value",
                "2024/limpets/talk.md:2 missing-key", "2024/limpets/talk.md:2 missing-speakers",
                "2024/limpets/talk.md:2 unknown-key", "2024/limpets/talk.md:3 bad-value",
                "2024/limpets/talk.md:4 bad-value", "archive.yaml:4 wrong-type", "archive.yaml:5 bad-value",
            ])
    }

    @Test("a mistyped key is answered with the right one")
    func suggestion() throws {
        let folder = try SampleFolder.small()
        try folder.write("2024/limpets/talk.md", "---\ntitle: A\nspeker: B\nspeakers: B\n---\n")
        #expect(
            folder.load().diagnostics.map(\.description) == [
                "2024/limpets/talk.md:3: error: a talk has no key 'speker'. Did you mean 'speakers'? [unknown-key]"
            ])
    }

    @Test(
        "whatever was meant to hide a talk and is not understood hides it",
        arguments: [
            "visibility: hiden", "visibility:", "visiblity: hidden", "embargo: next week", "embargoed: 2030-01-01",
            "hidden: true", "Visibility: hidden", "private: yes", "draft: true", "visibility: [hidden]",
            "visibility: withdrawn", "withdrawn: yes", "withdrawn:", "visibility: withdrawn\nwithdrawn: soon",
            "withdraw: 2024-05-03", "withdrawal_reason: asked for", "retracted: 2024-05-03",
        ])
    func failsClosed(_ line: String) throws {
        let folder = try SampleFolder.small()
        try folder.write("2024/limpets/talk.md", "---\ntitle: A\nspeakers: B\n\(line)\n---\n")
        let loaded = folder.load()
        #expect(!loaded.diagnostics.isEmpty)
        #expect(loaded.archive?.talks.map(\.visibility) == [.hidden])
    }
}
