/// An unchanging part of an index: some documents with their dictionary and postings.
///
/// A posting is by *section*, numbered through all fields of all documents of the segment in their order, so that a
/// document's sections lie together and a phrase, which is looked for within a posting, cannot cross two sections.
final class Segment: Sendable {
    let documents: DocumentTable
    let sections: SectionTable
    let terms: TermDictionary
    let stems: StemTable
    let postings: PostingsTable

    init(
        documents: DocumentTable, sections: SectionTable, terms: TermDictionary, stems: StemTable,
        postings: PostingsTable
    ) {
        self.documents = documents
        self.sections = sections
        self.terms = terms
        self.stems = stems
        self.postings = postings
    }

    /// An estimate of the memory held, in bytes.
    var byteCount: Int {
        documents.byteCount + sections.byteCount + terms.byteCount + stems.byteCount + postings.byteCount
    }
}

/// What a segment knows of its documents, by document number.
struct DocumentTable: Sendable {
    var ids: [String] = []
    var sortKeys: [Int64] = []
    /// The number of the first section; one more entry at the end.
    var firstSections: [UInt32] = [0]
    /// Words by document and field, `fieldCount` a document.
    var fieldLengths: [UInt32] = []
    let fieldCount: Int
    /// The documents' facet values, one table for each facet of the schema.
    var facets: [FacetTable]
    /// Document numbers in the order of their ids.
    var order: [UInt32] = []

    var count: Int { ids.count }

    func sections(of document: Int) -> Range<Int> {
        Int(firstSections[document])..<Int(firstSections[document + 1])
    }

    func length(of document: Int, field: Int) -> UInt32 {
        fieldLengths[document * fieldCount + field]
    }

    /// The number of the document of this id.
    func number(of id: String) -> Int? {
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            if ids[Int(order[middle])] < id { low = middle + 1 } else { high = middle }
        }
        guard low < order.count, ids[Int(order[low])] == id else { return nil }
        return Int(order[low])
    }

    var byteCount: Int {
        ids.reduce(0) { $0 + MemoryLayout<String>.stride + $1.utf8.count } + sortKeys.count * 8
            + (firstSections.count + fieldLengths.count + order.count) * 4 + facets.reduce(0) { $0 + $1.byteCount }
    }
}

/// The values of one facet: by number, and by document as numbers.
struct FacetTable: Sendable {
    var values: [String] = []
    private(set) var starts: [UInt32] = [0]
    private(set) var numbers: [UInt32] = []
    private var numberByValue: [String: UInt32] = [:]

    mutating func append(_ documentValues: some Sequence<String>) {
        let start = numbers.count
        for value in documentValues {
            let number = numberByValue[value] ?? UInt32(values.count)
            if Int(number) == values.count {
                values.append(value)
                numberByValue[value] = number
            }
            if !numbers[start...].contains(number) { numbers.append(number) }
        }
        starts.append(UInt32(numbers.count))
    }

    func values(of document: Int) -> ArraySlice<UInt32> {
        numbers[Int(starts[document])..<Int(starts[document + 1])]
    }

    func number(of value: String) -> UInt32? { numberByValue[value] }

    var byteCount: Int {
        (starts.count + numbers.count) * 4 + values.reduce(0) { $0 + 2 * MemoryLayout<String>.stride + $1.utf8.count }
    }
}

/// What a segment knows of its sections, by section number.
struct SectionTable: Sendable {
    var documents: [UInt32] = []
    var fields: [UInt8] = []
    /// The section's position in its field.
    var indices: [UInt32] = []
    /// The number of words.
    var lengths: [UInt32] = []

    var count: Int { documents.count }
    var byteCount: Int { documents.count * 13 }
}

/// Which words share a stem.
struct StemTable: Sendable {
    let stems: TermDictionary
    /// Where a stem's words begin in `words`; one more entry at the end.
    let starts: [UInt32]
    /// Ranks of terms.
    let words: [UInt32]

    func words(ofStem stem: [UInt8]) -> ArraySlice<UInt32> {
        guard let rank = stems.rank(of: stem) else { return [] }
        return words[Int(starts[rank])..<Int(starts[rank + 1])]
    }

    var byteCount: Int { stems.byteCount + (starts.count + words.count) * 4 }
}
