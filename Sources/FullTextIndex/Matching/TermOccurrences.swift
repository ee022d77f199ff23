/// Walks the texts of one planned term forward and reads where it stands there.
///
/// The reader owns buffers; whoever makes it calls `destroy()`, and keeps the segment until then.
struct TermOccurrences {
    /// A list and where its positions begin.
    private struct Source {
        var cursor: PostingsCursor
        let positions: UnsafeRawPointer

        init(_ list: PostingsList) {
            cursor = PostingsCursor(list)
            positions = list.positions
        }

        /// Calls the closure with the positions in a text; the texts asked for never descend.
        @inline(__always)
        mutating func forEachPosition(in text: UInt32, _ body: (UInt32) -> Void) {
            cursor.advance(to: text)
            guard cursor.document == text else { return }
            var reader = PositionReader(cursor.occurrences(), in: cursor.list, at: positions)
            while reader.position != PositionReader.end {
                body(reader.position)
                reader.next()
            }
        }
    }

    private var main: Source
    private let levels: UnsafeMutableBufferPointer<(source: Source, tier: MatchTier?)>
    private let tier: MatchTier
    private let field: UInt32?
    private let fieldCount: UInt32

    init(_ term: PlannedTerm, in segment: Segment) {
        main = Source(segment.postings.list(term.rank))
        levels = .allocate(capacity: term.levels.count)
        _ = levels.initialize(from: term.levels.map { (Source(segment.postings.list($0.rank)), $0.tier) })
        tier = term.tier
        field = term.field.map(UInt32.init)
        fieldCount = UInt32(max(1, segment.fieldCount))
    }

    func destroy() {
        main.cursor.destroy()
        for level in levels { level.source.cursor.destroy() }
        levels.deallocate()
    }

    /// Appends where the term stands in a text, ascending. The texts asked for never descend.
    @inline(__always)
    mutating func append(in text: UInt32, to found: inout [TieredPosition]) {
        if let field, text % fieldCount != field { return }
        let start = found.count
        main.forEachPosition(in: text) { found.append(TieredPosition($0, tier)) }
        guard found.count > start, !levels.isEmpty else { return }
        for index in levels.indices {
            var next = start
            let tier = levels[index].tier
            levels[index].source.forEachPosition(in: text) { position in
                while found[next].position < position { next += 1 }
                // What does not count is taken out below.
                found[next] = TieredPosition(position, tier ?? .excluded)
            }
        }
        found.removeAll(from: start) { $0.tier == .excluded }
    }

    // MARK: Frequencies

    /// Calls the closure with each text before a bound in which the term counts, and how often in each tier.
    @inline(__always)
    mutating func forEachText(
        before bound: UInt32, _ body: (_ text: UInt32, _ tier: MatchTier, _ count: UInt32) -> Void
    ) {
        while main.cursor.document < bound {
            main.cursor.unpackFrequencies()
            let (texts, frequencies) = (main.cursor.documents, main.cursor.frequencies)
            for place in main.cursor.index..<main.cursor.count {
                let text = texts[place]
                if text >= bound { return }
                if let field, text % fieldCount != field { continue }
                let count = frequencies[place] &+ 1
                if levels.isEmpty {
                    body(text, tier, count)
                } else {
                    forEachLevel(in: text, count: count, body)
                }
            }
            main.cursor.openBlock(main.cursor.block &+ 1)
        }
    }

    @inline(__always)
    private func forEachLevel(
        in text: UInt32, count: UInt32, _ body: (_ text: UInt32, _ tier: MatchTier, _ count: UInt32) -> Void
    ) {
        var count = count
        for index in levels.indices {
            if levels[index].source.cursor.document > text { continue }
            levels[index].source.cursor.advance(to: text)
            guard levels[index].source.cursor.document == text else { continue }
            let part = levels[index].source.cursor.frequency
            count &-= part
            if let tier = levels[index].tier { body(text, tier, part) }
        }
        if count > 0 { body(text, tier, count) }
    }
}

extension [TieredPosition] {
    fileprivate mutating func removeAll(from start: Int, where isRemoved: (TieredPosition) -> Bool) {
        var end = start
        for index in start..<count where !isRemoved(self[index]) {
            self[end] = self[index]
            end += 1
        }
        removeLast(count - end)
    }
}
