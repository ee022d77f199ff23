/// What decides the order of equally good hits: greatest `sortKey` first, then by the bytes of the id.
struct DocumentKey: Comparable {
    let id: [UInt8]
    let sortKey: Int64

    init(id: String, sortKey: Int64) {
        self.id = Array(id.utf8)
        self.sortKey = sortKey
    }

    static func < (first: DocumentKey, second: DocumentKey) -> Bool {
        first.sortKey == second.sortKey
            ? first.id.lexicographicallyPrecedes(second.id) : first.sortKey > second.sortKey
    }
}
