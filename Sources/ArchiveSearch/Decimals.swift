/// Numbers with a fixed count of decimals.
public enum Decimals {
    /// `3.41`
    public static func two(_ value: Double) -> String { hundredths(Int((value * 100).rounded())) }

    /// `30.2`
    static func one(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// 341 is `3.41`.
    public static func hundredths(_ value: Int) -> String {
        "\(value / 100).\(value % 100 < 10 ? "0" : "")\(value % 100)"
    }

    /// `5`, `1.5`
    static func shortest(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : "\(value)"
    }
}
