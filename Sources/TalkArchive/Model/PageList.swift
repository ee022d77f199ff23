/// Page numbers as people write them.
public enum PageList {
    /// `1, 3 to 7, 9`. The numbers are ascending.
    public static func text(_ pages: [Int]) -> String {
        ranges(pages).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" }
            .joined(separator: ", ")
    }

    /// Neighbouring numbers together. The numbers are ascending.
    public static func ranges(_ pages: [Int]) -> [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for page in pages {
            if let last = ranges.last, last.upperBound == page - 1 {
                ranges[ranges.count - 1] = last.lowerBound...page
            } else {
                ranges.append(page...page)
            }
        }
        return ranges
    }
}
