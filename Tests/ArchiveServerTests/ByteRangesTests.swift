import Testing

@testable import ArchiveServer

@Suite("ByteRanges")
struct ByteRangesTests {
    @Test(
        "a Range field is read as RFC 9110 says",
        arguments: [
            ("bytes=0-3", ByteRanges.part(0..<4)), ("bytes=5-", .part(5..<17)), ("bytes=-4", .part(13..<17)),
            ("bytes=0-999", .part(0..<17)), ("bytes=16-16", .part(16..<17)), ("BYTES=1-2", .part(1..<3)),
            ("bytes= 1-2", .part(1..<3)), ("bytes=-999", .part(0..<17)),
        ])
    func parts(field: String, expected: ByteRanges) {
        #expect(ByteRanges(field, length: 17) == expected)
    }

    @Test("a range without one byte is unsatisfiable", arguments: ["bytes=17-", "bytes=500-600", "bytes=-0"])
    func unsatisfiable(field: String) {
        #expect(ByteRanges(field, length: 17) == .unsatisfiable)
    }

    @Test(
        "what is no single range of bytes gives the whole",
        arguments: [
            nil, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=3-1", "lines=0-3", "bytes=0-1,4-5",
            "bytes=--1", "bytes=1-2-3", "bytes=99999999999999999999-", "bytes=+1-2",
        ] as [String?])
    func whole(field: String?) {
        #expect(ByteRanges(field, length: 17) == .whole)
    }

    @Test("an empty file has no satisfiable range")
    func emptyFile() {
        #expect(ByteRanges("bytes=0-", length: 0) == .unsatisfiable)
        #expect(ByteRanges("bytes=-5", length: 0) == .unsatisfiable)
    }
}
