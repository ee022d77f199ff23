/// A slide as a comparison sees it: its words, without what stands on every slide.
struct ComparedSlide {
    /// In reading order.
    let words: [Substring]
    /// For how much two slides share.
    fileprivate let sorted: [Substring]

    init(text: String) {
        // By bytes, at a tenth of the cost: white space outside ASCII is rare, and the same in both decks.
        words = text.utf8.split { $0 <= 0x20 }.map { Substring($0) }
        sorted = words.sorted()
    }

    /// The slides of a deck that people count.
    static func slides(of content: DeckContent) -> [ComparedSlide] {
        let running = RunningLines(in: content.slides, lines: content.slides.map(\.lines)).lines
        return content.slides.indices.compactMap { index in
            let slide = content.slides[index]
            guard slide.lastStep == nil else { return nil }
            var text = slide.text
            let lines = running[index].isEmpty ? [] : slide.lines
            let bytes = Array(text.utf8)
            var kept: [UInt8] = []
            var position = 0
            for line in running[index].map({ lines[$0.line].range }).sorted(by: { $0.lowerBound < $1.lowerBound })
            where line.lowerBound >= position && line.upperBound <= bytes.count {
                kept += bytes[position..<line.lowerBound]
                position = line.upperBound
            }
            if position > 0 { text = String(decoding: kept + bytes[position...], as: UTF8.self) }
            return ComparedSlide(text: text)
        }
    }

    /// Share of their words that two slides have in common, 0 to 1 (Dice 1945); those without text are alike.
    fileprivate func likeness(to other: ComparedSlide) -> Double {
        if sorted.isEmpty && other.sorted.isEmpty { return 1 }
        var (left, right, common) = (0, 0, 0)
        while left < sorted.count, right < other.sorted.count {
            if sorted[left] == other.sorted[right] {
                (left, right, common) = (left + 1, right + 1, common + 1)
            } else if sorted[left] < other.sorted[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return Double(2 * common) / Double(sorted.count + other.sorted.count)
    }
}

/// Which slides of two runs are versions of each other: pairs in order whose likeness is greatest in all.
struct SlidePairing {
    /// Places in both runs, ascending.
    private(set) var pairs: [(old: Int, new: Int)] = []

    /// Below this share of common words a slide is another one.
    static let leastLikeness = 0.4
    /// The most pairs of slides that are looked at; of longer runs those at the same place are compared.
    static let mostPairs = 40_000

    init(_ old: [ComparedSlide], _ new: [ComparedSlide]) {
        if old.isEmpty || new.isEmpty { return }
        guard old.count * new.count <= Self.mostPairs else {
            pairs = zip(old.indices, new.indices).filter { old[$0].likeness(to: new[$1]) >= Self.leastLikeness }
                .map { (old: $0, new: $1) }
            return
        }
        // Alignment as of Needleman and Wunsch 1970, without costs for gaps.
        let width = new.count + 1
        var likeness = [Double](repeating: 0, count: old.count * new.count)
        var best = [Double](repeating: 0, count: (old.count + 1) * width)
        for left in old.indices.reversed() {
            for right in new.indices.reversed() {
                let own = old[left].likeness(to: new[right])
                likeness[left * new.count + right] = own
                let both = own >= Self.leastLikeness ? own + best[(left + 1) * width + right + 1] : 0
                best[left * width + right] = max(both, best[(left + 1) * width + right], best[left * width + right + 1])
            }
        }
        var (left, right) = (0, 0)
        while left < old.count, right < new.count {
            let own = likeness[left * new.count + right]
            let total = best[left * width + right]
            if own >= Self.leastLikeness, total == own + best[(left + 1) * width + right + 1] {
                pairs.append((old: left, new: right))
                (left, right) = (left + 1, right + 1)
            } else if total == best[(left + 1) * width + right] {
                left += 1
            } else {
                right += 1
            }
        }
    }
}
