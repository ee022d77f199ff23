/// How often a group stands in a text, by tier of match, each occurrence weighted by its field and that field's length.
struct TierFrequencies {
    /// One lane for each tier.
    private var lanes = SIMD8<Float>(repeating: 0)

    subscript(tier: MatchTier) -> Double { Double(lanes[Int(tier.rawValue)]) }

    /// One occurrence in a tier, nothing for what is not counted.
    static let units: [SIMD8<Float>] = (0..<8).map { lane in
        var unit = SIMD8<Float>(repeating: 0)
        if lane <= MatchTier.near.rawValue { unit[lane] = 1 }
        return unit
    }

    /// Counts occurrences that together have this weight.
    /// - Parameter unit: that of their tier.
    @inline(__always)
    mutating func add(_ unit: SIMD8<Float>, weight: Float) { lanes += unit * weight }

    /// Counts an occurrence.
    mutating func add(_ tier: MatchTier, weight: Float) {
        if tier.rawValue <= MatchTier.near.rawValue { lanes[Int(tier.rawValue)] += weight }
    }
}
