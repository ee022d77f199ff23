/// The known word that a mistyped one was probably meant to be.
enum KeySuggestion {
    /// Nil when none is near: at most two letters wrong, and fewer than half of them.
    static func nearest(to word: String, among known: [String]) -> String? {
        let typed = Array(word.lowercased().utf8.prefix(64))
        let limit = min(2, max(1, typed.count / 2))
        let distances = known.map { (distance: distance(typed, Array($0.utf8)), word: $0) }
        guard let best = distances.min(by: { $0 < $1 }), best.distance <= limit else { return nil }
        return best.word
    }

    /// The number of letters to add, drop, change or swap with their neighbour (optimal string alignment).
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let same = left[row - 1] == right[column - 1]
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
