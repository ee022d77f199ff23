import Testing

@testable import ArchiveServer

@Suite("Content codings")
struct ContentCodingTests {
    @Test(
        "Accept-Encoding is read as RFC 9110, section 12.5.3, says",
        arguments: [
            (nil, [.identity]), ("", [.identity]), ("gzip", [.gzip, .identity]),
            ("gzip, deflate, br, zstd", [.gzip, .identity]), ("deflate,GZIP", [.gzip, .identity]),
            ("x-gzip", [.gzip, .identity]), ("br", [.identity]), ("identity", [.identity]), ("*", [.gzip, .identity]),
            ("gzip;q=0", [.identity]), ("gzip;q=0.000", [.identity]), ("gzip; Q=0.001", [.gzip, .identity]),
            ("gzip;q=0, *", [.identity]), ("gzip;q=0.5, identity", [.identity, .gzip]),
            ("gzip;q=0.5, identity;q=0.5", [.gzip, .identity]), ("identity;q=0, gzip", [.gzip]),
            ("*;q=0, gzip", [.gzip]), ("*;q=0", [.identity]), ("identity;q=0", [.identity]),
            ("*;q=0, identity", [.identity]), ("gzip;q=2", [.identity]), ("gzip;q=", [.identity]),
            ("gzip;q=0.1234", [.identity]), ("gzip;level=9", [.identity]), ("gzip;q=1.0,", [.gzip, .identity]),
            (" , gzip ; q=1 ,", [.gzip, .identity]), ("gzippy", [.identity]), ("gzip;q=1.1", [.identity]),
        ] as [(String?, [ContentCoding])])
    func acceptable(field: String?, expected: [ContentCoding]) {
        #expect(ContentCoding.acceptable(field) == expected)
    }
}
