/// The names that a PDF gives to its pages (ISO 32000-1, 12.4.2): ranges that each begin with a page and count on.
struct PageLabels {
    /// How the number of a page is written; without one, only the range's prefix is the label.
    enum Style: String {
        case decimal = "D"
        case upperRoman = "R"
        case lowerRoman = "r"
        case upperLetters = "A"
        case lowerLetters = "a"
    }

    private struct Range {
        var style: Style?
        var start: Int
        var prefix: String
    }

    /// Longest label that is kept, in Unicode scalars.
    private static let longest = 60
    private var ranges: [Int: Range] = [:]

    /// A range from the page `first`, counted from 0; of two for the same page, the later one counts.
    mutating func add(first: Int, style: Style?, start: Int, prefix: String) {
        guard first >= 0 else { return }
        ranges[first] = Range(style: style, start: start, prefix: prefix)
    }

    /// The label of each page; nil for pages before the first range and where nothing is left of a label.
    func texts(pages: Int) -> [String?] {
        guard !ranges.isEmpty else { return [] }
        var current: (range: Range, first: Int)?
        return (0..<pages).map { page in
            if let range = ranges[page] { current = (range, page) }
            guard let (range, first) = current else { return nil }
            let number = min(max(1, range.start), 1 << 31) + (page - first)
            return OneLine.clean(range.prefix + Self.text(number, style: range.style), limit: Self.longest)
        }
    }

    private static func text(_ number: Int, style: Style?) -> String {
        switch style {
        case nil: ""
        case .decimal: String(number)
        case .upperRoman: roman(number)
        case .lowerRoman: roman(number).lowercased()
        case .upperLetters: letters(number)
        case .lowerLetters: letters(number).lowercased()
        }
    }

    /// Up to 3,999, beyond which there is no usual way to write them.
    private static func roman(_ number: Int) -> String {
        guard (1..<4000).contains(number) else { return String(number) }
        let signs = [
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
            (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ]
        var rest = number
        var text = ""
        for (value, sign) in signs {
            while rest >= value {
                text += sign
                rest -= value
            }
        }
        return text
    }

    /// A to Z, then AA to ZZ, AAA to ZZZ and so on: the same letter again and again.
    private static func letters(_ number: Int) -> String {
        let (rounds, letter) = (number - 1).quotientAndRemainder(dividingBy: 26)
        guard rounds < longest else { return String(number) }
        return String(repeating: Character(Unicode.Scalar(UInt8(65 + letter))), count: rounds + 1)
    }
}
