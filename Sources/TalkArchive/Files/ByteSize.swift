/// A file's size for people.
public enum ByteSize {
    /// Decimal units, as file managers and browsers show them: `140 kB`, `1.4 MB`.
    public static func text(_ count: Int) -> String {
        let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")]
        // The larger unit from where rounding would give "1000" of the smaller one.
        for (size, unit) in units where count >= size - size / 2000 {
            let tenths = (count * 10 + size / 2) / size
            return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\((count + size / 2) / size) \(unit)"
        }
        return count == 1 ? "1 byte" : "\(count) bytes"
    }
}
