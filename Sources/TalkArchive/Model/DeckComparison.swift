/// What has changed from one version of a deck to the next, told by the text of its slides.
///
/// Slides are those that people count: of a slide that is printed in steps, the last. Lines that come again on most
/// slides, and page numbers, say nothing about a slide and are not compared. A slide without text is known by its place
/// alone, so a change of its picture is not seen.
public struct DeckComparison: Sendable, Hashable {
    /// Slides that say something else than before.
    public var changed = 0
    /// Slides that were not there before.
    public var new = 0
    /// Slides that are there no more.
    public var removed = 0
    /// Slides that say the same at another place among the others.
    public var moved = 0

    public init(changed: Int = 0, new: Int = 0, removed: Int = 0, moved: Int = 0) {
        self.changed = changed
        self.new = new
        self.removed = removed
        self.moved = moved
    }

    /// `3 changed, 1 new`; in words where nothing of it has changed.
    public var summary: String {
        let parts = [(changed, "changed"), (new, "new"), (removed, "removed"), (moved, "moved")]
        let text = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        return text.isEmpty ? "the slides say the same" : text
    }
}

extension DeckComparison {
    /// Compares a deck with the one that it took the place of.
    public init(from old: DeckContent, to new: DeckContent) {
        self.init(from: ComparedSlide.slides(of: old), to: ComparedSlide.slides(of: new))
    }

    /// First slides that say the same find each other, wherever they are; those of them that keep their order (a
    /// longest increasing subsequence) divide both decks into gaps, and what is left in a gap is paired in order by how
    /// many words two slides share.
    init(from old: [ComparedSlide], to new: [ComparedSlide]) {
        let pairs = Self.samePairs(old, new)
        let anchors = Self.longestIncreasing(pairs)
        moved = pairs.count - anchors.count
        let usedOld = Set(pairs.map(\.old))
        let usedNew = Set(pairs.map(\.new))
        var before = (old: 0, new: 0)
        for anchor in anchors + [(old: old.count, new: new.count)] {
            let left = (before.old..<anchor.old).filter { !usedOld.contains($0) }.map { old[$0] }
            let right = (before.new..<anchor.new).filter { !usedNew.contains($0) }.map { new[$0] }
            count(left, right)
            before = (anchor.old + 1, anchor.new + 1)
        }
    }

    private typealias Pair = (old: Int, new: Int)

    /// Slides with the same text, the first with the first, in the order of the new deck.
    private static func samePairs(_ old: [ComparedSlide], _ new: [ComparedSlide]) -> [Pair] {
        var places: [[Substring]: [Int]] = [:]
        for (place, slide) in old.enumerated().reversed() where !slide.words.isEmpty {
            places[slide.words, default: []].append(place)
        }
        return new.enumerated().compactMap { place, slide in
            places[slide.words]?.popLast().map { (old: $0, new: place) }
        }
    }

    /// The most pairs whose places in the old deck ascend as those in the new one do (Schensted 1961, by patience
    /// sorting).
    private static func longestIncreasing(_ pairs: [Pair]) -> [Pair] {
        var tails: [Int] = []
        var before = [Int?](repeating: nil, count: pairs.count)
        for index in pairs.indices {
            var low = 0
            var high = tails.count
            while low < high {
                let middle = (low + high) / 2
                if pairs[tails[middle]].old < pairs[index].old { low = middle + 1 } else { high = middle }
            }
            before[index] = low > 0 ? tails[low - 1] : nil
            if low < tails.count { tails[low] = index } else { tails.append(index) }
        }
        var chain: [Pair] = []
        var next = tails.last
        while let index = next {
            chain.append(pairs[index])
            next = before[index]
        }
        return chain.reversed()
    }

    /// Counts what stands between two slides that are the same.
    private mutating func count(_ old: [ComparedSlide], _ new: [ComparedSlide]) {
        let paired = SlidePairing(old, new).pairs
        changed += paired.count { !old[$0.old].words.isEmpty || !new[$0.new].words.isEmpty }
        removed += old.count - paired.count
        self.new += new.count - paired.count
    }
}
