extension PageText {
    /// How a line goes on with the one before.
    enum Join {
        /// There is none before.
        case none
        case apart
        /// A word ends in a hyphen that may be its own.
        case hyphen
        /// The last word goes on with the first of this line.
        case word
        /// The text goes on without a space, as in Chinese and Japanese.
        case run
    }

    /// How many lines before and after tell how wide a block is.
    private static let comparedLineCount = 40

    func join(_ first: Int, _ second: Int) -> Join {
        let (line, next) = (lines[first], lines[second])
        let word = words[line.words.upperBound - 1]
        let following = words[next.words.lowerBound]
        guard let last = bytes(of: word).last, let begin = bytes(of: following).first else { return .apart }
        if last < 0x80, !word.endsInSoftHyphen {
            guard last == UInt8(ascii: "-") else { return .apart }
        }
        guard !following.beginsItem, goesOn(line, next) else { return .apart }
        if word.endsInSoftHyphen { return isLowercase(bytes(of: following)) ? .word : .apart }
        let ending = bytes(of: word)
        if isAddress(ending), begin < 0x80, ASCII.isAlphanumeric(begin) { return .word }
        if hyphenLength(ending) > 0 {
            let stem = ending.dropLast(hyphenLength(ending))
            guard stem.count > 1, let letter = stem.last, letter >= 0x80 || ASCII.isLetter(letter),
                isLowercase(bytes(of: following)), !looksLikeCode(line), !looksLikeCode(next)
            else { return .apart }
            return .hyphen
        }
        if last >= 0x80, begin >= 0x80, isWrapped(first, next),
            Ideographs.isLast(of: ending), Ideographs.isFirst(of: bytes(of: following))
        {
            return .run
        }
        return .apart
    }

    /// Whether the second line stands directly below the first, in letters of the same size.
    private func goesOn(_ first: Line, _ second: Line) -> Bool {
        let before = words[first.words.upperBound - 1].box
        let after = words[second.words.lowerBound].box
        let height = before.height
        return height > 0 && after.y0 * 2 >= before.y0 * 2 + height && (after.y0 - before.y1) * 10 < height * 9
            && after.height * 4 >= height * 3 && after.height * 3 <= height * 4
            && second.box.x0 < first.box.x1 && second.box.x0 > first.box.x0 - 4 * height
    }

    /// Whether a line of text without spaces is as long as there is room: shorter ones end where their author ended them.
    private func isWrapped(_ index: Int, _ next: Line) -> Bool {
        let line = lines[index]
        let height = line.box.height
        guard height > 0, line.box.width >= 12 * height, line.box.x1 >= next.box.x1 - height else { return false }
        guard line.block == next.block else { return true }
        let near = lines[max(0, index - Self.comparedLineCount)..<min(lines.count, index + Self.comparedLineCount)]
        return near.allSatisfy { $0.block != line.block || line.box.x1 >= $0.box.x1 - 2 * height }
    }

    private func isAddress(_ word: ArraySlice<UInt8>) -> Bool {
        word.count > 10 && word.last == UInt8(ascii: "-")
            && String(decoding: word, as: UTF8.self).contains("://")
    }

    /// The length of a hyphen at the end: `-` or U+2010.
    private func hyphenLength(_ word: ArraySlice<UInt8>) -> Int {
        if word.last == UInt8(ascii: "-") { return 1 }
        return word.suffix(3).elementsEqual([0xE2, 0x80, 0x90]) ? 3 : 0
    }

    private func isLowercase(_ word: ArraySlice<UInt8>) -> Bool {
        guard let first = word.first else { return false }
        if first < 0x80 { return first &- 0x61 < 26 }
        return String(decoding: word, as: UTF8.self).unicodeScalars.first?.properties.isLowercase == true
    }

    private func looksLikeCode(_ line: Line) -> Bool {
        line.words.contains { bytes(of: words[$0]).contains { ASCII.isCodeSign($0) } }
    }
}

enum ASCII {
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || byte &- 0x30 < 10 }
    /// Signs that stand in programs and hardly in sentences.
    static func isCodeSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "\\"), UInt8(ascii: "|"), UInt8(ascii: "$"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// Characters of scripts that are written without spaces.
enum Ideographs {
    static func isFirst(of word: ArraySlice<UInt8>) -> Bool {
        String(decoding: word.prefix(4), as: UTF8.self).unicodeScalars.first.map(contains) ?? false
    }

    static func isLast(of word: ArraySlice<UInt8>) -> Bool {
        String(decoding: word.suffix(4), as: UTF8.self).unicodeScalars.last.map(contains) ?? false
    }

    /// Kana and Han; Korean is written with spaces.
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3041...0x3096, 0x3099...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x3005...0x3007, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
