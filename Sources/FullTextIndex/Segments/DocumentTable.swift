/// What a segment knows of its documents, by document number.
///
/// Numbers are given in the order in which equally good hits are shown: greatest `sortKey` first, then by id. So a lesser
/// number is always the better one, and segments are joined without changing the order of any list.
struct DocumentTable: Sendable {
    /// All ids, one after the other, and where each begins; one more entry at the end.
    private let idBytes: [UInt8]
    private let idStarts: [UInt32]
    /// Neighbours often share a key: the keys, and the first document of each.
    private let sortKeys: [Int64]
    private let firstDocuments: [UInt32]
    /// Document numbers in the order of their ids; empty where that is the order of the numbers.
    private let order: [UInt32]
    /// The documents' facet values, one table for each facet of the schema.
    let facets: [FacetTable]

    fileprivate init(_ builder: consuming DocumentTableBuilder) {
        idBytes = builder.idBytes
        idStarts = builder.idStarts
        sortKeys = builder.sortKeys
        firstDocuments = builder.firstDocuments
        facets = builder.facets
        order = sortKeys.count > 1 ? Self.order(of: idBytes, starts: idStarts) : []
    }

    private static func order(of bytes: [UInt8], starts: [UInt32]) -> [UInt32] {
        let ids = zip(starts, starts.dropFirst()).map { String(decoding: bytes[Int($0)..<Int($1)], as: UTF8.self) }
        return ids.indices.sorted { ids[$0] < ids[$1] }.map(UInt32.init)
    }

    var count: Int { idStarts.count - 1 }

    /// The id of a document.
    func id(of document: Int) -> String {
        String(decoding: idBytes[Int(idStarts[document])..<Int(idStarts[document + 1])], as: UTF8.self)
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

    /// The number of the document of this id.
    func number(of id: String) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self.id(of: number(atPlace: middle)) < id { low = middle + 1 } else { high = middle }
        }
        guard low < count else { return nil }
        let number = number(atPlace: low)
        return self.id(of: number) == id ? number : nil
    }

    private func number(atPlace place: Int) -> Int { order.isEmpty ? place : Int(order[place]) }

    var byteCount: Int {
        idBytes.count + (idStarts.count + firstDocuments.count + order.count) * 4 + sortKeys.count * 8
            + facets.reduce(0) { $0 + $1.byteCount }
    }
}

/// Takes documents in the order of their numbers.
struct DocumentTableBuilder {
    fileprivate private(set) var idBytes: [UInt8] = []
    fileprivate private(set) var idStarts: [UInt32] = [0]
    fileprivate private(set) var sortKeys: [Int64] = []
    fileprivate private(set) var firstDocuments: [UInt32] = []
    /// One table for each facet of the schema, to be filled by the owner.
    var facets: [FacetTable]

    init(facetCount: Int) {
        facets = Array(repeating: FacetTable(), count: facetCount)
    }

    mutating func append(id: String, sortKey: Int64) {
        if sortKeys.last != sortKey {
            sortKeys.append(sortKey)
            firstDocuments.append(UInt32(idStarts.count - 1))
        }
        idBytes.append(contentsOf: id.utf8)
        idStarts.append(UInt32(idBytes.count))
    }

    consuming func finish() -> DocumentTable { DocumentTable(self) }
}
