extension PageText {
    /// Pages with more blocks are figures and tables, for which there is no order to find.
    private static let maximumBlockCount = 300

    /// Puts the blocks in the order in which a reader takes them, where their places leave no doubt; else they stay in
    /// the order in which they are drawn, which is mostly the author's.
    ///
    /// Certain are three cuts of a recursive XY-cut (Nagy and Seth, "Hierarchical representation of optically scanned
    /// documents", 1984): the heading above all else comes first; blocks of which no two stand side by side go from top
    /// to bottom; and of two columns of running text the left comes first.
    mutating func orderBlocks(pageWidth: Int) {
        var blocks = blocks()
        guard blocks.count > 1, blocks.count <= Self.maximumBlockCount else { return }
        let before = blocks.map(\.lines.lowerBound)
        if let title = headingIndex(blocks), title > 0 { blocks.insert(blocks.remove(at: title), at: 0) }
        if isOneColumn(blocks) {
            blocks.sort { ($0.box.y0, $0.lines.lowerBound) < ($1.box.y0, $1.lines.lowerBound) }
        } else if let columns = Columns(blocks, in: self, pageWidth: pageWidth) {
            blocks = columns.ordered(blocks)
        }
        guard blocks.map(\.lines.lowerBound) != before else { return }
        lines = blocks.flatMap { lines[$0.lines] }
    }

    /// The block that stands above all others in the largest letters.
    private func headingIndex(_ blocks: [Block]) -> Int? {
        guard let top = blocks.indices.min(by: { blocks[$0].box.y0 < blocks[$1].box.y0 }) else { return nil }
        let heading = blocks[top]
        let isAlone = blocks.indices.allSatisfy {
            $0 == top
                || heading.box.y1 <= blocks[$0].box.y0 + heading.lineHeight / 6
                    && heading.lineHeight > blocks[$0].lineHeight
        }
        return isAlone ? top : nil
    }

    /// Whether all blocks stand below each other.
    private func isOneColumn(_ blocks: [Block]) -> Bool {
        let sorted = blocks.sorted { $0.box.y0 < $1.box.y0 }
        return zip(sorted, sorted.dropFirst()).allSatisfy { upper, lower in
            upper.box.y1 <= lower.box.y0 + min(upper.lineHeight, lower.lineHeight) / 6
                && upper.box.overlapsAcross(lower.box)
        }
    }

    struct Block {
        /// In the page's lines.
        var lines: Range<Int>
        var box: Box
        /// The height of its first line.
        var lineHeight: Int
    }

    private func blocks() -> [Block] {
        var blocks: [Block] = []
        for (index, line) in lines.enumerated() {
            if let last = blocks.last, lines[last.lines.lowerBound].block == line.block {
                blocks[blocks.count - 1].lines = last.lines.lowerBound..<index + 1
                blocks[blocks.count - 1].box.formUnion(line.box)
            } else {
                blocks.append(Block(lines: index..<index + 1, box: line.box, lineHeight: line.box.height))
            }
        }
        return blocks
    }
}

/// Two columns of running text side by side.
private struct Columns {
    /// By block: left, right, or neither.
    private var sides: [Int]

    /// Fewest lines of a column, and fewest words in a line: shorter ones may be a table's rows or a figure's labels.
    private static let minimumLineCount = 3
    private static let minimumWordsPerLine = 3
    /// Most blocks above each other that are taken for headings, and as many for footers.
    private static let marginDepth = 4

    /// Nil when the page has none.
    init?(_ blocks: [PageText.Block], in page: PageText, pageWidth: Int) {
        var body = Array(blocks.indices)
        // What stands alone above or below all else belongs to no column.
        for _ in 0..<Self.marginDepth {
            let tops = body.map { blocks[$0].box.y0 }.sorted()
            let bottoms = body.map { blocks[$0].box.y1 }.sorted()
            guard tops.count > 1 else { return nil }
            let left = body.filter { index in
                let box = blocks[index].box
                let highestOther = tops[box.y0 == tops[0] ? 1 : 0]
                let lowestOther = bottoms[bottoms.count - (box.y1 == bottoms[bottoms.count - 1] ? 2 : 1)]
                return box.y1 > highestOther && box.y0 < lowestOther
            }
            if left.count == body.count { break }
            body = left
        }
        body.sort { blocks[$0].box.x0 < blocks[$1].box.x0 }
        guard body.count > 1 else { return nil }
        var right = blocks[body[0]].box.x1
        for split in 1..<body.count {
            defer { right = max(right, blocks[body[split]].box.x1) }
            guard blocks[body[split]].box.x0 - right >= pageWidth / 50 else { continue }
            let parts = (body[..<split], body[split...])
            guard Self.isProse(parts.0, blocks, page), Self.isProse(parts.1, blocks, page),
                Self.standBeside(parts.0, parts.1, blocks)
            else { continue }
            sides = Array(repeating: 0, count: blocks.count)
            for index in parts.0 { sides[index] = -1 }
            for index in parts.1 { sides[index] = 1 }
            return
        }
        return nil
    }

    /// The left column in the place of the one drawn first, the right after it; what is in neither stays.
    func ordered(_ blocks: [PageText.Block]) -> [PageText.Block] {
        let body = blocks.indices.filter { sides[$0] != 0 }
        // What stands between the columns' blocks in drawing order may belong to some of them.
        guard let first = body.first, let last = body.last, last - first + 1 == body.count else { return blocks }
        let columns = body.filter { sides[$0] == -1 } + body.filter { sides[$0] == 1 }
        return blocks[..<first] + columns.map { blocks[$0] } + blocks[(last + 1)...]
    }

    private static func isProse(_ part: ArraySlice<Int>, _ blocks: [PageText.Block], _ page: PageText) -> Bool {
        let lines = part.flatMap { page.lines[blocks[$0].lines] }
        let words = lines.reduce(0) { $0 + $1.words.count }
        let isRightToLeft = lines.contains { line in
            line.words.count > 1
                && page.words[line.words.lowerBound].box.x0 > page.words[line.words.upperBound - 1].box.x0
        }
        return lines.count >= minimumLineCount && words >= lines.count * minimumWordsPerLine && !isRightToLeft
    }

    /// Whether at least half of the lower part's height is beside the other.
    private static func standBeside(_ first: ArraySlice<Int>, _ second: ArraySlice<Int>, _ blocks: [PageText.Block])
        -> Bool
    {
        func extent(_ part: ArraySlice<Int>) -> (top: Int, bottom: Int) {
            (part.map { blocks[$0].box.y0 }.min() ?? 0, part.map { blocks[$0].box.y1 }.max() ?? 0)
        }
        let (one, other) = (extent(first), extent(second))
        let shared = min(one.bottom, other.bottom) - max(one.top, other.top)
        return shared * 2 >= min(one.bottom - one.top, other.bottom - other.top)
    }
}
