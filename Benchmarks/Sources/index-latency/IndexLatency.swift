import Foundation
import Documents
import FullTextIndex

/// How long single operations on a large index take: adding a talk, look-ups in the dictionary, and queries that try to
/// take long. The texts are analysed as the product does.
@main
struct IndexLatency {
    static let usage = "usage: index-latency DOCUMENTS.jsonl [--plain]\n"

    static func main() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let isPlain = arguments.contains("--plain")
        arguments.removeAll { $0 == "--plain" }
        guard arguments.count == 1 else {
            FileHandle.standardError.write(Data(usage.utf8))
            exit(64)
        }
        let pages = try BenchmarkDocument.read(path: arguments[0])
        var index = FullTextIndex(
            schema: IndexSchema(fields: [
                FieldDefinition(name: "title", weight: 3), FieldDefinition(name: "slides", ranksSections: true),
            ]),
            options: isPlain ? AnalyzerOptions(language: nil, wordStyle: .plain) : AnalyzerOptions())
        let building = ContinuousClock().measure {
            index = index.applying(
                pages.map { .put(IndexDocument(id: $0.id, fields: ["slides": [$0.text]])) })
        }
        let bytes = pages.reduce(0) { $0 + $1.text.utf8.count }
        let statistics = index.statistics
        print(
            "\(pages.count) documents, \(bytes) bytes, \(statistics.termCount) terms, "
                + "\(statistics.approximateByteCount) bytes of index, built in \(building)")
        let words = sampleWords(of: pages)
        Measurement.printHeading()
        measureAdding(pages, to: index)
        measureLookUps(words, in: index)
        measureQueries(words, in: index)
    }

    /// Words of the documents, spread over all of them.
    private static func sampleWords(of pages: [BenchmarkDocument]) -> [String] {
        stride(from: 0, to: pages.count, by: max(1, pages.count / 500)).compactMap { place in
            let words = pages[place].text.split { !$0.isLetter }.filter { $0.count > 3 && $0.utf8.count == $0.count }
            return words.isEmpty ? nil : words[place * 7919 % words.count].lowercased()
        }
    }

    // MARK: Adding

    private static func measureAdding(_ pages: [BenchmarkDocument], to index: FullTextIndex) {
        var adding = Measurement("adding a talk of 40 slides, until searchable")
        var replacing = Measurement("replacing it")
        var current = index
        for talk in 0..<50 {
            let slides = (0..<40).map { slide in
                pages[(talk * 40 + slide) % pages.count].text.split(separator: "\n").prefix(12).joined(separator: "\n")
            }
            let document = IndexDocument(id: "talk", fields: ["title": ["Talk \(talk) zyxwvut"], "slides": slides])
            let next = IndexDocument(id: "talk \(talk)", fields: document.fields)
            for (change, isNew) in [(next, true), (next, false)] {
                let took = ContinuousClock().measure { current = current.applying([.put(change)]) }
                if isNew { adding.add(took) } else { replacing.add(took) }
                precondition(current.search(SearchRequest(query: "zyxwvut")).totalCount == talk + 1)
            }
        }
        adding.show()
        replacing.show()
    }

    // MARK: Look-ups

    private static func measureLookUps(_ words: [String], in index: FullTextIndex) {
        for length in 1...5 {
            var completing = Measurement("completion of \(length) letters, with counts")
            for word in words where word.count >= length {
                completing.measure { _ = index.completions(of: String(word.prefix(length))) }
            }
            completing.show()
        }
        var spelling = Measurement("spelling of a word with one or two errors")
        for (number, word) in words.enumerated() where word.count > 4 {
            var letters = Array(word)
            letters[number % letters.count] = "q"
            if number % 2 == 0 { letters.insert("x", at: number % letters.count) }
            let query = String(letters)
            spelling.measure { _ = index.spellingSuggestion(for: query) }
        }
        spelling.show()
    }

    // MARK: Queries

    private static func measureQueries(_ words: [String], in index: FullTextIndex) {
        var plain = Measurement("search for two words, counted and ranked")
        for pair in zip(words, words.dropFirst()) {
            plain.measure { _ = index.search(SearchRequest(query: "\(pair.0) \(pair.1)")) }
        }
        plain.show()
        var prefixes = Measurement("search for a prefix of three letters")
        for word in words.prefix(100) {
            prefixes.measure { _ = index.search(SearchRequest(query: "\(word.prefix(3))*")) }
        }
        prefixes.show()
        for (name, query) in HostileQuery.all(words: words) {
            var measurement = Measurement(name)
            var limits: Set<QueryLimits.Limit> = []
            for _ in 0..<5 {
                measurement.measure { limits = index.search(SearchRequest(query: query)).limitsReached }
            }
            measurement.show(limits.map(\.rawValue).sorted().joined(separator: ", "))
            var suggesting = Measurement("\(name): a better spelling")
            for _ in 0..<5 { suggesting.measure { _ = index.spellingSuggestion(for: query) } }
            suggesting.show()
        }
    }
}
