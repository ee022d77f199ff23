import Foundation
import TalkArchive
import Testing

@testable import SlideExtraction

/// Odd and hostile files: what can be used is used, all else ends with the error that says why.
@Suite("Verdicts")
struct VerdictTests {
    private func sound(_ texts: [String] = ["one", "two"]) -> Data { TestPDF(texts: texts).data }

    private func replacing(_ old: String, by new: String, in data: Data) -> Data {
        Data(String(decoding: data, as: UTF8.self).replacingOccurrences(of: old, with: new).utf8)
    }

    @Test("damaged decks that can be mended are, and say so")
    func repaired() async throws {
        let data = sound()
        let cases = [
            "junk before the header": Data(String(repeating: "From: printer\n", count: 60).utf8) + data,
            "no header": data.dropFirst(9),
            "much junk, no early header": Data(repeating: 0x20, count: 9000) + data,
            "xref that points nowhere": replacing("startxref\n", by: "startxref\n9", in: data),
            "no trailer": data.prefix(upTo: try #require(data.range(of: Data("trailer".utf8))).lowerBound),
        ]
        for (name, damaged) in cases {
            let content = try await extract(damaged)
            #expect(content.slides.map(\.text) == ["one", "two"], "\(name)")
            #expect(content.findings.wasRepaired, "\(name)")
        }
    }

    @Test(
        "page trees that lie or lead back to themselves end, with the pages that are there",
        arguments: [
            ("/Count 2 /Kids [10 0 R 12 0 R]", "/Count 2147483647 /Kids [10 0 R 12 0 R]"),
            ("/Count 2 /Kids [10 0 R 12 0 R]", "/Count -2147483648 /Kids [10 0 R 12 0 R]"),
            ("/Count 2 /Kids [10 0 R 12 0 R]", "/Count 3 /Kids [10 0 R 12 0 R 2 0 R]"),
            ("/Count 2 /Kids [10 0 R 12 0 R]", "/Count 2 /Kids [2 0 R]"),
            ("/Count 2 /Kids [10 0 R 12 0 R]", "/Count 2 /Kids []"),
            ("/Pages 2 0 R", "/Pages 99 0 R"), ("/Pages 2 0 R", "/Pages 1 0 R"),
        ])
    func pageTrees(old: String, new: String) async throws {
        do {
            let content = try await extract(replacing(old, by: new, in: sound()))
            #expect(Set(content.slides.map(\.text)).isSubset(of: ["one", "two", ""]))
            #expect(!content.slides.isEmpty && content.slides.count < 10)
        } catch let error as ExtractionError {
            guard case .damaged = error else { throw error }
        }
    }

    @Test("a content stream that unpacks without measure is ended by a named limit")
    func contentBomb() async throws {
        // Run length coding, three times over: each two bytes of a layer become 128 of the one before.
        let layer = String(repeating: "8181", count: 60_000) + ">"
        var pdf = TestPDF()
        pdf.pages = [.init(content: "/X0 Do")]
        pdf.objects[1000] = TestPDF.stream(
            layer,
            dictionary: "/Type /XObject /Subtype /Form /BBox [0 0 720 540] /Filter "
                + "[/ASCIIHexDecode /RunLengthDecode /RunLengthDecode /RunLengthDecode]")
        var limits = ExtractionLimits()
        limits.processorTime = .seconds(1)
        limits.addressSpaceBytes = 256 << 20
        do {
            let content = try await extract(pdf.data, limits: limits)
            #expect(content.slides.map(\.text) == [""])
        } catch let error as ExtractionError {
            #expect([.outOfProcessorTime(limit: .seconds(1)), .outOfMemory(limitBytes: 256 << 20)].contains(error))
        }
    }

    @Test("an image larger than memory costs the text nothing")
    func imageBomb() async throws {
        var pdf = TestPDF(texts: ["text"])
        pdf.pages[0].content += " q 720 0 0 540 0 0 cm /X0 Do Q"
        pdf.objects[1000] = TestPDF.stream(
            "x", dictionary: "/Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray")
        let content = try await extract(pdf.data)
        #expect(content.slides.map(\.text) == ["text"])
        #expect(content.findings.hugeImages.count == 1)
    }

    @Test("markup, direction marks and control characters in the title are text")
    func hostileTitle() async throws {
        var pdf = TestPDF(texts: ["x"])
        pdf.title = "<script>\\001\\002alert</script>"
        #expect(try await extract(pdf.data).documentTitle == "<script> alert</script>")
        pdf.title = nil
        pdf.information = "/Title <FEFF0041202E0042>"
        #expect(try await extract(pdf.data).documentTitle == "AB")
    }
}
