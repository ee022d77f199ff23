import Foundation
import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("Facts about a deck's file")
struct DeckFactsTests {
    private func findings(_ change: (inout TestPDF) -> Void) async throws -> DeckFindings {
        var pdf = TestPDF(texts: ["text", "more"])
        change(&pdf)
        let content = try await extract(pdf.data)
        #expect(content.slides.map(\.text) == ["text", "more"])
        return content.findings
    }

    @Test("a plain deck has nothing to tell")
    func plain() async throws {
        #expect(try await findings { _ in } == DeckFindings())
    }

    @Test("the program that made it is named, by its own name before that of its library")
    func producer() async throws {
        #expect(try await findings { $0.information = "/Producer (pdfTeX)" }.producer == "pdfTeX")
        #expect(try await findings { $0.information = "/Producer (pdfTeX) /Creator (Beamer)" }.producer == "Beamer")
    }

    @Test(
        "JavaScript is found wherever it may be",
        arguments: [
            "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
            "/OpenAction << /S /GoTo /D [10 0 R /Fit] /Next [<< /S /JavaScript /JS (1) >>] >>",
            "/AA << /WC << /S /JavaScript /JS (1) >> >>",
            "/Names << /JavaScript << /Kids [<< /Names [(a) << /S /JavaScript /JS (1) >>] >>] >> >>",
            "/AcroForm << /Fields [<< /T (a) /Kids [<< /AA << /K << /S /JavaScript /JS (1) >> >> >>] >>] >>",
        ])
    func javaScript(catalogue: String) async throws {
        #expect(try await findings { $0.catalogue = catalogue }.hasJavaScript)
    }

    @Test("JavaScript of a page and of a link is found")
    func javaScriptOfPages() async throws {
        let script = "<< /S /JavaScript /JS (1) >>"
        #expect(try await findings { $0.pageEntries = "/AA << /O \(script) >>" }.hasJavaScript)
        let link = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A \(script) >>"
        #expect(try await findings { $0.pages[1].annotations = [link] }.hasJavaScript)
    }

    @Test("launch actions are found at the start and in links", arguments: ["(calc.exe)", "<< /F (calc.exe) >>"])
    func launch(file: String) async throws {
        let action = "<< /S /Launch /F \(file) >>"
        #expect(try await findings { $0.catalogue = "/OpenAction \(action)" }.hasLaunchActions)
        let link = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A \(action) >>"
        #expect(try await findings { $0.pages[0].annotations = [link] }.hasLaunchActions)
    }

    @Test("files inside are named, whether they belong to the document or to a page")
    func attachments() async throws {
        let file = "<< /Type /Filespec /F (plain.txt) /UF (naïve \\(1\\).txt) /EF << /F 1000 0 R >> >>"
        let found = try await findings { pdf in
            pdf.objects[1000] = TestPDF.stream("content")
            pdf.catalogue = "/Names << /EmbeddedFiles << /Names [(key) \(file.replacing("ï", with: "i"))] >> >>"
            pdf.pages[1].annotations = [
                "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (notes.doc) >> >>"
            ]
        }
        #expect(found.attachments == ["naive (1).txt", "notes.doc"])
    }

    @Test("sound, video and models are found", arguments: ["RichMedia", "Movie", "Sound", "Screen", "3D"])
    func media(kind: String) async throws {
        let found = try await findings {
            $0.pages[0].annotations = ["<< /Type /Annot /Subtype /\(kind) /Rect [0 0 9 9] >>"]
        }
        #expect(found.hasMedia)
    }

    @Test("a form that only one program fills in is found, a usual one is none")
    func dynamicForm() async throws {
        #expect(
            try await findings {
                $0.objects[1000] = TestPDF.stream("<xdp/>")
                $0.catalogue = "/NeedsRendering true /AcroForm << /Fields [] /XFA 1000 0 R >>"
            }.hasDynamicForm)
        #expect(try await !findings { $0.catalogue = "/AcroForm << /Fields [<< /T (a) /FT /Tx >>] >>" }.hasDynamicForm)
    }

    @Test("images with too many pixels are named with their page")
    func hugeImages() async throws {
        let found = try await findings { pdf in
            pdf.objects[1000] = TestPDF.stream(
                "x",
                dictionary: "/Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray")
            pdf.objects[1001] = TestPDF.stream("x", dictionary: "/Subtype /Image /Width 4000 /Height 4000")
        }
        #expect(found.hugeImages == [.init(page: 1, width: 60_000, height: 60_000)])
    }

    @Test(
        "fonts that do not tell their characters are named",
        arguments: [
            (
                "/Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /CIDSystemInfo << /Ordering (Identity) >> >>]",
                true
            ),
            (
                "/Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /CIDSystemInfo << /Ordering (Japan1) >> >>]",
                false
            ),
            ("/Subtype /Type0 /Encoding /UniJIS-UCS2-H /DescendantFonts [<< >>]", false),
            ("/Subtype /Type3 /Encoding << /Differences [0 /a0 /a1 /a2] >>", true),
            ("/Subtype /Type3 /Encoding << /Differences [65 /A /B /germandbls] >>", false),
            ("/Subtype /TrueType /FontDescriptor << /Flags 4 >>", true),
            ("/Subtype /TrueType /FontDescriptor << /Flags 32 >> /Encoding /WinAnsiEncoding", false),
            ("/Subtype /Type1", false),
            ("/Subtype /Type3 /ToUnicode 1000 0 R", false),
        ])
    func fonts(entries: String, mute: Bool) async throws {
        let found = try await findings { pdf in
            pdf.objects[1000] = TestPDF.stream("x")
            pdf.fonts = "/F2 << /Type /Font /BaseFont /ABCDEF+Curious \(entries) >>"
        }
        #expect(found.fontsWithoutUnicodeMap == (mute ? ["Curious"] : []))
    }

    @Test("an outline comes with its levels and pages, a label with each page")
    func outlineAndLabels() async throws {
        var pdf = TestPDF(texts: ["one", "two", "three"])
        pdf.objects[1000] = "<< /Type /Outlines /First 1001 0 R /Last 1003 0 R >>"
        pdf.objects[1001] = """
            << /Title (Start) /Parent 1000 0 R /Dest [10 0 R /Fit] /Next 1003 0 R /First 1002 0 R /Last 1002 0 R >>
            """
        pdf.objects[1002] = "<< /Title (Part) /Parent 1001 0 R /Dest [12 0 R /Fit] >>"
        pdf.objects[1003] = "<< /Title (Nowhere) /Parent 1000 0 R /Prev 1001 0 R >>"
        pdf.catalogue =
            "/Outlines 1000 0 R /PageLabels << /Nums [0 << /S /r >> 1 << /S /D /St 7 /P (A-) >>] >>"
        let content = try await extract(pdf.data)
        #expect(
            content.outline == [
                .init(title: "Start", page: 1, level: 0), .init(title: "Part", page: 2, level: 1),
                .init(title: "Nowhere", page: nil, level: 0),
            ])
        #expect(content.slides.map(\.label) == ["i", "A-7", "A-8"])
    }

    @Test("trees that lead back to themselves end, and cost no slide")
    func cycles() async throws {
        let found = try await findings { pdf in
            pdf.objects[1000] = "<< /Kids [1000 0 R 1001 0 R] >>"
            pdf.objects[1001] = "<< /Kids [1000 0 R] /Names [(a) 1001 0 R] /Next 1001 0 R /S /GoTo /Parent 1001 0 R >>"
            pdf.catalogue =
                "/Names << /EmbeddedFiles 1000 0 R /JavaScript 1000 0 R >> /PageLabels 1000 0 R /OpenAction 1001 0 R "
                + "/Outlines 1001 0 R /AcroForm << /Fields [1000 0 R] >>"
        }
        #expect(!found.hasJavaScript)
    }

    @Test("looking for facts is limited, whatever the file holds")
    func limited() async throws {
        var pdf = TestPDF(texts: ["text"])
        let page = "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (many) >> >>"
        pdf.pages[0].annotations = Array(repeating: page, count: 500)
        pdf.catalogue = "/OpenAction << /S /JavaScript /JS (1) >>"
        var limits = ExtractionLimits()
        limits.objectsLookedAt = 50
        let content = try await extract(pdf.data, limits: limits)
        #expect(content.slides.map(\.text) == ["text"])
        #expect(content.findings.hasJavaScript)
    }
}
