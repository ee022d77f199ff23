/// The number of characters to insert, delete, change or swap with the next to make one word of another (optimal string
/// alignment), up to a limit.
struct EditDistance {
    /// Longer words are not compared.
    static let maximumCharacters = 64

    private let source: [Unicode.Scalar]
    private let limit: Int
    /// A bit for each character, by the lowest six bits of its code.
    private let signature: UInt64
    private var target: [Unicode.Scalar] = []
    private var rows: [[Int]]

    init(from source: [Unicode.Scalar], limit: Int) {
        self.source = source
        self.limit = limit
        signature = source.reduce(0) { $0 | 1 << UInt64($1.value & 63) }
        rows = Array(repeating: Array(repeating: 0, count: source.count + 1), count: 3)
    }

    /// The distance to a word in UTF-8; `nil` beyond the limit.
    mutating func distance(to word: ArraySlice<UInt8>) -> Int? {
        target.removeAll(keepingCapacity: true)
        // Most words are told apart without a table, by their length or their letters: each kind of character that one
        // has and the other has not takes a step of its own.
        var isASCII = true
        var letters: UInt64 = 0
        for byte in word {
            isASCII = isASCII && byte < 0x80
            letters |= 1 << UInt64(byte & 63)
        }
        if isASCII {
            guard abs(word.count - source.count) <= limit, (signature & ~letters).nonzeroBitCount <= limit,
                (letters & ~signature).nonzeroBitCount <= limit
            else { return nil }
            target.append(contentsOf: word.lazy.map { Unicode.Scalar($0) })
        } else {
            target.append(contentsOf: String(decoding: word, as: UTF8.self).unicodeScalars)
        }
        guard abs(target.count - source.count) <= limit, target.count <= Self.maximumCharacters + limit else {
            return nil
        }
        for column in 0...source.count { rows[0][column] = column }
        for row in 1..<target.count + 1 {
            let current = row % 3
            let previous = (row + 2) % 3
            let beforePrevious = (row + 1) % 3
            rows[current][0] = row
            var least = row
            for column in 1..<source.count + 1 {
                var cost = rows[previous][column - 1] + (target[row - 1] == source[column - 1] ? 0 : 1)
                cost = min(cost, rows[previous][column] + 1, rows[current][column - 1] + 1)
                if row > 1, column > 1, target[row - 1] == source[column - 2], target[row - 2] == source[column - 1] {
                    cost = min(cost, rows[beforePrevious][column - 2] + 1)
                }
                rows[current][column] = cost
                least = min(least, cost)
            }
            if least > limit { return nil }
        }
        let distance = rows[target.count % 3][source.count]
        return distance <= limit ? distance : nil
    }
}
