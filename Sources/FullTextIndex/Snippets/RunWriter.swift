/// Puts the runs of a marked text together.
struct RunWriter {
    /// Whether each run of white space becomes one space, and none at the beginning and end.
    private let collapsesSpace: Bool
    private var bytes: [UInt8] = []
    /// Where each run ends; neighbours differ in `isMarked`, and none is empty.
    private var runs: [(end: Int, isMarked: Bool)] = []

    init(collapsesSpace: Bool) {
        self.collapsesSpace = collapsesSpace
        bytes.reserveCapacity(256)
    }

    mutating func append(_ text: ArraySlice<UInt8>, isMarked: Bool) {
        let start = bytes.count
        if collapsesSpace {
            appendCollapsed(text)
        } else {
            bytes.append(contentsOf: text)
        }
        guard bytes.count > start else { return }
        if let last = runs.last, last.isMarked == isMarked { runs.removeLast() }
        runs.append((bytes.count, isMarked))
    }

    private mutating func appendCollapsed(_ text: ArraySlice<UInt8>) {
        var index = text.startIndex
        while index < text.endIndex {
            // What is copied at once: up to a space of whatever alphabet.
            var end = index
            while end < text.endIndex, text[end] > 0x20, text[end] < 0x80 || !isSpace(text, at: end) { end += 1 }
            bytes.append(contentsOf: text[index..<end])
            guard end < text.endIndex else { return }
            if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
            index = end + 1
            while index < text.endIndex, text[index] & 0xC0 == 0x80 { index += 1 }
        }
    }

    /// Whether a character that is white space begins at this byte, which is not ASCII.
    private func isSpace(_ text: ArraySlice<UInt8>, at index: Int) -> Bool {
        guard text[index] >= 0xC0 else { return false }
        return text[index...].withUnsafeBufferPointer {
            UTF8Reader(bytes: $0).scalar(at: 0).0.properties.isWhitespace
        }
    }

    consuming func finish() -> [SnippetRun] {
        if collapsesSpace, bytes.last == 0x20, let last = runs.popLast() {
            bytes.removeLast()
            if bytes.count > runs.last?.end ?? 0 { runs.append((bytes.count, last.isMarked)) }
        }
        var start = 0
        return runs.map { run in
            defer { start = run.end }
            return SnippetRun(text: String(decoding: bytes[start..<run.end], as: UTF8.self), isMarked: run.isMarked)
        }
    }
}
