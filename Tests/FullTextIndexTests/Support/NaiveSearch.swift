import FullTextIndex

/// The same answers by looking at every word of every document, for texts of words that stand between spaces and are
/// letters (`a`) or two letters joined by an underscore (`a_b`).
struct NaiveSearch {
    indirect enum Query {
        case word(String)
        case phrase([String])
        case prefix(String)
        case inField(String, Query)
        /// Of the edition.
        case edition(String)
        /// With text in the field.
        case has(String)
        case all([Query])
        case any([Query])
        case not(Query)

        /// The query in the query language.
        var text: String {
            switch self {
            case .word(let word): word
            case .phrase(let words): "\"\(words.joined(separator: " "))\""
            case .prefix(let prefix): "\(prefix)*"
            case .inField(let field, let query): "\(field):\(query.text)"
            case .edition(let edition): "year:\(edition)"
            case .has(let field): "has:\(field)"
            case .all(let queries): "(\(queries.map(\.text).joined(separator: " ")))"
            case .any(let queries): "(\(queries.map(\.text).joined(separator: " OR ")))"
            case .not(let query): "-\(query.text)"
            }
        }

        /// What is looked for to be found and marked, and not only to leave documents in or out.
        var wanted: [Query] {
            switch self {
            case .word, .phrase, .prefix, .inField: [self]
            case .edition, .has, .not: []
            case .all(let queries), .any(let queries): queries.flatMap(\.wanted)
            }
        }
    }

    var documents: [IndexDocument]

    /// Documents that have one of each group and none of the excluded.
    func ids(groups: [[Query]], excluded: [Query], matching: SearchResults.Matching) -> [String] {
        documents.filter { document in
            func has(_ query: Query) -> Bool {
                talkSchema.fields.contains { field in
                    (document.fields[field.name] ?? []).contains {
                        !Self.positions(of: query, in: $0, field: field.name).isEmpty
                    }
                }
            }
            if excluded.contains(where: has) { return false }
            switch matching {
            case .all: return groups.allSatisfy { $0.contains(where: has) }
            case .any: return groups.contains { $0.contains(where: has) }
            }
        }.map(\.id).sorted()
    }

    /// Documents that answer a query of these items, and whether by all or any of those that ask for words.
    func answers(to items: [Query]) -> ([String], SearchResults.Matching) {
        let clauses = items.filter { !$0.wanted.isEmpty }
        let allowed = documents.filter { document in
            items.allSatisfy { !$0.wanted.isEmpty || Self.is(document, $0) }
        }
        let all = allowed.filter { document in clauses.allSatisfy { Self.is(document, $0) } }
        let any = allowed.filter { document in clauses.contains { Self.is(document, $0) } }
        return all.isEmpty && clauses.count > 1 && !any.isEmpty
            ? (any.map(\.id).sorted(), .any) : (all.map(\.id).sorted(), .all)
    }

    private static func `is`(_ document: IndexDocument, _ query: Query) -> Bool {
        switch query {
        case .edition(let edition): document.facets["edition"]?.contains(edition) ?? false
        case .has(let field): (document.fields[field] ?? []).contains { !$0.isEmpty }
        case .all(let queries): queries.allSatisfy { Self.is(document, $0) }
        case .any(let queries): queries.contains { Self.is(document, $0) }
        case .not(let query): !Self.is(document, query)
        case .word, .phrase, .prefix, .inField:
            talkSchema.fields.contains { field in
                (document.fields[field.name] ?? []).contains {
                    !positions(of: query, in: $0, field: field.name).isEmpty
                }
            }
        }
    }

    /// The word indices that match in a text.
    static func positions(of query: Query, in text: String, field: String) -> Set<Int> {
        let words = text.split(separator: " ").map(String.init)
        switch query {
        case .edition, .has, .all, .any, .not: return []
        case .inField(let name, let query): return name == field ? positions(of: query, in: text, field: field) : []
        case .prefix(let prefix):
            return Set(words.indices.filter { ([words[$0]] + parts(words[$0])).contains { $0.hasPrefix(prefix) } })
        case .word(let word):
            var found = Set(words.indices.filter { stands(word, at: words[$0]) })
            let parts = parts(word)
            if parts.count == 2 {
                for index in words.indices.dropLast()
                where stands(parts[0], at: words[index]) && stands(parts[1], at: words[index + 1]) {
                    found.formUnion([index, index + 1])
                }
            }
            return found
        case .phrase(let phrase):
            var shapes = [phrase]
            for index in phrase.indices.dropLast()
            where !phrase[index].contains("_") && !phrase[index + 1].contains("_") {
                shapes.append(phrase[..<index] + ["=\(phrase[index])_\(phrase[index + 1])"] + phrase[(index + 2)...])
            }
            var found: Set<Int> = []
            for shape in shapes where shape.count <= words.count {
                for start in 0...words.count - shape.count
                where shape.indices.allSatisfy({ stands(shape[$0], at: words[start + $0]) }) {
                    found.formUnion(start..<start + shape.count)
                }
            }
            return found
        }
    }

    private static func parts(_ word: String) -> [String] {
        word.contains("_") ? word.split(separator: "_").map(String.init) : []
    }

    private static func stands(_ word: String, at text: String) -> Bool {
        if word.hasPrefix("=") { return text == word.dropFirst() }
        if word == text || parts(text).contains(word) { return true }
        return Set(parts(word)).count > 1 && Set(parts(word)).isSubset(of: parts(text))
    }
}
