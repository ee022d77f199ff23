/// The `Range` field of RFC 9110, section 14, for unit `bytes`.
enum ByteRanges: Equatable {
    /// The field is absent, of another unit, malformed, or asks for more than `mostRanges`: the whole is sent (14.2
    /// allows it).
    case whole
    /// The parts that exist, cut to the length of the content. They do not overlap or touch, and stand in the order in
    /// which they were asked for.
    case parts([Range<Int>])
    /// No byte of the ranges exists: 416.
    case unsatisfiable

    /// Most ranges of one request; PDF viewers ask for a few at a time, and hundreds of small ones cost the server more
    /// than the whole (RFC 9110, section 17.15).
    static let mostRanges = 32

    init(_ field: String?, length: Int) {
        self = Self.parse(field, length: length) ?? .whole
    }

    private static func parse(_ field: String?, length: Int) -> ByteRanges? {
        guard let field, field.lowercased().hasPrefix("bytes=") else { return nil }
        var parts: [Range<Int>] = []
        // Elements of a list may be empty (RFC 9110, section 5.6.1).
        let elements = field.dropFirst("bytes=".count).split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.filter { $0 != " " && $0 != "\t" } }.filter { !$0.isEmpty }
        guard !elements.isEmpty, elements.count <= mostRanges else { return nil }
        for element in elements {
            guard let part = range(element, length: length) else { return nil }
            if !part.isEmpty { parts.append(part) }
        }
        return parts.isEmpty ? .unsatisfiable : .parts(joined(parts))
    }

    /// One element, empty when none of its bytes exist; nil when it is none.
    private static func range(_ element: String, length: Int) -> Range<Int>? {
        let bounds = element.split(separator: "-", omittingEmptySubsequences: false)
        guard bounds.count == 2, bounds.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else {
            return nil
        }
        // A number beyond all numbers is beyond the end.
        let (first, last) = (Int(bounds[0]) ?? .max, Int(bounds[1]) ?? .max)
        switch (bounds[0].isEmpty, bounds[1].isEmpty) {
        case (true, true): return nil
        case (true, false): return max(0, length - last)..<length
        case (false, true): return min(first, length)..<length
        case (false, false):
            guard first <= last else { return nil }
            return min(first, length)..<min(last, length - 1) + 1
        }
    }

    /// Those that overlap or touch as one, which stands where the first of them stood.
    private static func joined(_ parts: [Range<Int>]) -> [Range<Int>] {
        var result: [(place: Int, part: Range<Int>)] = []
        for (place, part) in parts.enumerated().sorted(by: { $0.element.lowerBound < $1.element.lowerBound }) {
            if let last = result.last, part.lowerBound <= last.part.upperBound {
                let end = max(last.part.upperBound, part.upperBound)
                result[result.count - 1] = (min(last.place, place), last.part.lowerBound..<end)
            } else {
                result.append((place, part))
            }
        }
        return result.sorted { $0.place < $1.place }.map(\.part)
    }
}
