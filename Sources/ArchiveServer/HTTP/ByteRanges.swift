/// The `Range` field of RFC 9110, section 14, for unit `bytes`.
enum ByteRanges: Equatable {
    /// The field is absent, of another unit, malformed, or asks for several ranges: the whole is sent (14.2 allows it).
    case whole
    /// One range, cut to the length of the file.
    case part(Range<Int>)
    /// No byte of the range exists: 416.
    case unsatisfiable

    init(_ field: String?, length: Int) {
        self = Self.parse(field, length: length) ?? .whole
    }

    private static func parse(_ field: String?, length: Int) -> ByteRanges? {
        guard let field, field.lowercased().hasPrefix("bytes=") else { return nil }
        let ranges = field.dropFirst("bytes=".count).split(separator: ",", omittingEmptySubsequences: true)
        guard ranges.count == 1 else { return nil }
        let bounds = ranges[0].split(separator: "-", omittingEmptySubsequences: false)
            .map { $0.filter { $0 != " " && $0 != "\t" } }
        guard bounds.count == 2, bounds.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else {
            return nil
        }
        switch (Int(bounds[0]), Int(bounds[1])) {
        case (nil, let suffix?) where bounds[0].isEmpty:
            guard suffix > 0, length > 0 else { return .unsatisfiable }
            return .part(max(0, length - suffix)..<length)
        case (let first?, nil) where bounds[1].isEmpty:
            return first < length ? .part(first..<length) : .unsatisfiable
        case (let first?, let last?):
            guard first <= last else { return nil }
            return first < length ? .part(first..<min(last, length - 1) + 1) : .unsatisfiable
        default:
            return nil
        }
    }
}
