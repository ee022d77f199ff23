import FormParsing
import SeededRandom
import Testing

@Suite struct MultipartLawTests {
    @Test("any chunking of a body gives the same events, and the contents that went in")
    func chunkingLaw() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("MultipartLawTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let contents = (0..<Int.random(in: 0...4, using: &random)).map { _ in Self.content(&random) }
            var body = MultipartBody()
            for (index, content) in contents.enumerated() {
                body.add(
                    headers: "Content-Disposition: form-data; name=\"n\(index)\"; filename=\"f\"", "X: y",
                    content: content)
            }
            let whole = try MultipartBody.events(of: body.closed)
            #expect(Self.contents(of: whole) == contents)
            for _ in 0..<5 {
                let cuts = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                    Int.random(in: 0...body.closed.count, using: &random)
                }
                #expect(try MultipartBody.events(of: body.closed, cuts: cuts.sorted()) == whole)
            }
        }
    }

    @Test("random and damaged bodies give events or an error, the same for any chunking")
    func damage() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("MultipartLawTests damage seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<3000 {
            var body = MultipartBody()
            body.add(headers: "Content-Disposition: form-data; name=\"a\"", content: Self.content(&random))
            var bytes = Bool.random(using: &random) ? body.closed : Self.content(&random)
            for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            let cuts = (0..<4).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
            let whole = Result { () throws(FormError) in try MultipartBody.events(of: bytes) }
            let cut = Result { () throws(FormError) in try MultipartBody.events(of: bytes, cuts: cuts) }
            switch (whole, cut) {
            case (.success(let one), .success(let other)): #expect(one == other)
            case (.failure(let one), .failure(let other)): #expect(one == other)
            default: Issue.record("\(whole) differs from \(cut)")
            }
        }
    }

    /// Bytes rich in line ends and in beginnings of the boundary.
    private static func content(_ random: inout SeededGenerator) -> [UInt8] {
        let pieces = [
            "\r", "\n", "\r\n", "-", "--", "\r\n------for", "----", "form", "\r\n------formX", "x", " ", "é", ":",
        ]
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            bytes += pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8
        }
        // What would be a true boundary in the content is spoiled, as a sender must choose another one then.
        let spoiled = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        let lines = spoiled.map { $0.hasPrefix("------form") ? "!" + $0 : String($0) }
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private static func contents(of events: [MultipartEvent]) -> [[UInt8]] {
        var contents: [[UInt8]] = []
        for event in events {
            switch event {
            case .partBegan: contents.append([])
            case .bytes(let bytes): contents[contents.count - 1] += bytes
            case .partEnded, .finished: break
            }
        }
        return contents
    }
}
