/// SplitMix64 (Steele, Lea, Flood 2014): random numbers that a printed seed brings back.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Text of the characters that make trouble.
    mutating func text(length: Int) -> String {
        let odd: [Unicode.Scalar] = [
            "<", "&", ">", "\"", "'", "]", "\0", "\u{1}", "\t", "\n", "\r", "\u{1F}", " ", "a", "\u{7F}", "\u{85}", "é",
            "\u{301}", "\u{202E}", "ש", "\u{2028}", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "😀",
            "\u{1FFFF}", "\u{10FFFF}",
        ]
        var scalars = String.UnicodeScalarView()
        for _ in 0..<length { scalars.append(odd[Int.random(in: 0..<odd.count, using: &self)]) }
        return String(scalars)
    }
}
