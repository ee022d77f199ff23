/// Writes the terms of the words that were found.
struct TermWriter {
    let reader: UTF8Reader
    var scratch = AnalysisScratch()
    /// The number of words so far, which is the position of the next one.
    private(set) var count = 0
    private var hasTerm = false

    init(reader: UTF8Reader) {
        self.reader = reader
    }

    // MARK: Words

    /// A word that is its only term, folded already.
    @inline(__always)
    mutating func appendFolded(
        _ range: Range<Int>, _ folded: UnsafeMutableRawPointer, into sink: inout some TermSink
    ) {
        UnsafeRawBufferPointer(start: folded, count: range.count).withMemoryRebound(to: UInt8.self) {
            sink.append($0, level: .word, position: count)
        }
        sink.finishWord(WordSpan(utf8Range: range, outerUTF8Range: range))
        count &+= 1
    }

    /// A word that is its only term.
    mutating func appendPlainWord(_ range: Range<Int>, into sink: inout some TermSink) {
        appendTerm(.word, folding: range, into: &sink)
        finishWord(WordSpan(utf8Range: range, outerUTF8Range: range), into: &sink)
    }

    /// The word or identifier whose components are in `scratch`.
    mutating func appendWord(into sink: inout some TermSink) {
        let components = scratch.components
        guard let first = components.first, let last = components.last else { return }
        let range = first.range.lowerBound..<last.range.upperBound
        scratch.pieces.removeAll()
        for component in components { scratch.pieces.append(component, reader: reader) }
        var word = WordSpan(utf8Range: range, outerUTF8Range: appendSigilForms(of: range, into: &sink))
        if scratch.pieces.pieces.count == 1, scratch.pieces.pieces[0].range == range {
            appendTerm(first.endingCount == 0 ? .word : .identifier, folding: range, into: &sink)
            appendRuns(into: &sink)
        } else {
            appendWhole(of: components, into: &sink)
            appendPieces(of: components, into: &sink)
            appendParts(of: components, into: &sink)
            word.hasHiddenPieces = scratch.pieces.pieces.contains(where: \.isHidden)
        }
        finishWord(word, into: &sink)
    }

    /// A character of a text without spaces is a word of two terms: itself, and the pair with the next one.
    mutating func appendIdeograph(_ range: Range<Int>, into sink: inout some TermSink) {
        let (next, length) = reader.classify(at: range.upperBound)
        let isFollowed = next == .ideograph
        if isFollowed {
            let end = reader.skipMarks(from: range.upperBound + length)
            appendTerm(.word, folding: range.lowerBound..<end, into: &sink)
        }
        appendTerm(isFollowed ? .wordPart : .word, folding: range, into: &sink)
        finishWord(WordSpan(utf8Range: range, outerUTF8Range: range, joinsNext: isFollowed), into: &sink)
    }

    private mutating func finishWord(_ word: WordSpan, into sink: inout some TermSink) {
        // A word of nothing but invisible characters and accents is none.
        guard hasTerm else { return }
        hasTerm = false
        sink.finishWord(word)
        count += 1
    }

    // MARK: Terms of an identifier

    private mutating func appendWhole(
        of components: [WordScanner.Component], into sink: inout some TermSink
    ) {
        let isHyphenated = components.contains { $0.separator == .lineEndHyphen }
        if isHyphenated {
            // The word as it was before it was cut at the end of the line.
            let isWord = components.allSatisfy { $0.isLetters && [.none, .lineEndHyphen].contains($0.separator) }
            appendJoined(components, level: isWord ? .word : .identifier, keepsLineEndHyphens: false, into: &sink)
        }
        let isPlural = scratch.pieces.pieces.count == 1 && components.count == 1 && components[0].isLetters
        appendJoined(components, level: isPlural ? .word : .identifier, keepsLineEndHyphens: true, into: &sink)
        if let version = version(components) {
            appendTerm(.identifierPart, folding: version, into: &sink)
        }
    }

    private mutating func appendJoined(
        _ components: [WordScanner.Component], level: TermLevel, keepsLineEndHyphens: Bool,
        into sink: inout some TermSink
    ) {
        for component in components {
            switch component.separator {
            case .none: break
            case .colons: scratch.term.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: ":")])
            case .dot: scratch.term.append(UInt8(ascii: "."))
            case .hyphen: scratch.term.append(UInt8(ascii: "-"))
            case .slash: scratch.term.append(UInt8(ascii: "/"))
            case .lineEndHyphen: if keepsLineEndHyphens { scratch.term.append(UInt8(ascii: "-")) }
            }
            fold(component.range)
        }
        finishTerm(level, into: &sink)
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
    private mutating func appendPieces(
        of components: [WordScanner.Component], into sink: inout some TermSink
    ) {
        guard scratch.pieces.pieces.count > 1, !isNumber(components) else { return }
        for piece in scratch.pieces.pieces {
            scratch.term.append(TermSpace.pieces)
            fold(piece.range)
        }
        finishTerm(.identifier, into: &sink)
    }

    private mutating func appendParts(
        of components: [WordScanner.Component], into sink: inout some TermSink
    ) {
        guard !isNumber(components) else { return }
        let isProse =
            components.count > 1
            && components.allSatisfy {
                $0.isLetters && [.none, .hyphen, .slash, .lineEndHyphen].contains($0.separator)
            }
        for piece in scratch.pieces.pieces where !piece.isHidden {
            appendTerm(isProse ? .wordPart : .identifierPart, folding: piece.range, into: &sink)
        }
        appendRuns(into: &sink)
        guard components.count > 1 else { return }
        for component in components where component.endingCount == 0 && component.range.count > 1 {
            // `try_new` of `Box::try_new`; those that are one piece are there already.
            if !scratch.pieces.pieces.contains(where: { $0.range == component.range }) {
                appendTerm(.identifierPart, folding: component.range, into: &sink)
            }
        }
    }

    private mutating func appendRuns(into sink: inout some TermSink) {
        for index in scratch.pieces.runs.indices {
            appendTerm(.identifierPart, folding: scratch.pieces.runs[index], into: &sink)
        }
    }

    /// Whether it is a number with points, whose parts would be noise.
    private func isNumber(_ components: [WordScanner.Component]) -> Bool {
        components.allSatisfy { component in
            [.none, .dot].contains(component.separator)
                && component.range.allSatisfy { CharacterClass(ascii: reader.bytes[$0]) == .digit }
        }
    }

    /// Appends the forms with sigils and returns the range of the widest.
    private mutating func appendSigilForms(of range: Range<Int>, into sink: inout some TermSink) -> Range<Int> {
        let sigils = SigilForms(reader: reader)
        var outer = range
        for form in [sigils.before(range), sigils.after(range)] {
            guard let form else { continue }
            scratch.term.append(TermSpace.sigil)
            for index in form.range where reader.bytes[index] > 0x20 {
                scratch.term.append(Folding.lowercased(reader.bytes[index]))
            }
            finishTerm(.identifier, into: &sink)
            outer = min(outer.lowerBound, form.range.lowerBound)..<max(outer.upperBound, form.range.upperBound)
        }
        return outer
    }

    // MARK: Bytes

    private mutating func fold(_ range: Range<Int>) {
        Folding.append(reader.bytes[range], to: &scratch.term)
    }

    private mutating func appendTerm(_ level: TermLevel, folding range: Range<Int>, into sink: inout some TermSink) {
        fold(range)
        finishTerm(level, into: &sink)
    }

    private mutating func finishTerm(_ level: TermLevel, into sink: inout some TermSink) {
        guard !scratch.term.isEmpty else { return }
        hasTerm = true
        scratch.term.withUnsafeBufferPointer {
            let term = UnsafeBufferPointer(rebasing: $0.prefix(Folding.maximumTermBytes))
            sink.append(term, level: level, position: count)
        }
        scratch.term.removeAll(keepingCapacity: true)
    }
}
