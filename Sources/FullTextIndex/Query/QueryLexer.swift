/// Cuts a query into its items: runs without spaces, texts in quotes, and the parentheses that group them.
struct QueryLexer {
    /// One step of the query.
    enum Item {
        /// A parenthesis that opens a group, with the minus before it.
        case opening(Range<Int>, isNegated: Bool)
        /// The parenthesis that closes the group last opened.
        case closing(Range<Int>)
        case lexeme(Lexeme)
    }

    /// An item with what stands before it.
    struct Lexeme {
        /// All of it.
        var whole: Range<Int>
        /// The text without sign, name and quotes.
        var content: Range<Int>
        /// What stands before a colon.
        var name: Range<Int>?
        var isNegated: Bool
        var isPhrase: Bool

        /// Whether it is a lone run without any syntax.
        var isBare: Bool { whole == content }
    }

    let bytes: UnsafeBufferPointer<UInt8>
    /// Whether the byte is a parenthesis that opens or closes a group.
    private var isGrouping: [Bool]

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        isGrouping = Array(repeating: false, count: bytes.count)
        isGrouping = groupingParentheses()
    }

    /// The items in the order of the text; openings and closings are paired.
    func items() -> [Item] {
        var items: [Item] = []
        var index = 0
        while true {
            index = afterSpaces(from: index)
            guard index < bytes.count else { return items }
            let start = index
            if let opening = opening(at: index), isGrouping[opening] {
                items.append(.opening(start..<opening + 1, isNegated: opening > start))
                index = opening + 1
            } else if isGrouping[index] {
                items.append(.closing(index..<index + 1))
                index += 1
            } else if let next = afterLooseParentheses(from: index) {
                index = next
            } else {
                let lexeme = lexeme(at: index)
                items.append(.lexeme(lexeme))
                index = max(index + 1, lexeme.whole.upperBound)
            }
        }
    }

    // MARK: Parentheses

    /// Pairs the parentheses at the outer edges of words. Those inside of words (`f(a, b)`) are paired too, so that they
    /// do not close a group, but group nothing; nor does one that has no partner.
    private func groupingParentheses() -> [Bool] {
        var pairs = ParenthesisPairs(count: bytes.count)
        var index = afterSpaces(from: 0)
        while index < bytes.count {
            if let opening = opening(at: index) {
                pairs.open(opening, isGrouping: true)
                index = opening + 1
            } else if bytes[index] == UInt8(ascii: ")") {
                pairs.close(index, mayGroup: true)
                index += 1
            } else {
                let lexeme = lexeme(at: index)
                if !lexeme.isPhrase { pair(within: lexeme.whole, &pairs) }
                index = max(index + 1, lexeme.whole.upperBound)
            }
            index = afterSpaces(from: index)
        }
        return pairs.isGrouping
    }

    private func pair(within run: Range<Int>, _ pairs: inout ParenthesisPairs) {
        var edge = run.upperBound
        while edge > run.lowerBound, bytes[edge - 1] == UInt8(ascii: ")") { edge -= 1 }
        for index in run {
            switch bytes[index] {
            case UInt8(ascii: "("): pairs.open(index, isGrouping: false)
            case UInt8(ascii: ")"): pairs.close(index, mayGroup: index >= edge)
            default: break
            }
        }
    }

    /// The parenthesis at the edge of a word, after a minus or not; the `()` of no arguments is none.
    private func opening(at index: Int) -> Int? {
        let opening = isNegation(at: index) ? index + 1 : index
        guard bytes[opening] == UInt8(ascii: "(") else { return nil }
        return opening + 1 < bytes.count && bytes[opening + 1] == UInt8(ascii: ")") ? nil : opening
    }

    /// What follows opening parentheses without partners, if anything follows them directly.
    private func afterLooseParentheses(from start: Int) -> Int? {
        var index = start
        while index < bytes.count, !isGrouping[index], opening(at: index) == index { index += 1 }
        return index > start && index < bytes.count && spaceLength(at: index) == nil ? index : nil
    }

    // MARK: Runs and quotes

    private func lexeme(at start: Int) -> Lexeme {
        var index = start
        let isNegated = isNegation(at: index)
        if isNegated { index += 1 }
        var name: Range<Int>?
        if let colon = colon(from: index) {
            name = index..<colon
            index = colon + 1
        }
        if let quote = quoteLength(at: index) {
            if let (end, length) = closingQuote(from: index + quote) {
                return Lexeme(
                    whole: start..<end + length, content: index + quote..<end, name: name, isNegated: isNegated,
                    isPhrase: true)
            }
            // A quote that is not closed is no more than a space.
            if index == start {
                return Lexeme(
                    whole: start..<start + quote, content: start..<start, name: nil, isNegated: false, isPhrase: true)
            }
        }
        let end = endOfRun(from: index)
        return Lexeme(whole: start..<end, content: index..<end, name: name, isNegated: isNegated, isPhrase: false)
    }

    /// A minus before a word, a name or a quote; two of them are the beginning of an option such as `--release`.
    private func isNegation(at index: Int) -> Bool {
        guard bytes[index] == UInt8(ascii: "-"), index + 1 < bytes.count else { return false }
        let next = bytes[index + 1]
        return next != UInt8(ascii: "-") && !isSpace(next)
    }

    /// The colon after a run of letters, if a value follows it and it is not the first of two.
    private func colon(from start: Int) -> Int? {
        var index = start
        while index < bytes.count, CharacterClass(ascii: bytes[index]).isWordStart { index += 1 }
        guard index > start, index + 1 < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
        let next = bytes[index + 1]
        return next == UInt8(ascii: ":") || isSpace(next) ? nil : index
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

    /// The length of the white space at `index`, which may be one of Unicode's own.
    private func spaceLength(at index: Int) -> Int? {
        if isSpace(bytes[index]) { return 1 }
        guard bytes[index] >= 0x80 else { return nil }
        let (scalar, length) = UTF8Reader(bytes: bytes).scalar(at: index)
        return scalar.properties.isWhitespace ? length : nil
    }

    private func afterSpaces(from start: Int) -> Int {
        var index = start
        while index < bytes.count, let length = spaceLength(at: index) { index += length }
        return index
    }

    /// The length of a straight or curly double quote.
    private func quoteLength(at index: Int) -> Int? {
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: "\"") { return 1 }
        // U+201C, U+201D and U+201E.
        guard bytes[index] == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return nil }
        return (0x9C...0x9E).contains(bytes[index + 2]) ? 3 : nil
    }

    private func closingQuote(from start: Int) -> (Int, length: Int)? {
        for index in start..<bytes.count {
            if let length = quoteLength(at: index) { return (index, length) }
        }
        return nil
    }

    private func endOfRun(from start: Int) -> Int {
        var index = start
        while index < bytes.count, !isGrouping[index], spaceLength(at: index) == nil, quoteLength(at: index) == nil {
            index += UTF8Reader(bytes: bytes).scalar(at: index).1
        }
        return index
    }
}

/// Pairs parentheses from left to right.
private struct ParenthesisPairs {
    private(set) var isGrouping: [Bool]
    private var open: [(index: Int, isGrouping: Bool)] = []

    init(count: Int) { isGrouping = Array(repeating: false, count: count) }

    mutating func open(_ index: Int, isGrouping: Bool) {
        open.append((index, isGrouping))
    }

    mutating func close(_ index: Int, mayGroup: Bool) {
        guard let last = open.last, mayGroup || !last.isGrouping else { return }
        open.removeLast()
        guard last.isGrouping else { return }
        isGrouping[last.index] = true
        isGrouping[index] = true
    }
}
