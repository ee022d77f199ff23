import SeededRandom
import Testing

@testable import ArchiveServer

@Suite("ByteRanges")
struct ByteRangesTests {
    @Test(
        "a Range field is read as RFC 9110 says",
        arguments: [
            ("bytes=0-3", [0..<4]), ("bytes=5-", [5..<17]), ("bytes=-4", [13..<17]), ("bytes=0-999", [0..<17]),
            ("bytes=16-16", [16..<17]), ("BYTES=1-2", [1..<3]), ("bytes= 1-2", [1..<3]), ("bytes=-999", [0..<17]),
            ("bytes=3-99999999999999999999", [3..<17]), ("bytes=-99999999999999999999", [0..<17]),
        ])
    func parts(field: String, expected: [Range<Int>]) {
        #expect(ByteRanges(field, length: 17) == .parts(expected))
    }

    @Test(
        "several ranges keep their order; those that overlap or touch are one; those that do not exist are left out",
        arguments: [
            ("bytes=0-1,4-5", [0..<2, 4..<6]), ("bytes=4-5, 0-1", [4..<6, 0..<2]),
            ("bytes=0-1,,\t4-5,", [0..<2, 4..<6]),
            ("bytes=0-1, -1", [0..<2, 16..<17]), ("bytes=0-5,3-8", [0..<9]), ("bytes=0-1,2-3", [0..<4]),
            ("bytes=10-12,0-1,11-14", [10..<15, 0..<2]), ("bytes=0-1,99-", [0..<2]), ("bytes=5-6,0-", [0..<17]),
            ("bytes=9-9,1-1,5-5,1-2", [9..<10, 1..<3, 5..<6]), ("bytes=-0,1-1", [1..<2]),
        ])
    func several(field: String, expected: [Range<Int>]) {
        #expect(ByteRanges(field, length: 17) == .parts(expected))
    }

    @Test("more ranges than the limit give the whole")
    func limit() {
        func field(_ count: Int) -> String {
            "bytes=" + (0..<count).map { "\($0 * 3)-\($0 * 3)" }.joined(separator: ",")
        }
        guard case .parts(let parts) = ByteRanges(field(ByteRanges.mostRanges), length: 10_000) else {
            Issue.record("as many as the limit are sent")
            return
        }
        #expect(parts.count == ByteRanges.mostRanges)
        #expect(ByteRanges(field(ByteRanges.mostRanges + 1), length: 10_000) == .whole)
    }

    @Test(
        "ranges without one byte are unsatisfiable",
        arguments: ["bytes=17-", "bytes=500-600", "bytes=-0", "bytes=99999999999999999999-", "bytes=17-,20-30,-0"])
    func unsatisfiable(field: String) {
        #expect(ByteRanges(field, length: 17) == .unsatisfiable)
    }

    @Test(
        "what is no range of bytes gives the whole, even beside one that is",
        arguments: [
            nil, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=3-1", "lines=0-3", "bytes=0-1,3-1", "bytes=,",
            "bytes=--1", "bytes=1-2-3", "bytes=+1-2", "bytes=0-1,x", "bytes=99999999999999999999-5",
        ] as [String?])
    func whole(field: String?) {
        #expect(ByteRanges(field, length: 17) == .whole)
    }

    @Test("parts are of the content, apart from each other, and hold every byte that was asked for and no other")
    func law() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<2000 {
            let length = Int.random(in: 1...40, using: &random)
            let asked = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                let first = Int.random(in: 0...50, using: &random)
                return first...Int.random(in: first...60, using: &random)
            }
            let field = "bytes=" + asked.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
            let expected = Set(asked.flatMap { $0 }.filter { $0 < length })
            switch ByteRanges(field, length: length) {
            case .parts(let parts):
                #expect(Set(parts.flatMap { $0 }) == expected, "\(field) of \(length)")
                #expect(parts.reduce(0) { $0 + $1.count } == expected.count, "\(field) of \(length)")
                let sorted = parts.sorted { $0.lowerBound < $1.lowerBound }
                #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
            case .unsatisfiable: #expect(expected.isEmpty, "\(field) of \(length)")
            case .whole: Issue.record("\(field) of \(length)")
            }
        }
    }

    @Test("an empty file has no satisfiable range")
    func emptyFile() {
        #expect(ByteRanges("bytes=0-", length: 0) == .unsatisfiable)
        #expect(ByteRanges("bytes=-5", length: 0) == .unsatisfiable)
    }
}
