import Testing

@testable import TalkArchive

@Suite("PDFSignature")
struct PDFSignatureTests {
    @Test(
        "a header near the start or a first object tell a PDF; nothing else does",
        arguments: [
            ("%PDF-1.7\n", true), (String(repeating: "x", count: 1019) + "%PDF-1.4", true),
            (String(repeating: "x", count: 1020) + "%PDF-1.4", false), ("%\u{e2}\n1 0 obj \n<<", true),
            ("junk\r12 0 obj<<", false), ("junk\r12 0 obj <<", true), ("", false), ("%PDF", false),
            ("<!DOCTYPE html>", false), ("the obj of it", false), ("1 0 object", false),
        ])
    func tells(text: String, isPDF: Bool) {
        var whole = PDFSignature()
        whole.add(text.utf8)
        #expect(whole.isPDF == isPDF)
        var piecewise = PDFSignature()
        for byte in text.utf8 { piecewise.add([byte]) }
        #expect(piecewise.isPDF == isPDF)
    }
}
