/// Numbers terms in the order in which they come, while an index is built: an open-addressing hash table over bytes.
struct TermTable {
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    /// By slot the term's hash in the upper half, and its number plus one in the lower; zero is a free slot.
    private var slots: [UInt64] = Array(repeating: 0, count: 1024)

    var count: Int { starts.count - 1 }

    /// The number of the term, a new one if it was not met before.
    mutating func number(of term: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let hash = Self.hash(term)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let found = slots[slot]
            if UInt32(truncatingIfNeeded: found >> 32) == hash {
                let number = Int(UInt32(truncatingIfNeeded: found)) - 1
                if isEqual(number, term) { return UInt32(number) }
            }
            slot = (slot &+ 1) & mask
        }
        let number = UInt32(count)
        slots[slot] = UInt64(hash) << 32 | UInt64(number + 1)
        bytes.append(contentsOf: term)
        starts.append(bytes.count)
        if count * 2 > slots.count { grow() }
        return number
    }

    /// The number of the term, a new one if it was not met before.
    mutating func number(of term: [UInt8]) -> UInt32 {
        term.withUnsafeBufferPointer { number(of: $0) }
    }

    func term(_ number: Int) -> ArraySlice<UInt8> {
        bytes[starts[number]..<starts[number + 1]]
    }

    @inline(__always)
    private func isEqual(_ number: Int, _ term: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = starts[number]
        guard starts[number &+ 1] &- start == term.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            for index in 0..<term.count where bytes[start &+ index] != term[index] { return false }
            return true
        }
    }

    /// Eight bytes at once, mixed by multiplication; a table is private to one build, so that nobody can aim at it.
    @inline(__always)
    private static func hash(_ term: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
        let raw = UnsafeRawBufferPointer(term)
        var hash = UInt64(truncatingIfNeeded: term.count) &* multiplier
        var index = 0
        while index &+ 8 <= raw.count {
            hash = (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* multiplier
            hash ^= hash >> 32
            index &+= 8
        }
        var tail: UInt64 = 0
        while index < raw.count {
            tail = tail << 8 | UInt64(raw[index])
            index &+= 1
        }
        hash = (hash ^ tail) &* multiplier
        return UInt32(truncatingIfNeeded: hash >> 32)
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        let mask = slots.count - 1
        for found in old where found != 0 {
            var slot = Int(found >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = found
        }
    }
}
