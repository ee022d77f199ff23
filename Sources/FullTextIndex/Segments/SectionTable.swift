/// Where the sections of each text of a segment begin.
///
/// A *text* is one field of one document, numbered `document * fieldCount + field`. Positions run through a text's
/// sections and leave one free between two, so that a phrase never crosses from one into the next and a position names
/// its section. Most texts have one section or none, which takes no memory.
struct SectionTable: Sendable {
    /// One more than the greatest position of a text. Words beyond are not indexed.
    static let positionLimit = 1 << 29

    /// The texts of several sections, ascending.
    private var texts: [UInt32] = []
    /// Where the entries of each of these begin in `starts`; one more at the end.
    private var firstEntries: [UInt32] = [0]
    /// Where each section begins, and for each of the texts where one more would begin.
    private var starts: [UInt32] = []
    private var textCount: UInt32 = 0
    /// Where the sections of the text that is not finished yet begin, and where the next one does.
    private var openStarts: [UInt32] = [0]

    // MARK: Writing

    /// Where the next section of the text that is not finished yet begins.
    var nextStart: Int { Int(openStarts[openStarts.count - 1]) }

    /// Appends a section to the text that is not finished yet, and returns how many of its words are indexed.
    mutating func appendSection(length: Int) -> Int {
        let length = min(length, max(0, Self.positionLimit - nextStart))
        openStarts.append(UInt32(nextStart + length + 1))
        return length
    }

    /// Ends a text.
    mutating func finishText() {
        if openStarts.count > 2 {
            texts.append(textCount)
            starts += openStarts
            firstEntries.append(UInt32(starts.count))
        }
        openStarts.removeAll(keepingCapacity: true)
        openStarts.append(0)
        textCount += 1
    }

    // MARK: Reading

    /// The starts of a text's sections and one more; `nil` for a text of one section or none.
    private func starts(ofText text: Int) -> ArraySlice<UInt32>? {
        var low = 0
        var high = texts.count
        while low < high {
            let middle = (low + high) / 2
            if Int(texts[middle]) < text { low = middle + 1 } else { high = middle }
        }
        guard low < texts.count, Int(texts[low]) == text else { return nil }
        return starts[Int(firstEntries[low])..<Int(firstEntries[low + 1])]
    }

    /// The words of each section of a text; `nil` for a text of one section or none.
    func lengths(ofText text: Int) -> [Int]? {
        starts(ofText: text).map { starts in zip(starts, starts.dropFirst()).map { Int($1 - $0) - 1 } }
    }

    /// The sections of a text, to look up places in.
    func sections(ofText text: Int, length: @autoclosure () -> Int) -> TextSections {
        let starts = starts(ofText: text)
        return TextSections(starts: starts ?? [], length: starts == nil ? length() : 0)
    }

    var byteCount: Int { (texts.count + firstEntries.count + starts.count) * 4 }
}

/// The sections of one text.
struct TextSections {
    /// Where each section begins, and one more; empty for a text of one section or none.
    fileprivate let starts: ArraySlice<UInt32>
    /// The words of an only section.
    fileprivate let length: Int

    /// The section that a position is in, the place in it, and the section's length.
    func place(of position: Int) -> (section: Int, word: Int, length: Int) {
        guard !starts.isEmpty else { return (0, position, length) }
        var low = starts.startIndex
        var high = starts.endIndex - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= position { low = middle } else { high = middle }
        }
        return (low - starts.startIndex, position - Int(starts[low]), Int(starts[low + 1] - starts[low]) - 1)
    }
}
