internal import Foundation
internal import TalkArchive

/// `rockpool-export.json`: what an export wrote, so that the next one knows what it may replace and remove, and anybody
/// can check a copy.
struct ExportList: Codable {
    static let fileName = "rockpool-export.json"

    struct File: Codable, Equatable {
        let path: String
        let bytes: Int
        let sha256: String
    }

    /// Counts up when the form of this file changes.
    private let format: Int
    let files: [File]

    init(_ files: some Sequence<File>) {
        format = 1
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// - Throws: `ExportError.badList` for what no export wrote; above all, paths that lead out of the folder.
    init(reading bytes: [UInt8], file: String) throws {
        guard let list = try? JSONDecoder().decode(Self.self, from: Data(bytes)), list.format == 1,
            list.files.allSatisfy({ Self.isInside($0.path) })
        else { throw ExportError.badList(file: file) }
        self = list
    }

    /// The same files give the same bytes.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    private static func isInside(_ path: String) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0 != "." && $0 != ".."
        }
            && !path.contains("\0")
    }
}
