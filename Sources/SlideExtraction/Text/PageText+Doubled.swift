extension PageText {
    /// How far apart two drawings of one line may be, as a share of its height: shadows and makeshift bold letters.
    private static let doublingShare = 0.25

    /// Leaves of lines that are drawn several times at the same place only the first.
    mutating func removeDoubledLines() {
        guard lines.count > 1 else { return }
        var known: [UInt64: [Int]] = [:]
        known.reserveCapacity(lines.count)
        var kept: [Line] = []
        kept.reserveCapacity(lines.count)
        for line in lines {
            let hash = FNV1a.hash(bytes[range(of: line)])
            // Many equal lines at different places are one page's tables; the latest few are compared.
            let before = known[hash, default: []]
            if before.suffix(8).contains(where: { isDoubled(kept[$0], line) }) { continue }
            known[hash, default: []].append(kept.count)
            kept.append(line)
        }
        lines = kept
    }

    /// The bytes of a line's words, which stand one after the other.
    private func range(of line: Line) -> Range<Int> {
        words[line.words.lowerBound].range.lowerBound..<words[line.words.upperBound - 1].range.upperBound
    }

    private func isDoubled(_ first: Line, _ second: Line) -> Bool {
        let limit = Int(Double(min(first.box.height, first.box.width)) * Self.doublingShare)
        return abs(first.box.x0 - second.box.x0) <= limit && abs(first.box.y0 - second.box.y0) <= limit
            && abs(first.box.x1 - second.box.x1) <= limit && bytes[range(of: first)] == bytes[range(of: second)]
    }
}

/// The hash of Fowler, Noll and Vo (FNV-1a, 64 bits): quick for short words.
enum FNV1a {
    static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    static func hash(_ bytes: some Sequence<UInt8>, from start: UInt64 = start) -> UInt64 {
        var hash = start
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }
}
