/// How often a group stands in a text, by tier of match, each occurrence weighted by its field and that field's length.
struct TierFrequencies {
    /// One lane for each tier; those of tiers that are not counted are never read.
    private var lanes = SIMD8<Float>(repeating: 0)

    subscript(tier: MatchTier) -> Double { Double(lanes[Int(tier.rawValue)]) }

    /// Counts occurrences that together have this weight.
    @inline(__always)
    mutating func add(_ tier: MatchTier, weight: Float) { lanes[Int(tier.rawValue)] += weight }
}
