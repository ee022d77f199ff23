import FormParsing
import Testing

@Suite struct MultipartErrorTests {
    private static let name = "Content-Disposition: form-data; name=\"a\"\r\n"

    @Test(
        "a malformed body is refused by its reason",
        arguments: [
            ("", FormError.endedEarly), ("nothing here", .endedEarly), ("------form", .endedEarly),
            ("------form\r\n", .endedEarly), ("------form\r\n\(name)\r\nvalue", .endedEarly),
            ("------form\r\n\(name)\r\nvalue\r\n------form\r\n", .endedEarly),
            ("------form\r\n\(name)\r\nvalue\r\n------form-", .endedEarly),
            ("------form\n\(name)\r\nvalue", .endedEarly), ("------form\r\n\r\nvalue\r\n------form--", .missingName),
            ("------form\r\nX: y\r\n\r\nvalue\r\n------form--", .missingName),
            ("------form\r\nContent-Disposition: form-data\r\n\r\nv\r\n------form--", .missingName),
            ("------form\r\nContent-Disposition: attachment; name=a\r\n\r\nv\r\n------form--", .missingName),
            (
                "------form\r\nContent-Disposition: form-data; name=\"a\r\n\r\nv",
                .malformedDisposition("form-data; name=\"a")
            ),
            ("------form\r\nno colon\r\n\r\n", .malformedHeader("no colon")),
            ("------form\r\n: no name\r\n\r\n", .malformedHeader(": no name")),
            ("------form\r\nX: bare newline\nY: z\r\n\r\n", .malformedHeader("X: bare newline")),
        ])
    func malformed(text: String, expected: FormError) {
        let bytes = Array(text.utf8)
        for cuts in [[], Array(0..<bytes.count)] {
            #expect(throws: expected) { try MultipartBody.events(of: bytes, cuts: cuts) }
        }
        #expect(!expected.description.isEmpty)
    }

    @Test("each limit holds exactly, however the body is cut")
    func limits() throws {
        var body = MultipartBody()
        body.add(headers: "Content-Disposition: form-data; name=\"abcd\"", "X: y", content: [1])
        body.add(headers: "Content-Disposition: form-data; name=\"b\"", content: [2])
        let bytes = body.closed
        let headerBytes = "Content-Disposition: form-data; name=\"abcd\"\r\nX: y\r\n\r\n".utf8.count
        let exact = MultipartLimits(
            parts: 2, headerBytes: headerBytes, headerCount: 2, nameBytes: 4, totalBytes: bytes.count)
        #expect(try MultipartBody.events(of: bytes, limits: exact).last == .finished)
        let tighter: [(WritableKeyPath<MultipartLimits, Int>, (Int) -> FormLimit)] = [
            (\.parts, FormLimit.parts), (\.headerBytes, FormLimit.headerBytes), (\.headerCount, FormLimit.headerCount),
            (\.nameBytes, FormLimit.nameBytes), (\.totalBytes, FormLimit.totalBytes),
        ]
        for (path, limit) in tighter {
            var limits = exact
            limits[keyPath: path] -= 1
            let expected = FormError.limitExceeded(limit(limits[keyPath: path]))
            #expect(throws: expected) { try MultipartBody.events(of: bytes, limits: limits) }
            #expect(throws: expected) {
                try MultipartBody.events(of: bytes, cuts: Array(0..<bytes.count), limits: limits)
            }
        }
    }

    @Test("endless headers stop at the limit")
    func endlessHeaders() throws {
        var parser = try MultipartBody.parser(limits: MultipartLimits(headerBytes: 1000))
        _ = try parser.feed(Array("------form\r\nX: ".utf8))
        #expect(throws: FormError.limitExceeded(.headerBytes(1000))) {
            for _ in 0..<2000 { _ = try parser.feed([0x61]) }
        }
    }

    @Test("after an error the parser says the same again, and after the end it takes nothing more")
    func sticky() throws {
        var parser = try MultipartBody.parser()
        #expect(throws: FormError.missingName) { try parser.feed(Array("------form\r\n\r\n".utf8)) }
        #expect(throws: FormError.missingName) { try parser.feed([1]) }
        #expect(throws: FormError.missingName) { try parser.finish() }
        var finished = try MultipartBody.parser()
        _ = try finished.feed(Array("------form--".utf8))
        try finished.finish()
        #expect(throws: FormError.alreadyFinished) { try finished.feed([1]) }
    }
}
