/// How often a group stands in a text, by tier of match, each occurrence weighted by its field and that field's length.
struct TierFrequencies {
    /// One lane for each tier, and one for the word as it was typed, which is counted among the wholes too.
    private var lanes = SIMD8<Float>(repeating: 0)

    private static let typedLane = 5

    var form: Double { Double(lanes[Int(MatchTier.form.rawValue)]) }
    var whole: Double { Double(lanes[Int(MatchTier.whole.rawValue)]) }
    var part: Double { Double(lanes[Int(MatchTier.part.rawValue)]) }
    var near: Double { Double(lanes[Int(MatchTier.near.rawValue)]) }
    var typed: Double { Double(lanes[Self.typedLane]) }

    /// What one occurrence counts for.
    struct Unit {
        fileprivate let lanes: SIMD8<Float>

        init(_ tier: MatchTier, isTyped: Bool = false) {
            var lanes = SIMD8<Float>(repeating: 0)
            if tier.rawValue <= MatchTier.near.rawValue { lanes[Int(tier.rawValue)] = 1 }
            if isTyped, tier == .whole { lanes[TierFrequencies.typedLane] = 1 }
            self.lanes = lanes
        }
    }

    /// Counts occurrences of a kind that together have this weight.
    @inline(__always)
    mutating func add(_ unit: Unit, weight: Float) { lanes += unit.lanes * weight }

    /// Counts an occurrence.
    mutating func add(_ tier: MatchTier, weight: Float) {
        if tier.rawValue <= MatchTier.near.rawValue { lanes[Int(tier.rawValue)] += weight }
    }
}
