/// A word that was recognised, in pixels from the top left of the picture.
struct RecognisedWord: Sendable, Equatable {
    var text: String
    var box: Box
    /// How sure the program is, in percent.
    var confidence: Double

    struct Box: Sendable, Equatable {
        var x: Int
        var y: Int
        var width: Int
        var height: Int

        var maxX: Int { x + width }
        var maxY: Int { y + height }
        var centre: (x: Int, y: Int) { (x + width / 2, y + height / 2) }

        func union(_ other: Box) -> Box {
            let (x, y) = (min(x, other.x), min(y, other.y))
            return Box(x: x, y: y, width: max(maxX, other.maxX) - x, height: max(maxY, other.maxY) - y)
        }
    }
}

/// The table that `tesseract` writes (`tsv`): a line for each page, block, paragraph, line and word.
///
/// Fields: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. Pages count from 1; a
/// word has level 5.
enum TesseractTable {
    /// Words below this are dropped. Measured on slides whose text is known: of what is kept 85 % are words of the page,
    /// without it 82 %, for 3 % fewer words found.
    static let leastConfidence = 40.0
    /// The same for words with fewer than three letters or digits, which parts of drawings are taken for: 88 %.
    static let leastConfidenceOfShortWords = 70.0

    /// A line's words, in their order.
    typealias Line = [RecognisedWord]

    /// The lines of each page that the table has, in its order. What does not fit is left out.
    static func pages(_ bytes: [UInt8], count: Int) -> [[Line]?] {
        var pages = [[Line]?](repeating: nil, count: count)
        var last: [Substring] = []
        for row in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let fields = row.split(separator: "\t", maxSplits: 11, omittingEmptySubsequences: false)
            guard fields.count >= 11, let page = Int(fields[1]), (1...count).contains(page) else { continue }
            if pages[page - 1] == nil { pages[page - 1] = [] }
            guard fields[0] == "5", fields.count == 12, let word = word(fields) else { continue }
            let place = Array(fields[1...4])
            if place != last { pages[page - 1]?.append([]) }
            last = place
            let line = (pages[page - 1]?.count ?? 0) - 1
            if line >= 0 { pages[page - 1]?[line].append(word) }
        }
        return pages
    }

    private static func word(_ fields: [Substring]) -> RecognisedWord? {
        let numbers = fields[6...9].compactMap { Int($0) }
        guard numbers.count == 4, numbers.allSatisfy({ (0...1 << 20).contains($0) }), let sure = Double(fields[10])
        else { return nil }
        let text = clean(fields[11])
        let signs = text.count { $0.isLetter || $0.isNumber }
        guard !text.isEmpty, sure >= (signs < 3 ? leastConfidenceOfShortWords : leastConfidence) else { return nil }
        return RecognisedWord(
            text: text, box: .init(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]),
            confidence: sure)
    }

    /// Ligatures taken apart, as in embedded text; without white space and characters that no XML document can carry.
    private static func clean(_ text: Substring) -> String {
        let ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]
        var clean = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFB00...0xFB06: clean += ligatures[Int(scalar.value) - 0xFB00]
            case 0xFDD0...0xFDEF, 0xFEFF: continue
            case let value where value & 0xFFFE == 0xFFFE: continue
            default:
                if scalar.properties.generalCategory == .control || scalar.properties.isWhitespace { continue }
                clean.unicodeScalars.append(scalar)
            }
        }
        return clean
    }
}
