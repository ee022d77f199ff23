/// Numbers terms in the order in which they come, while an index is built: an open-addressing hash table over bytes.
struct TermTable {
    private(set) var bytes: [UInt8] = []
    private(set) var starts: [Int] = [0]
    private var hashes: [UInt32] = []
    /// Term number plus one by slot; zero is a free slot.
    private var slots: [UInt32] = Array(repeating: 0, count: 1024)

    var count: Int { hashes.count }

    /// The number of the term, a new one if it was not met before.
    mutating func number(of term: ArraySlice<UInt8>) -> UInt32 {
        let hash = Self.hash(term)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot] - 1)
            if hashes[number] == hash, bytes[starts[number]..<starts[number + 1]].elementsEqual(term) {
                return UInt32(number)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = UInt32(hashes.count)
        slots[slot] = number + 1
        hashes.append(hash)
        bytes.append(contentsOf: term)
        starts.append(bytes.count)
        if hashes.count * 2 > slots.count { grow() }
        return number
    }

    func term(_ number: Int) -> ArraySlice<UInt8> {
        bytes[starts[number]..<starts[number + 1]]
    }

    /// FNV-1a; terms are short, and a table is private to one build.
    private static func hash(_ term: ArraySlice<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in term { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return hash ^ hash >> 15
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number + 1)
        }
    }
}
