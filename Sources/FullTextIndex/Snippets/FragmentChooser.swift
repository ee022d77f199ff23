/// Chooses the parts of a text that show most of what matched.
struct FragmentChooser {
    let text: MarkedText
    /// In characters.
    let maximumLength: Int

    /// How many matched words are tried as a window's first; a text full of matches shows them anywhere.
    private static let candidateLimit = 256

    /// Up to `count` parts of the text in its order, in UTF-8 bytes, that do not overlap; at least one.
    func windows(count: Int) -> [Range<Int>] {
        guard !text.marks.isEmpty else { return [extended(0..<0, backwards: false)] }
        let candidates = text.marks.indices.prefix(Self.candidateLimit).map { matches(from: $0) }
        // Where one part is wanted, no other can be in its way, and only the best needs its borders found.
        if count <= 1 { return [window(of: best(of: candidates, notIn: []) ?? candidates[0])] }
        var free = candidates.map { (matches: $0, window: window(of: $0)) }
        var chosen: [Range<Int>] = []
        var shown: Set<UInt64> = []
        while chosen.count < count, let best = best(of: free.map(\.matches), notIn: shown),
            let window = free.first(where: { $0.matches == best })?.window
        {
            chosen.append(window)
            for (mark, key) in zip(text.marks, text.keys) where window.contains(mark.lowerBound) { shown.insert(key) }
            free.removeAll { $0.window.overlaps(window) }
        }
        return chosen.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// The matches with the most keys that are not shown yet, then the most matches, then the earliest; nil when none
    /// shows anything new.
    private func best(of candidates: [Range<Int>], notIn shown: Set<UInt64>) -> Range<Int>? {
        var best: (matches: Range<Int>, new: Int)?
        for candidate in candidates {
            let new = distinctKeys(in: candidate, notIn: shown)
            if new > best?.new ?? 0 || new == best?.new && candidate.count > best?.matches.count ?? 0 {
                best = (candidate, new)
            }
        }
        return best?.matches
    }

    private func distinctKeys(in matches: Range<Int>, notIn shown: Set<UInt64>) -> Int {
        if matches.count > 64 { return Set(text.keys[matches]).subtracting(shown).count }
        return matches.count { match in
            // Few words match in a window, so looking back is quicker than a set.
            !text.keys[matches.lowerBound..<match].contains(text.keys[match]) && !shown.contains(text.keys[match])
        }
    }

    /// The matches that fit into a window whose first is the given one.
    private func matches(from first: Int) -> Range<Int> {
        let start = text.marks[first].lowerBound
        var last = first
        for match in (first + 1)..<max(first + 1, text.marks.count) {
            let end = text.marks[match].upperBound
            // A character has one to four bytes, which mostly spares counting.
            guard end - start <= maximumLength * 4,
                end - start <= maximumLength || length(of: start..<end) <= maximumLength
            else { break }
            last = match
        }
        return first..<last + 1
    }

    /// The window that shows these matches, with some text around them.
    private func window(of matches: Range<Int>) -> Range<Int> {
        let range = text.marks[matches.lowerBound].lowerBound..<text.marks[matches.upperBound - 1].upperBound
        guard length(of: range) < maximumLength else { return clipped(range) }
        // What is left is shared between the text before and after; what one side does not need goes to the other.
        let before = extended(range, backwards: true, share: 2)
        let both = extended(before, backwards: false)
        return extended(both, backwards: true)
    }

    /// The range lengthened at one end, word by word, by a share of what is left of the length.
    private func extended(_ range: Range<Int>, backwards: Bool, share: Int = 1) -> Range<Int> {
        let room = max(0, maximumLength - length(of: range)) / share
        var index = backwards ? range.lowerBound : range.upperBound
        var boundary = index
        var count = 0
        while count <= room {
            let isAtEnd = backwards ? index == 0 : index == text.bytes.count
            // Between a space and what is not one, nothing is cut apart.
            if isAtEnd || text.bytes[backwards ? index - 1 : index] <= 0x20 { boundary = index }
            if isAtEnd || count == room { break }
            index += backwards ? -1 : 1
            while index > 0, index < text.bytes.count, text.bytes[index] & 0xC0 == 0x80 { index += backwards ? -1 : 1 }
            count += 1
        }
        // A first word longer than the room is cut rather than nothing shown.
        if boundary == range.upperBound, range.isEmpty { boundary = index }
        return backwards ? boundary..<range.upperBound : range.lowerBound..<boundary
    }

    private func clipped(_ range: Range<Int>) -> Range<Int> {
        length(of: range) <= maximumLength ? range : extended(range.lowerBound..<range.lowerBound, backwards: false)
    }

    /// In characters, counted as Unicode scalars, which are never fewer.
    private func length(of range: Range<Int>) -> Int {
        text.bytes[range].count { $0 & 0xC0 != 0x80 }
    }
}
