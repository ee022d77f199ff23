extension PageText {
    /// Turns Hebrew words round that come in the order in which they stand on the page, from left to right.
    ///
    /// Five Hebrew letters have another form at the end of a word. Where more words begin with one than end in one, the
    /// page is in visual order.
    mutating func turnMirroredWords() {
        guard bytes.contains(Self.hebrewLead) else { return }
        var balance = 0
        for line in lines {
            for word in words[line.words] {
                let bytes = bytes[word.range]
                if Self.isFinal(bytes.prefix(2)) { balance += 1 }
                if Self.isFinal(bytes.suffix(2)) { balance -= 1 }
            }
        }
        guard balance > 0 else { return }
        for line in lines {
            let isHebrew = words[line.words].allSatisfy { bytes[$0.range].first == Self.hebrewLead }
            for index in line.words where bytes[words[index].range].first == Self.hebrewLead {
                turn(words[index].range)
            }
            let (first, last) = (words[line.words.lowerBound], words[line.words.upperBound - 1])
            if isHebrew, first.box.x0 < last.box.x0 { words[line.words].reverse() }
        }
    }

    /// The first byte in UTF-8 of U+05C0 to U+05FF.
    private static let hebrewLead: UInt8 = 0xD7

    /// U+05DA, U+05DD, U+05DF, U+05E3 and U+05E5.
    private static func isFinal(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.first == hebrewLead && bytes.last.map { [0x9A, 0x9D, 0x9F, 0xA3, 0xA5].contains($0) } == true
    }

    private mutating func turn(_ range: Range<Int>) {
        let turned = String(String(decoding: bytes[range], as: UTF8.self).reversed())
        guard turned.utf8.count == range.count else { return }
        bytes.replaceSubrange(range, with: turned.utf8)
    }
}
