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

extension [Float] {
    /// The value that `rank - 1` others are not less than. The order of the array changes (Hoare's selection).
    mutating func greatest(rank: Int) -> Float {
        var low = 0
        var high = count - 1
        while low < high {
            let pivot = self[(low + high) / 2]
            var left = low
            var right = high
            while left <= right {
                while self[left] > pivot { left += 1 }
                while self[right] < pivot { right -= 1 }
                if left <= right {
                    swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if rank - 1 <= right {
                high = right
            } else if rank - 1 >= left {
                low = left
            } else {
                break
            }
        }
        return self[rank - 1]
    }
}
