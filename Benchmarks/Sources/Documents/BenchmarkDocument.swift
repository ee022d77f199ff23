internal import Foundation

/// A document of the corpus: one line of JSON with an `id` and a `text`.
public struct BenchmarkDocument: Decodable {
    /// Its name.
    public let id: String
    /// What is indexed.
    public let text: String

    /// Reads a file of such lines; empty lines count for nothing.
    public static func read(path: String) throws -> [BenchmarkDocument] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        let decoder = JSONDecoder()
        var documents: [BenchmarkDocument] = []
        var start = data.startIndex
        while start < data.endIndex {
            let end = data[start...].firstIndex(of: UInt8(ascii: "\n")) ?? data.endIndex
            if end > start { documents.append(try decoder.decode(Self.self, from: data[start..<end])) }
            start = end + 1
        }
        return documents
    }
}
