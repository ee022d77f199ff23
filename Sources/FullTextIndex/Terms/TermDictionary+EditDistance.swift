extension TermDictionary {
    /// Calls the closure with the terms of a rank range that are near enough to a word, in order: rank, distance and
    /// bytes, which are valid during the call alone.
    ///
    /// Terms that begin alike share the work on what they begin with, and where no continuation of a beginning can be
    /// near enough, all terms that have it are left out at once (the walk of a trie with rows of the distance table, as
    /// in Shang and Merrettal, *Tries for Approximate String Matching*, 1996, on a sorted array).
    func forEachTerm(
        in ranks: Range<Int>, near word: EditDistance,
        _ body: (_ rank: Int, _ distance: Int, _ term: UnsafeBufferPointer<UInt8>) throws -> Void
    ) rethrows {
        let ranks = ranks.clamped(to: 0..<count)
        guard !ranks.isEmpty else { return }
        try withBlocks { blocks in
            try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: maximumLength) { scratch in
                var reader = TermReader(blocks, rank: ranks.lowerBound, scratch: scratch)
                var path = EditPath(word)
                var shared = 0
                while reader.rank < ranks.upperBound {
                    path.keep(bytes: shared)
                    switch path.follow(reader.term) {
                    case .near(let distance): try body(reader.rank, distance, reader.term)
                    case .far: break
                    case .deadEnd(let length):
                        guard let next = reader.advance(beyondPrefix: length) else { return }
                        shared = next
                        continue
                    }
                    guard reader.rank + 1 < ranks.upperBound else { return }
                    shared = reader.advance()
                }
            }
        }
    }
}

/// The rows of the distance table along a term, one for each of its characters.
private struct EditPath {
    enum End {
        case near(distance: Int)
        case far
        /// No term with these first bytes is near.
        case deadEnd(length: Int)
    }

    private let word: EditDistance
    /// The row before the first one, the first one, and one for each character followed.
    private var rows: [EditDistance.Row]
    /// Where the character of a row ends, in bytes of the term.
    private var ends: [Int]
    private var top = 1

    init(_ word: EditDistance) {
        self.word = word
        // A term longer than the word and its limit is a dead end, so the rows never get more.
        rows = Array(repeating: word.rowBeforeFirst, count: word.count + word.limit + 3)
        rows[1] = word.firstRow
        ends = Array(repeating: 0, count: rows.count)
    }

    /// Forgets the characters that are not all in the first `count` bytes.
    mutating func keep(bytes count: Int) {
        while ends[top] > count { top -= 1 }
    }

    /// Follows the term from where the characters known end.
    mutating func follow(_ term: UnsafeBufferPointer<UInt8>) -> End {
        while ends[top] < term.count {
            let start = ends[top]
            let (character, length) = Self.character(at: start, in: term)
            let row = word.row(after: rows[top], before: rows[top - 1], character: character)
            if word.isDeadEnd(row) {
                // Other bytes may follow a character that is cut off.
                return start + length <= term.count ? .deadEnd(length: start + length) : .far
            }
            top += 1
            rows[top] = row
            ends[top] = start + length
        }
        return word.distance(at: rows[top]).map { .near(distance: $0) } ?? .far
    }

    /// The character there and the length it says it has; a term that was cut at its greatest length may end before.
    @inline(__always)
    private static func character(at start: Int, in term: UnsafeBufferPointer<UInt8>) -> (UInt32, length: Int) {
        let first = term[start]
        if first < 0x80 { return (UInt32(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        guard length > 1, start + length <= term.count else { return (0xFFFD, length) }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for index in start + 1..<start + length { value = value << 6 | UInt32(term[index] & 0x3F) }
        return (value, length)
    }
}
