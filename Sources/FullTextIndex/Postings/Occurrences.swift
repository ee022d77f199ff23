/// Where something stands in a segment: the sections, ascending, and in each the positions with their tiers.
struct Occurrences {
    /// How good a match a position is.
    enum Tier: UInt32 {
        /// The form asked for, with its sigils or exactly as written.
        case form = 0
        /// The whole word.
        case whole = 1
        /// A part of an identifier.
        case part = 2
        /// A word spelled almost like the one asked for.
        case near = 3
        /// A later word of a phrase, which is marked but not counted again.
        case continuation = 4
    }

    private(set) var sections: [UInt32] = []
    private(set) var starts: [UInt32] = [0]
    /// Position and tier, ascending in each section.
    private(set) var entries: [UInt32] = []

    var isEmpty: Bool { sections.isEmpty }

    func entries(at index: Int) -> ArraySlice<UInt32> {
        entries[Int(starts[index])..<Int(starts[index + 1])]
    }

    static func entry(_ position: UInt32, _ tier: Tier) -> UInt32 { position << 3 | tier.rawValue }
    static func position(_ entry: UInt32) -> UInt32 { entry >> 3 }
    static func tier(_ entry: UInt32) -> UInt32 { entry & 7 }

    /// The index of the section.
    func index(of section: UInt32, from start: Int = 0) -> Int? {
        var low = start
        var high = sections.count
        while low < high {
            let middle = (low + high) / 2
            if sections[middle] < section { low = middle + 1 } else { high = middle }
        }
        return low < sections.count && sections[low] == section ? low : nil
    }

    // MARK: Writing

    mutating func append(section: UInt32, entries new: some Sequence<UInt32>) {
        let count = entries.count
        entries.append(contentsOf: new)
        guard entries.count > count else { return }
        sections.append(section)
        starts.append(UInt32(entries.count))
    }

    /// The occurrences in both, or in the other alone.
    func merged(with other: Occurrences) -> Occurrences {
        if isEmpty { return other }
        if other.isEmpty { return self }
        var result = Occurrences()
        result.entries.reserveCapacity(entries.count + other.entries.count)
        var left = 0
        var right = 0
        while left < sections.count || right < other.sections.count {
            if right == other.sections.count || left < sections.count && sections[left] < other.sections[right] {
                result.append(section: sections[left], entries: entries(at: left))
                left += 1
            } else if left == sections.count || other.sections[right] < sections[left] {
                result.append(section: other.sections[right], entries: other.entries(at: right))
                right += 1
            } else {
                result.append(section: sections[left], merging: entries(at: left), other.entries(at: right))
                left += 1
                right += 1
            }
        }
        return result
    }

    private mutating func append(section: UInt32, merging left: ArraySlice<UInt32>, _ right: ArraySlice<UInt32>) {
        var left = left
        var right = right
        let count = entries.count
        while let entry = [left.first, right.first].compactMap({ $0 }).min() {
            if left.first == entry { left.removeFirst() }
            if right.first == entry { right.removeFirst() }
            if entries.count == count || entries.last != entry { entries.append(entry) }
        }
        sections.append(section)
        starts.append(UInt32(entries.count))
    }

    /// The occurrences of all of them; pairs of neighbours are merged until one is left.
    static func merged(_ all: [Occurrences]) -> Occurrences {
        var all = all
        while all.count > 1 {
            all = stride(from: 0, to: all.count, by: 2).map {
                $0 + 1 < all.count ? all[$0].merged(with: all[$0 + 1]) : all[$0]
            }
        }
        return all.first ?? Occurrences()
    }

    /// Those in sections that satisfy a condition.
    func filtered(_ isIncluded: (UInt32) -> Bool) -> Occurrences {
        var result = Occurrences()
        for (index, section) in sections.enumerated() where isIncluded(section) {
            result.append(section: section, entries: entries(at: index))
        }
        return result
    }
}
