/// The lengths of a segment's texts.
struct TextLengths {
    /// As `LengthNorm`s, by text.
    private(set) var norms: [UInt8] = []
    /// Words of all texts.
    private(set) var wordCount = 0
    private var filledCount = 0

    mutating func append(_ length: Int) {
        norms.append(LengthNorm.encode(length))
        wordCount += length
        if length > 0 { filledCount += 1 }
    }

    /// The mean of the texts that have words, in words.
    var mean: Float { filledCount > 0 ? Float(wordCount) / Float(filledCount) : 0 }
}

/// Writes the lists of an inverted index, term by term.
struct PostingsListWriter {
    private let lengths: TextLengths
    private let saturation: Saturation
    private let fieldCount: UInt32
    private let denominators: [Float]
    private var encoder = PostingsEncoder()
    /// Where each list begins.
    private(set) var offsets: [UInt32] = []
    /// In how many documents each term stands; empty where documents are texts.
    private(set) var documentCounts: [UInt32] = []
    private var texts: [UInt32] = []
    private var counts: [UInt32] = []
    private var places: [UInt32] = []

    init(_ lengths: TextLengths, saturation: Saturation, fieldCount: Int) {
        self.lengths = lengths
        self.saturation = saturation
        self.fieldCount = UInt32(max(1, fieldCount))
        denominators = saturation.denominators(meanLength: lengths.mean)
    }

    /// All lists, one after the other.
    var bytes: [UInt8] { encoder.bytes }

    /// Appends the list of the next term.
    /// - Parameter occurrences: the text in the upper half, the position in the lower; ascending, not empty. One that
    ///   comes twice counts once.
    mutating func append(_ occurrences: ArraySlice<UInt64>) {
        texts.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        var last: UInt64?
        var lastText = UInt32.max
        for occurrence in occurrences where occurrence != last {
            last = occurrence
            let text = UInt32(truncatingIfNeeded: occurrence >> 32)
            if text == lastText {
                counts[counts.count &- 1] &+= 1
            } else {
                texts.append(text)
                counts.append(1)
                lastText = text
            }
            places.append(UInt32(truncatingIfNeeded: occurrence))
        }
        if fieldCount > 1 { documentCounts.append(documentCount) }
        offsets.append(UInt32(encode()))
    }

    /// The documents of the texts.
    private var documentCount: UInt32 {
        var count: UInt32 = 0
        var last = UInt32.max
        for text in texts where text / fieldCount != last {
            last = text / fieldCount
            count += 1
        }
        return count
    }

    private mutating func encode() -> Int {
        texts.withUnsafeBufferPointer { texts in
            counts.withUnsafeBufferPointer { counts in
                places.withUnsafeBufferPointer { places in
                    encoder.append(documents: texts, counts: counts, places: places) { text, count in
                        let denominator = denominators[Int(lengths.norms[Int(text)])]
                        return Float(count) / (Float(count) + denominator)
                    }
                }
            }
        }
    }

    /// The index of all lists.
    consuming func finish() -> InvertedTexts {
        let (lengths, saturation) = (lengths, saturation)
        return InvertedTexts(
            self, norms: Array(lengths.norms), wordCount: lengths.wordCount, meanLength: lengths.mean,
            saturation: saturation)
    }
}
