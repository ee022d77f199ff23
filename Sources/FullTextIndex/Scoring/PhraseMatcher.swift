/// Finds where all elements stand in one section at fixed distances: one after the other, or all at one position.
struct PhraseMatcher {
    let elements: [Occurrences]
    /// The distance from each element to the next, in words.
    let step: UInt32
    /// The tier of what is found.
    let tier: Occurrences.Tier

    func matches() -> Occurrences {
        var result = Occurrences()
        guard let rarest = elements.min(by: { $0.sections.count < $1.sections.count }), !rarest.isEmpty else {
            return result
        }
        var cursors = [Int](repeating: 0, count: elements.count)
        next: for section in rarest.sections {
            for (element, occurrences) in elements.enumerated() {
                guard let index = occurrences.index(of: section, from: cursors[element]) else { continue next }
                cursors[element] = index
            }
            result.append(section: section, entries: entries(at: cursors))
        }
        return result
    }

    private func entries(at cursors: [Int]) -> [UInt32] {
        var found: [UInt32] = []
        let positions = zip(elements, cursors).map { occurrences, index in
            occurrences.entries(at: index).map(Occurrences.position)
        }
        var lastStart: UInt32?
        for start in positions[0] where start != lastStart {
            lastStart = start
            let isMatch = positions.enumerated().allSatisfy { element, positions in
                Self.contains(start + UInt32(element) * step, in: positions)
            }
            guard isMatch else { continue }
            found.append(Occurrences.entry(start, tier))
            guard step > 0 else { continue }
            for element in positions.indices.dropFirst() {
                found.append(Occurrences.entry(start + UInt32(element) * step, .continuation))
            }
        }
        // Phrases may overlap ("a a" in "a a a"), which leaves positions out of order or twice.
        found.sort()
        return found
    }

    private static func contains(_ position: UInt32, in positions: [UInt32]) -> Bool {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if positions[middle] < position { low = middle + 1 } else { high = middle }
        }
        return low < positions.count && positions[low] == position
    }
}
