/// What a segment knows of its documents, by document number.
///
/// Numbers are given in the order in which equally good hits are shown: greatest `sortKey` first, then by the bytes of
/// the id. So a lesser number is always the better one, and segments are joined without changing the order of any list.
struct DocumentTable: Sendable {
    private let ids: TermDictionary
    /// The rank of each document's id, and the document of each rank; empty where these are the documents' numbers.
    private let ranks: [UInt32]
    private let numbers: [UInt32]
    /// Neighbours often share a key: the keys, and the first document of each.
    private let sortKeys: [Int64]
    private let firstDocuments: [UInt32]
    /// The documents' facet values, one table for each facet of the schema.
    let facets: [FacetTable]

    /// - Parameter ids: by document number, each once.
    fileprivate init(ids: [[UInt8]], sortKeys: [Int64], firstDocuments: [UInt32], facets: [FacetTable]) {
        self.sortKeys = sortKeys
        self.firstDocuments = firstDocuments
        self.facets = facets
        var order: [UInt32] = ids.indices.map(UInt32.init)
        if sortKeys.count > 1 {
            order.sort { ids[Int($0)].lexicographicallyPrecedes(ids[Int($1)]) }
        }
        var dictionary = TermDictionaryBuilder(capacity: ids.count)
        for document in order { dictionary.append(ids[Int(document)]) }
        self.ids = dictionary.finish()
        guard sortKeys.count > 1 else {
            ranks = []
            numbers = []
            return
        }
        var ranks = order
        for (rank, document) in order.enumerated() { ranks[Int(document)] = UInt32(rank) }
        self.ranks = ranks
        numbers = order
    }

    var count: Int { ids.count }

    /// The id of a document.
    func id(of document: Int) -> String {
        String(decoding: ids[ranks.isEmpty ? document : Int(ranks[document])], as: UTF8.self)
    }

    /// The number of the document of this id.
    func number(of id: String) -> Int? {
        ids.rank(of: Array(id.utf8)).map { numbers.isEmpty ? $0 : Int(numbers[$0]) }
    }

    /// The key of a document.
    func sortKey(of document: Int) -> Int64 {
        var low = 0
        var high = firstDocuments.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if Int(firstDocuments[middle]) <= document { low = middle } else { high = middle - 1 }
        }
        return sortKeys[low]
    }

    var byteCount: Int {
        ids.byteCount + (ranks.count + numbers.count + firstDocuments.count) * 4 + sortKeys.count * 8
            + facets.reduce(0) { $0 + $1.byteCount }
    }
}

/// Takes documents in the order of their numbers.
struct DocumentTableBuilder {
    private var ids: [[UInt8]] = []
    private var sortKeys: [Int64] = []
    private var firstDocuments: [UInt32] = []
    /// One table for each facet of the schema, to be filled by the owner.
    var facets: [FacetTable]

    init(facetCount: Int) {
        facets = Array(repeating: FacetTable(), count: facetCount)
    }

    mutating func append(id: [UInt8], sortKey: Int64) {
        if sortKeys.last != sortKey {
            sortKeys.append(sortKey)
            firstDocuments.append(UInt32(ids.count))
        }
        ids.append(id)
    }

    consuming func finish() -> DocumentTable {
        DocumentTable(ids: ids, sortKeys: sortKeys, firstDocuments: firstDocuments, facets: facets)
    }
}
