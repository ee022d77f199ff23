/// Writes the terms of the words that a scanner found.
struct TermWriter {
    let reader: UTF8Reader
    let splitsIdentifiers: Bool
    var text = AnalyzedText()
    private var cutter = IdentifierPieces()
    private var termStart = 0

    init(reader: UTF8Reader, splitsIdentifiers: Bool) {
        self.reader = reader
        self.splitsIdentifiers = splitsIdentifiers
    }

    mutating func reserveCapacity(forByteCount count: Int) {
        // English prose has a word in six bytes.
        text.words.reserveCapacity(count / 6 + 1)
        text.terms.reserveCapacity(count / 6 + 1)
        text.bytes.reserveCapacity(count + 1)
    }

    // MARK: Words

    mutating func appendWord(_ components: [WordScanner.Component]) {
        guard let first = components.first, let last = components.last else { return }
        let range = first.range.lowerBound..<last.range.upperBound
        termStart = text.terms.count
        cutter.removeAll()
        for component in components { cutter.append(component, reader: reader) }
        var outer = range
        if splitsIdentifiers {
            outer = appendSigilForms(of: range)
        }
        let isPlain = cutter.pieces.count == 1 && cutter.pieces[0].range == range
        if isPlain {
            appendTerm(first.endingCount == 0 ? .word : .identifier, folding: range)
            if splitsIdentifiers { appendRuns() }
        } else if !splitsIdentifiers {
            appendUnsplit(components)
        } else {
            appendWhole(of: components)
            appendPieces(of: components)
            appendParts(of: components)
        }
        finishWord(range, outer: outer, hasHiddenPieces: !isPlain && cutter.pieces.contains(where: \.isHidden))
    }

    /// A character of a text without spaces is a word of two terms: itself, and the pair with the next one.
    mutating func appendIdeograph(_ range: Range<Int>, isFollowed: Bool) {
        termStart = text.terms.count
        if isFollowed {
            let (_, length) = reader.scalar(at: range.upperBound)
            appendTerm(.word, folding: range.lowerBound..<range.upperBound + length)
            appendTerm(.wordPart, folding: range)
        } else {
            appendTerm(.word, folding: range)
        }
        finishWord(range, outer: range, hasHiddenPieces: false, joinsNext: isFollowed)
    }

    private mutating func finishWord(
        _ range: Range<Int>, outer: Range<Int>, hasHiddenPieces: Bool, joinsNext: Bool = false
    ) {
        guard text.terms.count > termStart else { return }
        text.words.append(
            AnalyzedText.Word(
                utf8Range: range, outerUTF8Range: outer, joinsNext: joinsNext, hasHiddenPieces: hasHiddenPieces,
                terms: termStart..<text.terms.count))
    }

    // MARK: Terms of an identifier

    private mutating func appendWhole(of components: [WordScanner.Component]) {
        let isHyphenated = components.contains { $0.separator == .lineEndHyphen }
        if isHyphenated {
            // The word as it was before it was cut at the end of the line.
            let isWord = components.allSatisfy { $0.isLetters && [.none, .lineEndHyphen].contains($0.separator) }
            appendJoined(components, level: isWord ? .word : .identifier, keepsLineEndHyphens: false)
        }
        let isPlural = cutter.pieces.count == 1 && components.count == 1 && components[0].isLetters
        appendJoined(components, level: isPlural ? .word : .identifier, keepsLineEndHyphens: true)
        if let version = version(components) {
            appendTerm(.identifierPart, folding: version)
        }
    }

    private mutating func appendJoined(
        _ components: [WordScanner.Component], level: TermLevel, keepsLineEndHyphens: Bool
    ) {
        let start = text.bytes.count
        for component in components {
            switch component.separator {
            case .none: break
            case .colons: text.bytes.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: ":")])
            case .dot: text.bytes.append(UInt8(ascii: "."))
            case .hyphen: text.bytes.append(UInt8(ascii: "-"))
            case .slash: text.bytes.append(UInt8(ascii: "/"))
            case .lineEndHyphen: if keepsLineEndHyphens { text.bytes.append(UInt8(ascii: "-")) }
            }
            fold(component.range)
        }
        finishTerm(level, from: start)
    }

    /// The number of a version such as `v5.19`.
    private func version(_ components: [WordScanner.Component]) -> Range<Int>? {
        guard components.count > 1, components.allSatisfy({ [.none, .dot].contains($0.separator) }),
            Folding.lowercased(reader.bytes[components[0].range.lowerBound]) == UInt8(ascii: "v")
        else { return nil }
        let number = components[0].range.lowerBound + 1..<components[components.count - 1].range.upperBound
        let isNumber = number.allSatisfy {
            CharacterClass(ascii: reader.bytes[$0]) == .digit || reader.bytes[$0] == UInt8(ascii: ".")
        }
        return isNumber ? number : nil
    }

    /// The whole whatever its separators.
    private mutating func appendPieces(of components: [WordScanner.Component]) {
        guard cutter.pieces.count > 1, !isNumber(components) else { return }
        let start = text.bytes.count
        for piece in cutter.pieces {
            text.bytes.append(TermSpace.pieces)
            fold(piece.range)
        }
        finishTerm(.identifier, from: start)
    }

    private mutating func appendParts(of components: [WordScanner.Component]) {
        guard !isNumber(components) else { return }
        let isProse =
            components.count > 1
            && components.allSatisfy {
                $0.isLetters && [.none, .hyphen, .slash, .lineEndHyphen].contains($0.separator)
            }
        for piece in cutter.pieces where !piece.isHidden {
            appendTerm(isProse ? .wordPart : .identifierPart, folding: piece.range)
        }
        appendRuns()
        guard components.count > 1 else { return }
        for component in components where component.endingCount == 0 && component.range.count > 1 {
            // `try_new` of `Box::try_new`; those that are one piece are there already.
            if !cutter.pieces.contains(where: { $0.range == component.range }) {
                appendTerm(.identifierPart, folding: component.range)
            }
        }
    }

    private mutating func appendRuns() {
        for run in cutter.runs { appendTerm(.identifierPart, folding: run) }
    }

    /// Whether it is a number with points, whose parts would be noise.
    private func isNumber(_ components: [WordScanner.Component]) -> Bool {
        components.allSatisfy { component in
            [.none, .dot].contains(component.separator)
                && component.range.allSatisfy { CharacterClass(ascii: reader.bytes[$0]) == .digit }
        }
    }

    /// Without identifiers, each run of letters and digits of a word is a word's part and there is no whole; the words
    /// stay the same, so that indices do.
    private mutating func appendUnsplit(_ components: [WordScanner.Component]) {
        appendJoined(components, level: .word, keepsLineEndHyphens: false)
        guard components.count > 1 else { return }
        for component in components where component.isAlphanumeric {
            appendTerm(.wordPart, folding: component.range)
        }
    }

    /// Appends the forms with sigils and returns the range of the widest.
    private mutating func appendSigilForms(of range: Range<Int>) -> Range<Int> {
        let sigils = SigilForms(reader: reader)
        var outer = range
        for form in [sigils.before(range), sigils.after(range)] {
            guard let form else { continue }
            let start = text.bytes.count
            text.bytes.append(TermSpace.sigil)
            for index in form.range where reader.bytes[index] > 0x20 {
                text.bytes.append(Folding.lowercased(reader.bytes[index]))
            }
            finishTerm(.identifier, from: start)
            outer = min(outer.lowerBound, form.range.lowerBound)..<max(outer.upperBound, form.range.upperBound)
        }
        return outer
    }

    // MARK: Bytes

    private mutating func fold(_ range: Range<Int>) {
        Folding.append(reader.bytes[range], to: &text.bytes)
    }

    private mutating func appendTerm(_ level: TermLevel, folding range: Range<Int>) {
        let start = text.bytes.count
        fold(range)
        finishTerm(level, from: start)
    }

    private mutating func finishTerm(_ level: TermLevel, from start: Int) {
        if text.bytes.count > start + Folding.maximumTermBytes {
            text.bytes.removeLast(text.bytes.count - start - Folding.maximumTermBytes)
        }
        // A word of nothing but invisible characters and accents is none.
        guard text.bytes.count > start else { return }
        text.terms.append(AnalyzedText.Term(level: level, bytes: start..<text.bytes.count))
    }
}
