import GzipCoding
import SeededRandom
import Testing

@Suite("Gzip")
struct GzipTests {
    @Test("the same bytes give the same result, whose header has no time (RFC 1952, 2.3.1)")
    func deterministic() throws {
        let text = Array(String(repeating: "A limpet grips its rock. ", count: 200).utf8)
        for effort in [Gzip.Effort.little, .much] {
            let result = try #require(Gzip.compressed(text, effort: effort))
            #expect(result == Gzip.compressed(text, effort: effort))
            #expect(Array(result[..<8]) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
            #expect(result.count < text.count / 10)
        }
    }

    @Test("nothing is something, too")
    func empty() throws {
        #expect(try #require(Gzip.compressed([], effort: .much)).count == 20)
    }

    @Test("the end tells checksum and length of what went in (RFC 1952, 2.3.1), however odd it is")
    func trailer() throws {
        var random = SeededGenerator(seed: 7)
        for count in [1, 2, 859, 860, 70_000, 300_001] {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            for effort in [Gzip.Effort.little, .much] {
                let trailer = try #require(Gzip.compressed(bytes, effort: effort)).suffix(8).map(UInt32.init)
                #expect(Self.number(trailer.prefix(4)) == Self.checksum(bytes))
                #expect(Self.number(trailer.suffix(4)) == UInt32(count))
            }
        }
    }

    private static func number(_ bytes: ArraySlice<UInt32>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | $1 }
    }

    /// CRC-32 bit by bit (RFC 1952, section 8).
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
        }
    }
}
