public import Foundation

/// The checked-out sources that the tests belong to.
public enum SourceTree {
    /// The package's folder.
    public static let root = URL(fileURLWithPath: #filePath, isDirectory: false)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The templates that are shipped.
    public static var templates: URL { root.appending(path: "Templates", directoryHint: .isDirectory) }

    /// The grammar of RFC 4287 that the feeds' own tests use, too.
    public static var atomGrammar: URL { root.appending(path: "Tests/AtomFeedsTests/Resources/atom.rng") }

    /// Paths below a folder of the package that end in `ending`, sorted.
    public static func files(in folder: String, ending: String) -> [String] {
        let start = root.appending(path: folder, directoryHint: .isDirectory)
        return (FileManager.default.subpaths(atPath: start.path) ?? [])
            .filter { $0.hasSuffix(ending) && !$0.contains(".build/") }.map { "\(folder)/\($0)" }.sorted()
    }

    public static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
