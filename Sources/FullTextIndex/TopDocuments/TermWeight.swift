/// What occurrences of one term are worth in a document: BM25 in whole numbers, so that a sum does not depend on its
/// order.
///
/// `weight * f / (f + k1 * (1 - b + b * length / meanLength))` (Robertson and Zaragoza, "The Probabilistic Relevance
/// Framework: BM25 and Beyond", 2009, without the constant factor), in units of `1 / scale`.
struct TermWeight {
    /// Units of one.
    static let scale: Float = 1_048_576

    /// The term's weight, its inverse document frequency, in units.
    let weight: Float
    /// The part of the denominator that a length norm stands for.
    let denominators: UnsafePointer<Float>

    @inline(__always)
    func score(_ frequency: UInt32, norm: UInt8) -> UInt32 {
        let frequency = Float(frequency)
        return UInt32(weight * (frequency / (frequency + denominators[Int(norm)])))
    }

    /// A score that no document of this impact exceeds.
    @inline(__always)
    func bound(_ impact: Float) -> UInt32 { UInt32(weight * impact) &+ 1 }
}
