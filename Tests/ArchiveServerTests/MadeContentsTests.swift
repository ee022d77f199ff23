import Testing

@testable import ArchiveServer

@Suite struct MadeContentsTests {
    /// An answer that takes a kilobyte or two for itself, and these bytes.
    private func answer(_ count: Int) throws -> PreparedAnswer {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        return try #require(PreparedAnswer(Content("text/plain", bytes: bytes, caching: .revalidate), kind: .page))
    }

    @Test("an answer is kept under its path")
    func keeps() throws {
        let made = MadeContents(byteLimit: 10 * (try answer(800).byteCount))
        made.keep(try answer(800), for: "/a")
        let entityTag = try answer(800).validators.entityTag
        #expect(made.answer(for: "/a")?.validators.entityTag == entityTag)
        #expect(made.answer(for: "/b") == nil)
    }

    @Test("no more bytes are kept than the limit says, and the newest stay")
    func limit() throws {
        let made = MadeContents(byteLimit: 10 * (try answer(800).byteCount))
        for name in 0..<50 {
            made.keep(try answer(800), for: "/\(name)")
            #expect(made.answer(for: "/\(name)") != nil)
            #expect((0..<50).count { made.answer(for: "/\($0)") != nil } <= 10)
        }
        made.keep(try answer(100_000), for: "/large")
        #expect(made.answer(for: "/large") == nil)
        #expect(made.answer(for: "/49") != nil)
    }

    @Test("keeping one answer twice counts it once")
    func twice() throws {
        let made = MadeContents(byteLimit: 10 * (try answer(800).byteCount))
        made.keep(try answer(800), for: "/a")
        for _ in 0..<10 { made.keep(try answer(800), for: "/b") }
        #expect(made.answer(for: "/a") != nil)
    }
}
