import Testing

@testable import ArchiveServer

@Suite struct MadeContentsTests {
    private func content(_ count: Int) -> Content {
        Content("text/plain", bytes: Array(repeating: 65, count: count), caching: .revalidate)
    }

    @Test("an answer is kept under its path")
    func keeps() {
        let made = MadeContents(byteLimit: 100)
        made.keep(content(10), for: "/a")
        #expect(made.content(for: "/a")?.entityTag == content(10).entityTag)
        #expect(made.content(for: "/b") == nil)
    }

    @Test("no more bytes are kept than the limit says, and the newest stay")
    func limit() {
        let made = MadeContents(byteLimit: 100)
        for name in 0..<50 {
            made.keep(content(30), for: "/\(name)")
            #expect(made.content(for: "/\(name)") != nil)
            #expect((0..<50).count { made.content(for: "/\($0)") != nil } <= 3)
        }
        made.keep(content(101), for: "/large")
        #expect(made.content(for: "/large") == nil)
        #expect(made.content(for: "/49") != nil)
    }

    @Test("keeping one answer twice counts it once")
    func twice() {
        let made = MadeContents(byteLimit: 100)
        made.keep(content(30), for: "/a")
        for _ in 0..<10 { made.keep(content(30), for: "/b") }
        #expect(made.content(for: "/a") != nil)
    }
}
