/// The number of characters to insert, delete, change or swap with the next to make one word of another (optimal string
/// alignment), up to a limit.
///
/// A row of the distance table is three sets of the word's positions: those that can be reached with no, one and two
/// errors, a bit each, so that a character costs a few operations on 64 bits (Wu and Manber, *Fast Text Searching
/// Allowing Errors*, 1992; the swap after Navarro, *NR-grep*, 2001).
struct EditDistance: Sendable {
    /// Longer words are not compared.
    static let maximumCharacters = 63
    /// The greatest limit.
    static let maximumLimit = 2

    /// The number of characters of the word.
    let count: Int
    /// The distance up to which words are near.
    let limit: Int
    /// A bit for each position, the one before the first character included.
    private let positions: UInt64
    /// The positions after an ASCII character.
    private var asciiMatches = [UInt64](repeating: 0, count: 128)
    /// The positions after other characters.
    private var otherMatches: [(character: UInt32, positions: UInt64)] = []

    /// What is known of the word after some characters of another.
    struct Row: Sendable {
        /// The positions reached with no, at most one and at most two errors.
        fileprivate var reached: (UInt64, UInt64, UInt64)
        /// The positions after the character that led here.
        fileprivate var matches: UInt64
    }

    /// The distance from a word of at most `maximumCharacters`, up to a limit of at most `maximumLimit`.
    init(from word: some Collection<Unicode.Scalar>, limit: Int) {
        precondition(word.count <= Self.maximumCharacters && (0...Self.maximumLimit).contains(limit))
        count = word.count
        self.limit = limit
        positions = UInt64.max >> UInt64(63 - word.count)
        for (index, character) in word.enumerated() {
            let bit: UInt64 = 1 << UInt64(index + 1)
            if character.isASCII {
                asciiMatches[Int(character.value)] |= bit
            } else if let known = otherMatches.firstIndex(where: { $0.character == character.value }) {
                otherMatches[known].positions |= bit
            } else {
                otherMatches.append((character.value, bit))
            }
        }
    }

    // MARK: Rows

    /// The row before any character.
    var firstRow: Row {
        Row(reached: (1, 0b11 & positions, 0b111 & positions), matches: 0)
    }

    /// What stands for the row before the first one: nothing is reached.
    var rowBeforeFirst: Row { Row(reached: (0, 0, 0), matches: 0) }

    /// The row that follows `row` and the one `before` it, after the character.
    @inline(__always)
    func row(after row: Row, before: Row, character: UInt32) -> Row {
        let matches = matches(of: character)
        // Both this character and the last are the word's, the other way round.
        let swaps = row.matches & matches << 1
        let none = row.reached.0 << 1 & matches
        let one =
            row.reached.1 << 1 & matches | before.reached.0 << 2 & swaps
            | row.reached.0 | (row.reached.0 | none) << 1
        let two =
            row.reached.2 << 1 & matches | before.reached.1 << 2 & swaps
            | row.reached.1 | (row.reached.1 | one) << 1
        return Row(reached: (none, one & positions, two & positions), matches: matches)
    }

    /// Whether no word that goes on from here is within the limit.
    @inline(__always)
    func isDeadEnd(_ row: Row) -> Bool { reached(row, errors: limit) == 0 }

    /// The distance of the characters that led to the row; `nil` beyond the limit.
    func distance(at row: Row) -> Int? {
        (0...limit).first { reached(row, errors: $0) >> UInt64(count) & 1 == 1 }
    }

    @inline(__always)
    private func reached(_ row: Row, errors: Int) -> UInt64 {
        errors == 0 ? row.reached.0 : errors == 1 ? row.reached.1 : row.reached.2
    }

    @inline(__always)
    private func matches(of character: UInt32) -> UInt64 {
        if character < 0x80 { return asciiMatches[Int(character)] }
        for match in otherMatches where match.character == character { return match.positions }
        return 0
    }

    // MARK: One word

    /// The distance to a word in UTF-8; `nil` beyond the limit.
    func distance(to word: some Collection<UInt8>) -> Int? {
        var before = rowBeforeFirst
        var row = firstRow
        for character in String(decoding: word, as: UTF8.self).unicodeScalars {
            (before, row) = (row, self.row(after: row, before: before, character: character.value))
            if isDeadEnd(row) { return nil }
        }
        return distance(at: row)
    }
}
