import TalkArchive

/// What one page says while it is put in order: words in lines, lines in blocks, places in tenths of a point.
struct PageText {
    /// The words' bytes one after the other, valid UTF-8.
    var bytes: [UInt8] = []
    var words: [Word] = []
    var lines: [Line] = []

    struct Word {
        /// In the page's bytes.
        var range: Range<Int>
        var box: Box
        /// It ends in a soft hyphen, which is not among its bytes.
        var endsInSoftHyphen = false
        /// A bullet stands before it, which may not be among its bytes.
        var beginsItem = false
    }

    struct Line {
        /// In the page's words; never empty.
        var words: Range<Int>
        var box: Box
        /// The number of its block, ascending.
        var block: Int
    }

    /// A rectangle with its corners in tenths of a point, so that equal places compare equal.
    struct Box: Hashable {
        var x0: Int
        var y0: Int
        var x1: Int
        var y1: Int

        var width: Int { x1 - x0 }
        var height: Int { y1 - y0 }

        mutating func formUnion(_ other: Box) {
            x0 = min(x0, other.x0)
            y0 = min(y0, other.y0)
            x1 = max(x1, other.x1)
            y1 = max(y1, other.y1)
        }

        /// Whether they stand above each other somewhere.
        func overlapsAcross(_ other: Box) -> Bool { x0 < other.x1 && other.x0 < x1 }
    }

    func bytes(of word: Word) -> ArraySlice<UInt8> { bytes[word.range] }
}

extension Slide.Box {
    init(_ box: PageText.Box) {
        self.init(tenths: box.x0, box.y0, box.x1, box.y1)
    }
}
