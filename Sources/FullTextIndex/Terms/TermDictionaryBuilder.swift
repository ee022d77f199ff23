/// Codes terms that come in byte order, each once.
struct TermDictionaryBuilder {
    private var count = 0
    private var bytes: [UInt8] = []
    private var starts: [UInt32] = []
    private var keys: [UInt64] = []
    private var last: [UInt8] = []
    private var maximumLength = 0

    /// A builder with room for so many terms.
    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity * 6)
        starts.reserveCapacity((capacity + TermBlocks.size - 1) / TermBlocks.size)
        keys.reserveCapacity((capacity + TermBlocks.size - 1) / TermBlocks.size)
    }

    /// Adds a term that comes after all added before.
    mutating func append(_ term: UnsafeBufferPointer<UInt8>) {
        var shared = 0
        let limit = min(last.count, term.count)
        while shared < limit, last[shared] == term[shared] { shared += 1 }
        assert(
            count == 0 || shared < term.count && (shared == last.count || last[shared] < term[shared]),
            "terms must come in order, each once")
        last.removeLast(last.count - shared)
        last.append(contentsOf: term[shared...])
        if count % TermBlocks.size == 0 {
            starts.append(UInt32(bytes.count))
            keys.append(TermBlocks.key(of: term))
            shared = 0
        }
        let length = term.count - shared
        bytes.append(UInt8(min(shared, TermBlocks.longLength) << 4 | min(length, TermBlocks.longLength)))
        if shared >= TermBlocks.longLength { VariableLengthNumber.append(shared - TermBlocks.longLength, to: &bytes) }
        if length >= TermBlocks.longLength { VariableLengthNumber.append(length - TermBlocks.longLength, to: &bytes) }
        bytes.append(contentsOf: term[shared...])
        maximumLength = max(maximumLength, term.count)
        count += 1
    }

    /// Adds a term that comes after all added before.
    mutating func append(_ term: some Sequence<UInt8>) {
        if term.withContiguousStorageIfAvailable({ append($0) }) != nil { return }
        Array(term).withUnsafeBufferPointer { append($0) }
    }

    /// The dictionary of all terms added.
    consuming func finish() -> TermDictionary {
        // A dictionary lives long, and arrays grow by doubling.
        TermDictionary(
            count: count, maximumLength: maximumLength, bytes: Self.exactly(bytes), starts: Self.exactly(starts),
            keys: Self.exactly(keys))
    }

    private static func exactly<Element>(_ array: [Element]) -> [Element] {
        Array(unsafeUninitializedCapacity: array.count) { buffer, count in
            count = buffer.initialize(fromContentsOf: array)
        }
    }
}

extension TermDictionary {
    /// A dictionary of the table's terms, and the table's numbers in the order of the terms.
    static func sorted(_ table: TermTable) -> (TermDictionary, order: [UInt32]) {
        // Most pairs are told apart by their first eight bytes, which lie together here.
        var order = (0..<table.count).map { number in
            (key: table.term(number).withUnsafeBufferPointer { TermBlocks.key(of: $0) }, number: UInt32(number))
        }
        order.sort { first, second in
            first.key != second.key
                ? first.key < second.key
                : table.term(Int(first.number)).lexicographicallyPrecedes(table.term(Int(second.number)))
        }
        var builder = TermDictionaryBuilder(capacity: order.count)
        for term in order { builder.append(table.term(Int(term.number))) }
        return (builder.finish(), order.map(\.number))
    }
}
