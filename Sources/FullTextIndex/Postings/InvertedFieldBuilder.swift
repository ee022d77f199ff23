/// Makes the inverted index of one field from the occurrences of terms, in the order of the texts.
///
/// Occurrences are logged as they come; a counting sort by term then brings each term's together, and one pass over them
/// writes the lists.
struct InvertedFieldBuilder {
    private let saturation: Saturation
    /// The term of each occurrence, by the caller's numbers.
    private var terms: [UInt32] = []
    /// The position of each occurrence in its document.
    private var positions: [UInt32] = []
    /// How many occurrences there are up to the end of each document.
    private var documentEnds: [Int] = []
    private var lengths: [UInt32] = []

    init(saturation: Saturation) {
        self.saturation = saturation
    }

    /// Adds an occurrence in the document that is not finished yet. Positions never descend; the same term twice at one
    /// position counts once.
    @inline(__always)
    mutating func append(term: UInt32, position: UInt32) {
        terms.append(term)
        positions.append(position)
    }

    /// Ends a document.
    /// - Parameter length: its words.
    mutating func finishDocument(length: Int) {
        documentEnds.append(terms.count)
        lengths.append(UInt32(clamping: length))
    }

    /// The index of all that was added.
    /// - Parameters:
    ///   - termCount: one more than the greatest number of a term.
    ///   - order: the terms in the order that the lists are to have; each has an occurrence.
    consuming func finish(termCount: Int, order: some Sequence<UInt32>) -> InvertedField {
        let norms = lengths.map { LengthNorm.encode(Int($0)) }
        let wordCount = lengths.reduce(0) { $0 + Int($1) }
        let filled = lengths.count { $0 > 0 }
        let meanLength = filled > 0 ? Float(wordCount) / Float(filled) : 0
        let sorted = SortedOccurrences(
            terms: terms, positions: positions, documentEnds: documentEnds, termCount: termCount)
        var writer = ListWriter(norms: norms, denominators: saturation.denominators(meanLength: meanLength))
        var offsets: [UInt32] = []
        for term in order { offsets.append(UInt32(writer.write(sorted.occurrences(of: Int(term))))) }
        return InvertedField(
            lists: writer.encoder.bytes, offsets: offsets, norms: norms, wordCount: wordCount, meanLength: meanLength,
            saturation: saturation)
    }
}

/// Occurrences by term, and for each term by document and position.
private struct SortedOccurrences {
    /// Where each term's occurrences begin; one more at the end.
    private var starts: [Int]
    /// Document in the upper half, position in the lower.
    private var occurrences: [UInt64]

    init(terms: [UInt32], positions: [UInt32], documentEnds: [Int], termCount: Int) {
        var starts = [Int](repeating: 0, count: termCount + 1)
        for term in terms { starts[Int(term) + 1] &+= 1 }
        for term in 0..<termCount { starts[term + 1] &+= starts[term] }
        var next = starts
        occurrences = Array(unsafeUninitializedCapacity: terms.count) { buffer, count in
            var index = 0
            for (document, end) in documentEnds.enumerated() {
                let upper = UInt64(document) << 32
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

/// Writes lists from sorted occurrences.
private struct ListWriter {
    let norms: [UInt8]
    let denominators: [Float]
    var encoder = PostingsEncoder()
    private var documents: [UInt32] = []
    private var counts: [UInt32] = []
    private var places: [UInt32] = []

    init(norms: [UInt8], denominators: [Float]) {
        self.norms = norms
        self.denominators = denominators
    }

    mutating func write(_ occurrences: ArraySlice<UInt64>) -> Int {
        documents.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        var last: UInt64?
        for occurrence in occurrences where occurrence != last {
            last = occurrence
            let document = UInt32(occurrence >> 32)
            if documents.last == document {
                counts[counts.count - 1] &+= 1
            } else {
                documents.append(document)
                counts.append(1)
            }
            places.append(UInt32(truncatingIfNeeded: occurrence))
        }
        return documents.withUnsafeBufferPointer { documents in
            counts.withUnsafeBufferPointer { counts in
                places.withUnsafeBufferPointer { places in
                    encoder.append(documents: documents, counts: counts, places: places) { document, count in
                        let denominator = denominators[Int(norms[Int(document)])]
                        return Float(count) / (Float(count) + denominator)
                    }
                }
            }
        }
    }
}
