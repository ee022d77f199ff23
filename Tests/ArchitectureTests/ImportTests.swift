import Foundation
import Testing

/// The house as DESIGN says it is: read from the `import` lines of the sources.
@Suite("Architecture")
struct ImportTests {
    /// What each target may import of the package's own.
    private static let inner: [String: Set<String>] = [
        "LibXML": [], "FullTextIndex": [], "TalkArchive": [], "FormParsing": [], "GzipCoding": [],
        "SlideExtraction": ["TalkArchive"], "ArchiveSearch": ["FullTextIndex", "TalkArchive"],
        "AtomFeeds": ["LibXML", "TalkArchive"], "ArchiveImport": ["LibXML", "TalkArchive"],
        "ArchiveMirror": ["LibXML", "TalkArchive"],
        "ArchiveServer": [
            "ArchiveSearch", "AtomFeeds", "FormParsing", "GzipCoding", "SlideExtraction", "TalkArchive",
        ],
        "rockpool": [
            "ArchiveImport", "ArchiveMirror", "ArchiveSearch", "ArchiveServer", "SlideExtraction", "TalkArchive",
        ],
    ]

    /// The one target that may import an outside library.
    private static let outer: [String: Set<String>] = [
        "Yams": ["TalkArchive"], "CMark": ["TalkArchive"], "Crypto": ["TalkArchive"], "CLibXML2": ["LibXML"],
        "CStemmer": ["FullTextIndex"], "CZlib": ["GzipCoding"],
        "CWebP": ["SlideExtraction"], "Subprocess": ["SlideExtraction"], "SystemPackage": ["SlideExtraction"],
        "Mustache": ["ArchiveServer"],
        "Hummingbird": ["ArchiveServer"], "HummingbirdCore": ["ArchiveServer"], "NIOCore": ["ArchiveServer"],
        "NIOHTTP1": ["ArchiveServer"],
        "HTTPTypes": ["ArchiveServer"], "ServiceLifecycle": ["ArchiveServer"], "ArgumentParser": ["rockpool"],
        "Configuration": ["rockpool"], "Logging": ["SlideExtraction", "ArchiveServer", "rockpool"],
    ]

    /// What comes with Swift.
    private static let system: Set<String> = [
        "Foundation", "FoundationNetworking", "FoundationEssentials", "Glibc", "Darwin", "Dispatch", "Synchronization",
        "System", "RegexBuilder", "Swift",
    ]

    @Test(
        "a target imports only what lies below it, and outside libraries only where they belong",
        arguments: Sources.targets)
    func imports(target: String) throws {
        let allowed = try #require(Self.inner[target], "\(target) has no place in the design")
        for file in Sources.files(of: target) {
            for (line, module) in try Sources.imports(of: file) {
                let isRight =
                    Self.system.contains(module) || allowed.contains(module)
                    || Self.outer[module]?.contains(target) == true
                #expect(isRight, "\(file):\(line) imports \(module)")
            }
        }
    }

    @Test("every library of the table is imported where the table says", arguments: outer.keys.sorted())
    func libraries(module: String) throws {
        var importers: Set<String> = []
        for target in Sources.targets {
            for file in Sources.files(of: target)
            where try Sources.imports(of: file).contains(where: { $0.module == module }) {
                importers.insert(target)
            }
        }
        // Loggers are handed down as far as they are used; every other library has its one place.
        if module == "Logging" {
            #expect(importers.isSubset(of: Self.outer[module] ?? []))
        } else {
            #expect(importers == Self.outer[module])
        }
    }

    @Test("no file is longer than 400 lines")
    func lengths() throws {
        for folder in ["Sources", "Tests", "Benchmarks"] {
            for file in Sources.swiftFiles(in: folder) {
                let count = try Sources.text(file).split(separator: "\n", omittingEmptySubsequences: false).count - 1
                #expect(count <= 400, "\(file) has \(count) lines")
            }
        }
    }

    @Test("an unchecked Sendable or a force unwrap stands nowhere without its reason beside it")
    func escapes() throws {
        for file in Sources.swiftFiles(in: "Sources") {
            let lines = try Sources.text(file).components(separatedBy: "\n")
            for (index, line) in lines.enumerated()
            where line.contains("@unchecked") || line.contains("nonisolated(unsafe)") {
                let before = lines[max(0, index - 6)...index].contains { $0.contains("//") }
                #expect(before, "\(file):\(index + 1)")
            }
        }
    }
}

/// The package's files.
enum Sources {
    private static let root = URL(fileURLWithPath: #filePath, isDirectory: false)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Targets with Swift code.
    static let targets: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)) ?? []
        return names.filter { !files(of: $0).isEmpty }.sorted()
    }()

    static func files(of target: String) -> [String] { swiftFiles(in: "Sources/\(target)") }

    static func swiftFiles(in folder: String) -> [String] {
        (FileManager.default.subpaths(atPath: root.appending(path: folder).path) ?? [])
            .filter { $0.hasSuffix(".swift") && !$0.contains(".build/") }.map { "\(folder)/\($0)" }.sorted()
    }

    static func text(_ file: String) throws -> String {
        try String(contentsOf: root.appending(path: file), encoding: .utf8)
    }

    /// The modules that a file imports, with their lines; of `import struct A.B` it is `A`.
    static func imports(of file: String) throws -> [(line: Int, module: String)] {
        let pattern =
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
        return try text(file).components(separatedBy: "\n").enumerated().compactMap { index, line in
            line.firstMatch(of: pattern).map { (index + 1, String($0.output.1)) }
        }
    }
}
