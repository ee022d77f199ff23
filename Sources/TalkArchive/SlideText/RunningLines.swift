/// Headers, footers and sidebars: lines at the edge of the page that come again on most slides of a deck, such as the
/// talk's title, the date, a number, or the list of sections beside each slide of some Beamer themes.
///
/// They stand on every slide and so say nothing about one.
public struct RunningLines: Sendable {
    /// Fewest slides on which a line must come again.
    static let minimumCount = 4
    /// Largest distance from the page's upper or lower edge, as a share of its height.
    static let edgeShare = 0.13
    /// Largest width of a sidebar, as a share of the page's.
    static let sideShare = 0.25
    /// Fewest lines of a sidebar; one or two beside the text may be a figure's.
    static let sidebarLineCount = 3
    /// How small letters are, against the slide's usual ones, that make a line at the edge one of a section's slides.
    static let smallShare = 0.75

    /// For each slide, which of its lines come again, as indices into ``Slide/lines``.
    public private(set) var lines: [[RunningLine]] = []

    /// A line that comes again.
    public struct RunningLine: Sendable, Equatable {
        /// The index of the line.
        public var line: Int
        /// No slide before has it.
        public var isFirst: Bool
    }

    /// - Parameters:
    ///   - slides: all pages of a deck, in order.
    ///   - allLines: their lines.
    public init(in slides: [Slide], lines allLines: [[SlideLine]]) {
        let candidates = zip(slides, allLines).map(Self.candidates)
        var counts: [Key: Int] = [:]
        var largestCounts: [Key: Int] = [:]
        for candidates in candidates {
            var own: Set<Key> = []
            for candidate in candidates where own.insert(candidate.key).inserted {
                counts[candidate.key, default: 0] += 1
                if candidate.isLargest { largestCounts[candidate.key, default: 0] += 1 }
            }
        }
        let most = max(Self.minimumCount, slides.count / 2 + 1)
        let some = max(Self.minimumCount, slides.count / 10)
        var seen: Set<Key> = []
        for (slide, candidates) in zip(slides, candidates) {
            let enough = candidates.filter {
                let count = counts[$0.key, default: 0]
                // What mostly is the largest on its slides is the heading of several.
                return count >= ($0.isSmall ? some : most) && largestCounts[$0.key, default: 0] * 2 < count
            }
            let sidebarCount = enough.count { $0.key.zone == .side }
            lines.append(
                enough.filter { $0.key.zone != .side || sidebarCount >= Self.sidebarLineCount }.map { candidate in
                    // A page's number says nothing about its slide either.
                    let isNew = seen.insert(candidate.key).inserted && candidate.key.text != nil
                    return RunningLine(line: candidate.line, isFirst: isNew && slide.height > 0)
                })
        }
    }

    private enum Zone: Hashable { case edge, side }

    private struct Key: Hashable {
        /// A hash of the line without digits, signs, case and outer space: page 3 and page 4 have the same footer. Nil
        /// for a mere number.
        var text: UInt64?
        var zone: Zone
        /// Where a number or a sidebar's line stands, in hundredths of the page; other lines may move.
        var place: Int
    }

    private struct Candidate {
        var line: Int
        var key: Key
        var isSmall: Bool
        var isLargest: Bool
    }

    /// The lines near the edges.
    private static func candidates(_ slide: Slide, _ lines: [SlideLine]) -> [Candidate] {
        guard slide.height > 0, slide.width > 0, !lines.isEmpty else { return [] }
        let sizes = lines.map(\.size).sorted()
        let usual = sizes[sizes.count / 2]
        let largest = sizes[sizes.count - 1]
        var text = slide.text
        return text.withUTF8 { bytes in
            lines.enumerated().compactMap { index, line in
                let middle = line.box.midY / slide.height
                let isAtEdge = middle < edgeShare || middle > 1 - edgeShare
                let isBeside =
                    line.box.maxX < slide.width * sideShare || line.box.x > slide.width * (1 - sideShare)
                guard isAtEdge || isBeside else { return nil }
                let key = letters(of: bytes[line.range])
                let zone: Zone = isAtEdge ? .edge : .side
                if key == nil {
                    guard isAtEdge, bytes[line.range].contains(where: { $0 &- 48 < 10 }) else { return nil }
                }
                let place =
                    key == nil || zone == .side
                    ? Int(middle * 100) * 1000 + (zone == .side ? Int(line.box.x / slide.width * 100) : 0) : 0
                return Candidate(
                    line: index, key: Key(text: key, zone: zone, place: place),
                    isSmall: zone == .edge && line.size < usual * smallShare,
                    isLargest: line.size >= largest * 0.97 && line.size > sizes[0] * 1.05)
            }
        }
    }

    /// The hash of its letters (FNV-1a); nil when it has none.
    private static func letters(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var hasLetter = false
        var hasOthers = false
        for byte in bytes {
            var letter = byte
            if byte >= 0x80 {
                hasOthers = true
            } else if (byte | 0x20) &- 0x61 < 26 {
                letter = byte | 0x20
                hasLetter = true
            } else {
                continue
            }
            hash = (hash ^ UInt64(letter)) &* 0x100_0000_01b3
        }
        // Signs beyond ASCII, such as a dash, are no letters.
        if !hasLetter, hasOthers {
            hasLetter = String(decoding: bytes, as: UTF8.self).unicodeScalars.contains(where: \.properties.isAlphabetic)
        }
        return hasLetter ? hash : nil
    }
}
