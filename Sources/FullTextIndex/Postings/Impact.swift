/// A saturated frequency, 0 to 1, in sixteen bits: what bounds on scores are stored as.
enum Impact {
    private static let scale: Float = 65_535

    /// A stored number whose value is not less than `impact`, by a margin wider than the rounding of its computation.
    static func roundedUp(_ impact: Float) -> UInt16 {
        UInt16(min(scale, (impact * scale).rounded(.up) + 1))
    }

    /// A stored number whose value is not greater than `impact`, by the same margin.
    static func roundedDown(_ impact: Float) -> UInt16 {
        UInt16(max(0, (impact * scale).rounded(.down) - 1))
    }

    /// The value of a stored number.
    static func value(_ stored: UInt16) -> Float {
        // The greatest stands for all that could not be rounded up.
        stored == .max ? 1 : Float(stored) / scale
    }
}

/// Counts impacts by size, to tell what the best so many reach without sorting them.
struct ImpactHistogram {
    private static let bucketCount = 1024
    private var counts = [UInt32](repeating: 0, count: bucketCount)

    init(_ impacts: [Float]) {
        for impact in impacts {
            counts[min(Self.bucketCount - 1, Int(impact * Float(Self.bucketCount)))] &+= 1
        }
    }

    /// A value that at least `rank` impacts reach, at most a thousandth under the one at that rank; zero where there are
    /// not so many.
    func lowerBound(rank: Int) -> Float {
        var count: UInt32 = 0
        for bucket in counts.indices.reversed() {
            count &+= counts[bucket]
            if count >= rank { return Float(bucket) / Float(Self.bucketCount) }
        }
        return 0
    }
}
