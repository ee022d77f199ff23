/// Cuts a component of an identifier at underscores, case humps and digit borders.
struct IdentifierPieces {
    /// A piece of an identifier.
    struct Piece {
        var range: Range<Int>
        /// Whether it is too small to be a term of its own: the `x` of `x86`, but not the `o` of `i/o`.
        var isHidden: Bool
    }

    /// The finest pieces of all components.
    private(set) var pieces: [Piece] = []
    /// Longer parts: runs between underscores that were cut further (`x86` of `x86_64`), and the `CPU` of `CPUs`, which
    /// no stemmer knows for a plural.
    private(set) var runs: [Range<Int>] = []

    mutating func removeAll() {
        pieces.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
    }

    mutating func append(_ component: WordScanner.Component, reader: UTF8Reader) {
        let end = component.range.upperBound - component.endingCount
        if component.endingCount > 0 {
            // `C++` is not a kind of `C`: the name is one piece, though `libstdc` is also looked for.
            pieces.append(Piece(range: component.range, isHidden: false))
            if end - component.range.lowerBound > 1 { runs.append(component.range.lowerBound..<end) }
            return
        }
        var start = component.range.lowerBound
        while start < end {
            if reader.bytes[start] == UInt8(ascii: "_") {
                start += 1
                continue
            }
            var stop = start
            while stop < end, reader.bytes[stop] != UInt8(ascii: "_") { stop += 1 }
            let count = pieces.count
            if component.isASCII {
                appendHumps(of: start..<stop, reader: reader)
            } else {
                pieces.append(Piece(range: start..<stop, isHidden: false))
            }
            if pieces.count > count + 1 { runs.append(start..<stop) }
            start = stop
        }
    }

    private enum Kind { case lower, upper, digit }

    private func kind(_ byte: UInt8) -> Kind {
        switch byte {
        case 0x30...0x39: .digit
        case 0x41...0x5A: .upper
        default: .lower
        }
    }

    private mutating func appendHumps(of run: Range<Int>, reader: UTF8Reader) {
        let first = pieces.count
        var start = run.lowerBound
        var index = start + 1
        while index < run.upperBound {
            let before = kind(reader.bytes[index - 1])
            let here = kind(reader.bytes[index])
            var isBorder = (before == .digit) != (here == .digit) || before == .lower && here == .upper
            if before == .upper, here == .upper, index + 1 < run.upperBound {
                // `XMLParser` is `XML` and `Parser`, but `CPUs` is a plural.
                let isPlural = index + 2 == run.upperBound && reader.bytes[index + 1] == UInt8(ascii: "s")
                isBorder = kind(reader.bytes[index + 1]) == .lower && !isPlural
                if isPlural { runs.append(start..<index + 1) }
            }
            if isBorder {
                pieces.append(Piece(range: start..<index, isHidden: false))
                start = index
            }
            index += 1
        }
        pieces.append(Piece(range: start..<run.upperBound, isHidden: false))
        guard pieces.count > first + 1 else { return }
        for index in first..<pieces.count {
            pieces[index].isHidden = pieces[index].range.count == 1
        }
    }
}
