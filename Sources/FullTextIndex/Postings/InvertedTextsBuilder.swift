/// Makes the inverted index of a segment from the occurrences of terms, in the order of the texts.
///
/// Occurrences are logged as they come; a counting sort by term then brings each term's together, and one pass over them
/// writes the lists.
struct InvertedTextsBuilder {
    private let saturation: Saturation
    private let fieldCount: Int
    /// The term of each occurrence, by the caller's numbers.
    private var terms: [UInt32] = []
    /// The position of each occurrence in its text.
    private var positions: [UInt32] = []
    /// How many occurrences there are up to the end of each text.
    private var textEnds: [Int] = []
    private var lengths = TextLengths()

    /// - Parameter fieldCount: the texts of a document.
    init(saturation: Saturation, fieldCount: Int = 1) {
        self.saturation = saturation
        self.fieldCount = fieldCount
    }

    /// Adds an occurrence in the text that is not finished yet. Positions never descend; the same term twice at one
    /// position counts once.
    @inline(__always)
    mutating func append(term: UInt32, position: UInt32) {
        terms.append(term)
        positions.append(position)
    }

    /// Ends a text.
    /// - Parameter length: its words.
    mutating func finishText(length: Int) {
        textEnds.append(terms.count)
        lengths.append(length)
    }

    /// The index of all that was added.
    /// - Parameters:
    ///   - termCount: one more than the greatest number of a term.
    ///   - order: the terms in the order that the lists are to have; each has an occurrence.
    consuming func finish(termCount: Int, order: some Sequence<UInt32>) -> InvertedTexts {
        let sorted = SortedOccurrences(
            terms: terms, positions: positions, textEnds: textEnds, termCount: termCount)
        // What was logged is as large as what was sorted.
        terms = []
        positions = []
        var writer = PostingsListWriter(lengths, saturation: saturation, fieldCount: fieldCount)
        for term in order { writer.append(sorted.occurrences(of: Int(term))) }
        return writer.finish()
    }
}

/// Occurrences by term, and for each term by text and position.
private struct SortedOccurrences {
    /// Where each term's occurrences begin; one more at the end.
    private var starts: [Int]
    /// Text in the upper half, position in the lower.
    private var occurrences: [UInt64]

    init(terms: [UInt32], positions: [UInt32], textEnds: [Int], termCount: Int) {
        var starts = [Int](repeating: 0, count: termCount + 1)
        for term in terms { starts[Int(term) + 1] &+= 1 }
        for term in 0..<termCount { starts[term + 1] &+= starts[term] }
        var next = starts
        occurrences = Array(unsafeUninitializedCapacity: terms.count) { buffer, count in
            var index = 0
            for (text, end) in textEnds.enumerated() {
                let upper = UInt64(text) << 32
                while index < end {
                    let term = Int(terms[index])
                    buffer.initializeElement(at: next[term], to: upper | UInt64(positions[index]))
                    next[term] &+= 1
                    index &+= 1
                }
            }
            count = terms.count
        }
        self.starts = starts
    }

    func occurrences(of term: Int) -> ArraySlice<UInt64> { occurrences[starts[term]..<starts[term + 1]] }
}
