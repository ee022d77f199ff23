internal import FullTextIndex

/// A word of a query that no talk has, or hardly any, and what was searched beside it.
public struct NearWords: Sendable, Hashable {
    /// The word as it was understood: case and accents folded.
    public var typed: String
    /// The query with the word in quotes, where it stands for itself alone.
    public var exactQuery: String
    /// Words of the archive that are spelled almost alike, the nearest first.
    public var used: [Word]

    /// A word with the query that has it in place of the one typed.
    public struct Word: Sendable, Hashable {
        public var word: String
        public var query: String
    }
}

extension TalkSearch {
    func nearWords(_ approximations: [SearchResults.Approximation], in query: String) -> [NearWords] {
        guard !approximations.isEmpty else { return [] }
        let words = looseWords(of: query)
        var told: Set<String> = []
        return approximations.filter { told.insert($0.typed).inserted }.map { near in
            let ranges = words.filter { $0.understood == near.typed }.map(\.range)
            /// The query with another text in place of the word; should it not be found there, the text alone.
            func replaced(by text: (Substring) -> String) -> String {
                ranges.isEmpty ? text(near.typed[...]) : query.replacing(ranges, by: text)
            }
            return NearWords(
                typed: near.typed, exactQuery: replaced { "\"\($0)\"" },
                used: near.used.map { word in NearWords.Word(word: word, query: replaced { _ in word }) })
        }
    }

    /// The words of a query for which others may be searched, each as the index understands it: not those in quotes,
    /// under a minus or before a star.
    private func looseWords(of query: String) -> [(understood: String, range: Range<String.Index>)] {
        index.analyzer.words(in: query).compactMap { range in
            let before = query[..<range.lowerBound]
            guard before.count(where: { $0 == "\"" }).isMultiple(of: 2), before.last != "-",
                query[range.upperBound...].first != "*"
            else { return nil }
            let asked = SearchRequest(query: String(query[range]), limit: 0, toleratesTypos: false)
            guard let term = index.search(asked).interpretation.groups.first?.first else { return nil }
            return (term.text, range)
        }
    }
}

extension String {
    /// - Parameter ranges: ascending.
    fileprivate func replacing(_ ranges: [Range<Index>], by text: (Substring) -> String) -> String {
        var result = ""
        var position = startIndex
        for range in ranges {
            result += self[position..<range.lowerBound] + text(self[range])
            position = range.upperBound
        }
        return result + self[position...]
    }
}
