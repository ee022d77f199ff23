/// For each term the sections that have it, and for each of these the positions.
struct PostingsTable: Sendable {
    /// Where a term's postings begin; one more entry at the end.
    let starts: [UInt32]
    /// The sections, ascending for each term.
    let sections: [UInt32]
    /// Where a posting's entries begin; one more entry at the end.
    let entryStarts: [UInt32]
    /// Position and level, ascending for each posting.
    let entries: [Entry]
    /// In how many documents a term stands, removed ones included.
    let documentCounts: [UInt32]

    /// A word index with the term's level: what the term is to the word there.
    struct Entry: Sendable, Hashable {
        let rawValue: UInt32

        init(position: Int, level: TermLevel) {
            rawValue = UInt32(truncatingIfNeeded: position) << 2 | UInt32(level.rawValue)
        }

        var position: UInt32 { rawValue >> 2 }
        var level: Int { Int(rawValue & 3) }
    }

    /// One more than the greatest position an entry can hold.
    static let positionLimit = 1 << 30

    func postings(of term: Int) -> Range<Int> {
        Int(starts[term])..<Int(starts[term + 1])
    }

    func entries(of posting: Int) -> Range<Int> {
        Int(entryStarts[posting])..<Int(entryStarts[posting + 1])
    }

    var byteCount: Int {
        (starts.count + sections.count + entryStarts.count + entries.count + documentCounts.count) * 4
    }
}
