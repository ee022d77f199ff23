import Foundation

/// A document of the corpus: one line of JSON with an `id` and a `text`.
struct Page: Decodable {
    let id: String
    let text: String

    /// Reads a file of such lines; empty lines count for nothing.
    static func read(path: String) throws -> [Page] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        let decoder = JSONDecoder()
        var documents: [Page] = []
        var start = data.startIndex
        while start < data.endIndex {
            let end = data[start...].firstIndex(of: UInt8(ascii: "\n")) ?? data.endIndex
            if end > start { documents.append(try decoder.decode(Self.self, from: data[start..<end])) }
            start = end + 1
        }
        return documents
    }
}
