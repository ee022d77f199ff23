import Foundation
import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("ExtractionError")
struct ExtractionErrorTests {
    @Test(
        "what is not a PDF is refused as such",
        arguments: [
            ("", .empty), ("<!doctype html><p>404", .webPage), ("\u{FEFF}\n<HTML>", .webPage),
            ("<?xml version='1.0'?><html xmlns='x'>", .webPage), ("PK\u{3}\u{4}slides.pptx", .archive),
            ("PK\u{3}\u{4}[Content_Types].xml ppt/slides", .powerPoint), ("PK\u{3}\u{4} word/document.xml", .word),
            ("PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.presentation", .openDocument),
            ("PK\u{3}\u{4}Index/Document.iwa", .keynote), ("%!PS-Adobe-3.0", .postScript), ("GIF89a", .picture),
            ("%PD", nil), ("plain text", nil), ("\u{0}\u{1}", nil),
        ] as [(String, FileKind?)])
    func notAPDF(text: String, kind: FileKind?) async throws {
        await #expect(throws: ExtractionError.notAPDF(kind)) { try await extract(Data(text.utf8)) }
    }

    @Test("an old Office file and pictures are told by their first bytes")
    func binaryKinds() {
        #expect(FileKind(firstBytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]) == .oldOffice)
        #expect(FileKind(firstBytes: [0x89, 0x50, 0x4E, 0x47, 13]) == .picture)
        #expect(FileKind(firstBytes: [0xFF, 0xD8, 0xFF, 0xE0]) == .picture)
        #expect(FileKind(firstBytes: [0x50]) == nil)
    }

    @Test("a PDF with nothing in it is damaged")
    func damaged() async throws {
        await #expect {
            try await extract(Data("%PDF-1.7\nnothing".utf8))
        } throws: {
            if case .damaged = $0 as? ExtractionError { true } else { false }
        }
        await #expect {
            try await extract(TestPDF().data)
        } throws: {
            if case .damaged = $0 as? ExtractionError { true } else { false }
        }
    }

    @Test("a PDF with a user password is refused", arguments: [true, false])
    func encrypted(sandboxed: Bool) async throws {
        await #expect(throws: ExtractionError.encrypted) {
            try await extract(TestPDF.encrypted.data, sandboxed: sandboxed)
        }
    }

    @Test("too many pages, bytes and output end with their own error")
    func sizes() async throws {
        let data = TestPDF(texts: Array(repeating: "page of text", count: 5)).data
        var limits = ExtractionLimits()
        limits.pages = 4
        await #expect(throws: ExtractionError.tooManyPages(limit: 4)) { try await extract(data, limits: limits) }
        limits.pages = 5
        #expect(try await extract(data, limits: limits).slides.count == 5)
        limits.fileBytes = data.count - 1
        await #expect(throws: ExtractionError.fileTooLarge(bytes: data.count, limit: data.count - 1)) {
            try await extract(data, limits: limits)
        }
        limits.fileBytes = data.count
        limits.outputBytes = 50
        await #expect(throws: ExtractionError.tooMuchOutput(limitBytes: 50)) { try await extract(data, limits: limits) }
    }

    @Test("text beyond the limit is cut with a warning")
    func textLimit() async throws {
        var limits = ExtractionLimits()
        limits.textPerSlide = 10
        let content = try await extract(TestPDF(texts: ["short", "many words on this one"]).data, limits: limits)
        #expect(content.slides.map(\.text) == ["short", "many words"])
        #expect(content.warnings == ["slide 2: text cut at 10 characters"])
    }

    @Test("links beyond the limit are left out with a warning")
    func linkLimit() async throws {
        var pdf = TestPDF(texts: ["x"])
        let link = "<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org) >> >>"
        pdf.pages[0].annotations = Array(repeating: link, count: 5)
        var limits = ExtractionLimits()
        limits.linksPerSlide = 3
        let content = try await extract(pdf.data, limits: limits)
        #expect(content.slides[0].links.count == 3)
        #expect(content.warnings == ["slide 1: 2 links left out"])
    }

    @Test("an endless page is stopped by the clock, and its process is gone", arguments: [true, false])
    func endless(sandboxed: Bool) async throws {
        let folder = try TemporaryFolder()
        let deck = try folder.write(TestPDF.endless(leaf: "q Q").data)
        var limits = ExtractionLimits()
        limits.wallTime = .milliseconds(700)
        let extractor = SlideExtractor(tools: try await ExtractionTools.find(sandboxed: sandboxed), limits: limits)
        await #expect(throws: ExtractionError.outOfTime(limit: limits.wallTime)) {
            try await extractor.extract(deck.file, hash: deck.hash)
        }
        #if os(Linux)
            #expect(try await processesLeft(naming: deck.file.path) == [])
        #endif
    }

    @Test("an endless page is stopped by the processor limit", arguments: [true, false])
    func processorTime(sandboxed: Bool) async throws {
        var limits = ExtractionLimits()
        limits.processorTime = .seconds(1)
        await #expect(throws: ExtractionError.outOfProcessorTime(limit: .seconds(1))) {
            try await extract(TestPDF.endless(leaf: "q Q").data, sandboxed: sandboxed, limits: limits)
        }
    }

    @Test("a page that wants all memory is stopped by the memory limit", arguments: [true, false])
    func memory(sandboxed: Bool) async throws {
        var limits = ExtractionLimits()
        limits.addressSpaceBytes = 96 << 20
        await #expect(throws: ExtractionError.outOfMemory(limitBytes: 96 << 20)) {
            try await extract(
                TestPDF.endless(leaf: TestPDF.lines("more and more")).data, sandboxed: sandboxed, limits: limits)
        }
    }

    @Test("a cancelled task kills its process")
    func cancellation() async throws {
        let folder = try TemporaryFolder()
        let deck = try folder.write(TestPDF.endless(leaf: "q Q").data)
        let extractor = SlideExtractor(tools: try await ExtractionTools.find())
        let task = Task { try await extractor.extract(deck.file, hash: deck.hash) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: ExtractionError.cancelled) { try await task.value }
        #if os(Linux)
            #expect(try await processesLeft(naming: deck.file.path) == [])
        #endif
    }

    @Test("a file that is not there, a folder, a pipe and another file's hash are told apart")
    func files() async throws {
        let folder = try TemporaryFolder()
        let deck = try folder.write(TestPDF(texts: ["x"]).data)
        let extractor = SlideExtractor(tools: try await ExtractionTools.find())
        await #expect(throws: ExtractionError.changed) {
            try await extractor.extract(deck.file, hash: ContentHash(of: Data()))
        }
        let pipe = folder.url.appendingPathComponent("pipe.pdf")
        mkfifo(pipe.path, 0o600)
        for url in [folder.url.appendingPathComponent("none.pdf"), folder.url, pipe] {
            await #expect {
                try await extractor.extract(url, hash: deck.hash)
            } throws: {
                if case .unreadable = $0 as? ExtractionError { true } else { false }
            }
        }
    }

    @Test("a missing tool is named with its package")
    func missingTool() async throws {
        #expect(ExtractionTools.locate("no-such-tool", path: "/nowhere:relative") == nil)
        #expect(
            ExtractionError.toolMissing(tool: "mutool", package: "mupdf-tools").description
                == "mutool is not installed; install the package mupdf-tools (apt-get install mupdf-tools)")
    }

    /// The processes whose command line contains `text`, once they have had five seconds to be taken away: the kernel
    /// ends a sandbox's own tree a moment after the process that it was started as.
    private func processesLeft(naming text: String) async throws -> [String] {
        for _ in 0..<100 {
            if processes(naming: text).isEmpty { return [] }
            try await Task.sleep(for: .milliseconds(50))
        }
        return processes(naming: text)
    }

    /// The processes whose command line contains `text`.
    private func processes(naming text: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { Int($0) != nil }.filter { process in
            let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
            return line.range(of: Data(text.utf8)) != nil
        }
    }
}
