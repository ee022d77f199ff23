internal import FullTextIndex
internal import TalkArchive

extension StaticSearchIndex {
    /// The fields that a reader can rank by. Words in addresses count next to nothing and would double the index.
    private static let indexedFields = TalkDocument.schema.fields.filter { $0.name != TalkDocument.Field.links }

    /// The index of all talks of a search.
    public init(_ search: TalkSearch) {
        let documents = search.talks.map { (key: $0.key, indexed: $0.value, document: TalkDocument.make(of: $0.value)) }
            .sorted {
                if $0.document.sortKey != $1.document.sortKey { return $0.document.sortKey > $1.document.sortKey }
                return $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
            }
        texts = documents.map {
            Texts(talk: $0.indexed.talk, summary: $0.indexed.text.text, slides: $0.indexed.slides.map(\.text))
        }
        let analyzer = search.index.analyzer
        var lengths = FieldLengths()
        for document in documents {
            for field in Self.indexedFields.indices {
                let texts = document.document.fields[Self.indexedFields[field].name] ?? []
                lengths.add(texts.map { analyzer.wordRanges(in: $0).count }, field: field)
            }
        }
        fields = Self.indexedFields.enumerated().map { position, field in
            Field(
                name: field.name, weight: field.weight, lengthNormalization: field.lengthNormalization,
                meanLength: lengths.mean(position))
        }
        meanSlideLength = lengths.meanSection(Self.indexedFields.firstIndex { $0.ranksSections } ?? 0)
        var postings: [String: [Posting]] = [:]
        for (number, document) in documents.enumerated() {
            for (term, posting) in Self.postings(of: document.document, number: number, fields, analyzer) {
                postings[term, default: []].append(posting)
            }
        }
        var families: [String: [String]] = [:]
        for family in analyzer.wordsByStem(postings.keys).values where family.count > 1 {
            for word in family { families[word] = family }
        }
        terms = Dictionary(
            uniqueKeysWithValues: postings.map { ($0, Entry(family: families[$0] ?? [], postings: $1)) })
    }

    private static func postings(
        of document: IndexDocument, number: Int, _ fields: [Field], _ analyzer: Analyzer
    ) -> [String: Posting] {
        var found: [String: Posting] = [:]
        for (position, field) in fields.enumerated() {
            let texts = (document.fields[field.name] ?? []).map { analyzer.spelledTerms(in: $0) }
            let length = Double(texts.reduce(0) { $0 + $1.wordCount })
            guard length > 0 else { continue }
            let (b, mean) = (field.lengthNormalization, field.meanLength)
            let weight = field.weight / (1 - b + b * length / mean)
            for term in texts.lazy.flatMap(\.terms) {
                var posting = found[term.text] ?? Posting(talk: number)
                posting.fields |= 1 << position
                switch term.kind {
                case .whole: posting.whole += weight
                case .wordPart: posting.wordPart += weight
                case .identifierPart: posting.identifierPart += weight
                }
                found[term.text] = posting
            }
        }
        let facets = [
            (TalkDocument.Facet.edition, "edition"), (TalkDocument.Facet.tag, "tag"),
            (TalkDocument.Facet.speaker, "by"),
        ]
        for (facet, name) in facets {
            for value in document.facets[facet] ?? [] {
                found["\(name):\(value)"] = Posting(talk: number)
            }
        }
        return found
    }
}

/// How long the texts of fields are, in words.
private struct FieldLengths {
    private var sums: [Int: (words: Int, documents: Int, sections: Int)] = [:]

    mutating func add(_ sections: [Int], field: Int) {
        let words = sections.reduce(0, +)
        guard words > 0 else { return }
        var sum = sums[field] ?? (0, 0, 0)
        sum.words += words
        sum.documents += 1
        sum.sections += sections.count { $0 > 0 }
        sums[field] = sum
    }

    func mean(_ field: Int) -> Double { sums[field].map { Double($0.words) / Double($0.documents) } ?? 1 }
    func meanSection(_ field: Int) -> Double { sums[field].map { Double($0.words) / Double($0.sections) } ?? 1 }
}
