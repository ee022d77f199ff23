import SeededRandom
import Testing

@testable import FullTextIndex

@Suite struct PackingTests {
    private func values(width: Int, count: Int, _ generator: inout SeededGenerator) -> [UInt32] {
        let greatest = width == 0 ? 0 : UInt32.max >> UInt32(32 - width)
        return (0..<count).map { _ in UInt32.random(in: 0...greatest, using: &generator) }
    }

    @Test("a block of any width gives its values back, all together and one by one", arguments: 0...32)
    func blocks(width: Int) {
        var generator = SeededGenerator(seed: UInt64(width))
        let values = values(width: width, count: BlockPacking.count, &generator)
        var bytes = [UInt8](repeating: 0xAA, count: BlockPacking.byteCount(width: width) + 1)
        bytes.withUnsafeMutableBytes { BlockPacking.pack(values, width: width, into: $0.baseAddress!) }
        #expect(bytes.last == 0xAA)
        var unpacked = [UInt32](repeating: 7, count: BlockPacking.count)
        BlockPacking.unpack(bytes, width: width, into: &unpacked)
        #expect(unpacked == values)
        let single = bytes.withUnsafeBytes { bytes in
            values.indices.map { BlockPacking.value(at: $0, of: bytes.baseAddress!, width: width) }
        }
        #expect(single == values)
        #expect(BlockPacking.width(of: values) <= width)
    }

    @Test("gaps become the ascending numbers that they were", arguments: [UInt32.max, 0, 17, 1_000_000])
    func ascending(base: UInt32) {
        var generator = SeededGenerator(seed: UInt64(base))
        var last = base
        var gaps: [UInt32] = []
        let numbers = (0..<BlockPacking.count).map { _ -> UInt32 in
            gaps.append(UInt32.random(in: 0...300, using: &generator))
            last = last &+ 1 &+ gaps[gaps.count - 1]
            return last
        }
        let width = BlockPacking.width(of: gaps)
        var bytes = [UInt8](repeating: 0, count: BlockPacking.byteCount(width: width))
        bytes.withUnsafeMutableBytes { BlockPacking.pack(gaps, width: width, into: $0.baseAddress!) }
        var unpacked = [UInt32](repeating: 0, count: BlockPacking.count)
        BlockPacking.unpackAscending(bytes, width: width, after: base, into: &unpacked)
        #expect(unpacked == numbers)
    }

    @Test("a run of any width and length gives its values back", arguments: 0...32)
    func runs(width: Int) {
        var generator = SeededGenerator(seed: UInt64(100 + width))
        for count in [0, 1, 2, 7, 8, 127] {
            let values = values(width: width, count: count, &generator)
            var bytes: [UInt8] = [1]
            values.withUnsafeBufferPointer { BitRun.append($0, width: width, to: &bytes) }
            #expect(bytes.count == 1 + BitRun.byteCount(count: count, width: width))
            bytes += [UInt8](repeating: 0xFF, count: BitRun.readAhead)
            let read = bytes.withUnsafeBytes { bytes in
                values.indices.map { BitRun.value(at: $0, of: bytes.baseAddress! + 1, width: width) }
            }
            #expect(read == values)
        }
    }

    @Test("a length norm is exact for short texts, never too great, and keeps the order")
    func norms() {
        var last: UInt8 = 0
        let wrong = (0..<100_000).filter { length in
            let norm = LengthNorm.encode(length)
            let decoded = LengthNorm.decode(norm)
            defer { last = norm }
            return norm < last || decoded > length || (length <= 40 && decoded != length) || decoded * 9 < length * 8
        }
        #expect(wrong.isEmpty)
        #expect(LengthNorm.encode(.max) == 255)
        for code in UInt8.min...UInt8.max { #expect(LengthNorm.encode(LengthNorm.decode(code)) == code) }
    }

    @Test("a histogram's bound is reached by so many, and close under the one at that rank", arguments: UInt64(1)...20)
    func histogram(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let impacts = (0..<Int.random(in: 1...300, using: &generator)).map { _ in
            Float.random(in: 0...1, using: &generator)
        }
        let sorted = impacts.sorted(by: >)
        let histogram = ImpactHistogram(impacts)
        for rank in 1...impacts.count {
            let bound = histogram.lowerBound(rank: rank)
            #expect(bound <= sorted[rank - 1] && bound + 0.001 >= sorted[rank - 1], "seed \(seed), rank \(rank)")
        }
        #expect(histogram.lowerBound(rank: impacts.count + 1) == 0)
    }
}
