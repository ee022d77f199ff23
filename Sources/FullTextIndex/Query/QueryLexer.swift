/// Cuts a query into its items: runs without spaces, and texts in quotes.
struct QueryLexer {
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

    func lexemes() -> [Lexeme] {
        var lexemes: [Lexeme] = []
        var index = 0
        while true {
            index = afterSpaces(from: index)
            guard index < bytes.count else { return lexemes }
            let lexeme = lexeme(at: index)
            lexemes.append(lexeme)
            index = max(index + 1, lexeme.whole.upperBound)
        }
    }

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
        while index < bytes.count, spaceLength(at: index) == nil, quoteLength(at: index) == nil {
            index += UTF8Reader(bytes: bytes).scalar(at: index).1
        }
        return index
    }
}
