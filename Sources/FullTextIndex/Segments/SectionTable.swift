/// Where the sections of each text of a segment begin.
///
/// A *text* is one field of one document, numbered `document * fieldCount + field`. Positions run through a text's
/// sections and leave one free between two, so that a phrase never crosses from one into the next and a position names
/// its section.
struct SectionTable: Sendable {
    /// One more than the greatest position of a text. Words beyond are not indexed.
    static let positionLimit = 1 << 29

    /// Where each text's entries begin in `starts`; one more at the end.
    private var firstEntries: [UInt32] = [0]
    /// Where each section begins, and for each text that has sections where one more would begin.
    private var starts: [UInt32] = []

    /// The number of texts.
    var textCount: Int { firstEntries.count - 1 }

    /// Where the next section of the text that is not finished yet begins.
    var nextStart: Int { starts.count == Int(firstEntries[firstEntries.count - 1]) ? 0 : Int(starts[starts.count - 1]) }

    /// Appends a section to the text that is not finished yet, and returns how many of its words are indexed.
    mutating func appendSection(length: Int) -> Int {
        let start = nextStart
        let length = min(length, max(0, Self.positionLimit - start))
        if start == 0 { starts.append(0) }
        starts.append(UInt32(start + length + 1))
        return length
    }

    /// Ends a text.
    mutating func finishText() { firstEntries.append(UInt32(starts.count)) }

    // MARK: Reading

    private func entries(ofText text: Int) -> Range<Int> {
        Int(firstEntries[text])..<Int(firstEntries[text + 1])
    }

    /// The number of sections of a text.
    func sectionCount(ofText text: Int) -> Int { max(0, entries(ofText: text).count - 1) }

    /// The words of a text.
    func length(ofText text: Int) -> Int {
        let entries = entries(ofText: text)
        return entries.isEmpty ? 0 : Int(starts[entries.upperBound - 1]) - (entries.count - 1)
    }

    /// The words of a section.
    func length(ofSection section: Int, inText text: Int) -> Int {
        let entry = entries(ofText: text).lowerBound + section
        return Int(starts[entry + 1]) - Int(starts[entry]) - 1
    }

    /// The section that a position is in, and the place in it.
    func place(of position: Int, inText text: Int) -> (section: Int, word: Int) {
        let entries = entries(ofText: text)
        var low = entries.lowerBound
        var high = entries.upperBound - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= position { low = middle } else { high = middle }
        }
        return (low - entries.lowerBound, position - Int(starts[low]))
    }

    /// The sections of a text that have words.
    func filledSectionCount(ofText text: Int) -> Int {
        (0..<sectionCount(ofText: text)).count { length(ofSection: $0, inText: text) > 0 }
    }

    var byteCount: Int { (firstEntries.count + starts.count) * 4 }
}
