internal import ArchiveSearch

/// The terms of the static search in files by how they begin, each so small that a query loads quickly: by the first
/// letter, and where those are many, by as many letters as it takes.
struct SearchShards {
    /// Above this a file is divided further, in bytes.
    private static let usualBytes = 48 * 1024

    /// Files by the beginning of their terms.
    private(set) var files: [String: [UInt8]] = [:]

    init(_ index: StaticSearchIndex) {
        let lines = index.terms.map { term, entry -> Line in
            (Array(term.unicodeScalars), SearchJSON.member(term, Self.entry(entry)))
        }
        divide(lines.sorted { $0.json < $1.json }[...], depth: 1)
    }

    private typealias Line = (scalars: [Unicode.Scalar], json: String)

    private mutating func divide(_ lines: ArraySlice<Line>, depth: Int) {
        for (beginning, own) in Dictionary(grouping: lines, by: { $0.scalars.prefix(depth) }) {
            let bytes = own.reduce(0) { $0 + $1.json.utf8.count + 2 }
            let whole = own.filter { $0.scalars.count == depth }
            if bytes > Self.usualBytes, own.count > whole.count {
                write(whole, beginning)
                divide(own.filter { $0.scalars.count > depth }[...], depth: depth + 1)
            } else {
                write(own, beginning)
            }
        }
    }

    private mutating func write(_ lines: [Line], _ beginning: ArraySlice<Unicode.Scalar>) {
        guard !lines.isEmpty else { return }
        var name = ""
        name.unicodeScalars.append(contentsOf: beginning)
        files[name] = Array("{\n\(lines.map(\.json).joined(separator: ",\n"))\n}\n".utf8)
    }

    /// `[family, talk, fields, whole, part of words, part of identifiers, talk, ...]`, weights in hundredths.
    private static func entry(_ entry: StaticSearchIndex.Entry) -> String {
        var parts = [SearchJSON.list(entry.family.map(SearchJSON.text))]
        for posting in entry.postings {
            let weights = [posting.whole, posting.wordPart, posting.identifierPart].map(Self.hundredths)
            parts += ([posting.talk, posting.fields] + weights).map { String($0) }
        }
        return SearchJSON.list(parts)
    }

    private static func hundredths(_ weight: Double) -> Int { Int((weight * 100).rounded()) }
}
