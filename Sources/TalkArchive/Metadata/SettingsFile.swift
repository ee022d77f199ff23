public import Foundation

/// A flat YAML file of settings, read with the line of each key so that a mistake can be shown where it is.
public enum SettingsFile {
    /// One `key: value` line.
    public struct Entry: Sendable, Hashable {
        public let key: String
        public let value: String
        /// Counted from 1.
        public let line: Int
    }

    /// Why a file of settings cannot be used.
    public struct ReadError: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    /// The keys with their values as texts, in the file's order.
    /// - Throws: `ReadError` when the file cannot be read, is no YAML, or a value is not one text or number.
    public static func read(_ file: URL) throws(ReadError) -> [Entry] {
        guard let data = try? Data(contentsOf: file), let text = String(validating: data, as: UTF8.self) else {
            throw ReadError(description: "it is not there, may not be read, or is not UTF-8.")
        }
        var report = FileReport(file: file.lastPathComponent)
        let root = MetadataParser(depthLimit: 2).parse(text, report: &report)
        if let problem = report.diagnostics.first { throw ReadError(description: problem.description) }
        guard let root, !root.isEmpty else { return [] }
        guard case .mapping(let entries) = root.content else {
            throw ReadError(description: "write it as 'key: value' lines.")
        }
        var settings: [Entry] = []
        for entry in entries {
            guard case .scalar(let value, _) = entry.value.content else {
                throw ReadError(description: "line \(entry.line): '\(entry.key)' takes one text or number.")
            }
            settings.append(Entry(key: entry.key, value: value, line: entry.line))
        }
        return settings
    }
}
