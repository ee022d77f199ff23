import Foundation
import SeededRandom
import TalkArchive
import Testing

@testable import SlideExtraction

@Suite("DeckContentCoding")
struct DeckContentCodingTests {
    @Test("what is written is read again", arguments: UInt64(1)...20)
    func roundTrip(seed: UInt64) throws {
        let content = DeckContent.random(seed: seed)
        let bytes = DeckContentCoding.encode(content)
        #expect(bytes.withUnsafeBytes(DeckContentCoding.decode) == content, "seed \(seed)")
    }

    @Test("cut at any place, it is not read")
    func truncated() {
        let bytes = DeckContentCoding.encode(.random(seed: 7))
        for count in 0..<bytes.count {
            #expect(bytes[..<count].withUnsafeBytes(DeckContentCoding.decode) == nil, "\(count) bytes")
        }
        #expect((bytes + [0]).withUnsafeBytes(DeckContentCoding.decode) == nil)
    }

    @Test("with any byte changed, it is not read")
    func damaged() {
        let bytes = DeckContentCoding.encode(.random(seed: 8))
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                #expect(changed.withUnsafeBytes(DeckContentCoding.decode) == nil, "bit \(bit) of byte \(index)")
            }
        }
    }

    @Test("damage with a right checksum is an error and no trap", arguments: UInt64(1)...300)
    func forged(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var body = Array(DeckContentCoding.encode(.random(seed: seed)).dropFirst(13))
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            body[Int.random(in: body.indices, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
        }
        let checksum = body.withUnsafeBytes(damageChecksum)
        let header = Array("RPDC".utf8) + [2] + (0..<8).map { UInt8(truncatingIfNeeded: checksum >> (8 * UInt64($0))) }
        // Whatever comes out must hold together: every word lies inside its slide's text.
        let content = (header + body).withUnsafeBytes(DeckContentCoding.decode)
        for slide in content?.slides ?? [] {
            #expect(slide.words.allSatisfy { $0.range.upperBound <= slide.text.utf8.count }, "seed \(seed)")
        }
    }
}

extension DeckContent {
    /// Slides with words in several scripts, links, and coordinates in tenths of a point, some negative.
    static func random(seed: UInt64) -> DeckContent {
        var generator = SeededGenerator(seed: seed)
        func length() -> Double { Double(Int.random(in: -500...9000, using: &generator)) / 10 }
        func box() -> Slide.Box { Slide.Box(x: length(), y: length(), width: abs(length()), height: abs(length())) }
        let vocabulary = ["Pin<P>", "naïve", "日本語", "🦀", "العربية", "#[no_mangle]", "a"]
        let slides = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
            var slide = Slide(width: abs(length()), height: abs(length()), text: "")
            for _ in 0..<Int.random(in: 0...6, using: &generator) {
                if !slide.text.isEmpty { slide.text += [" ", "\n", "\n\n"].randomElement(using: &generator) ?? "" }
                let start = slide.text.utf8.count
                slide.text += vocabulary.randomElement(using: &generator) ?? ""
                slide.words.append(.init(range: start..<slide.text.utf8.count, box: box()))
            }
            slide.title = Bool.random(using: &generator) ? vocabulary.randomElement(using: &generator) : nil
            slide.label = Bool.random(using: &generator) ? "iv" : nil
            slide.lastStep = Bool.random(using: &generator) ? 4 : nil
            slide.textSource = Bool.random(using: &generator) ? .recognition : .document
            if Bool.random(using: &generator) {
                slide.links = [
                    SlideLink(target: .url("https://example.org/ä"), box: box()),
                    SlideLink(target: .page(3), box: box()),
                ]
            }
            return slide
        }
        var findings = DeckFindings()
        findings.brokenPages = [.init(page: 2, reason: "it is empty")]
        findings.missingPageCount = 3
        findings.cutPages = [1, 4]
        findings.textLimit = 100
        findings.leftOutLinks = [.init(page: 7, count: 12)]
        findings.fontsWithoutUnicodeMap = ["Büro"]
        findings.hugeImages = [.init(page: 3, width: 60_000, height: 50_000)]
        findings.attachments = ["notes.txt"]
        findings.hasJavaScript = Bool.random(using: &generator)
        findings.hasLaunchActions = Bool.random(using: &generator)
        findings.hasMedia = Bool.random(using: &generator)
        findings.hasDynamicForm = Bool.random(using: &generator)
        findings.isEncrypted = Bool.random(using: &generator)
        findings.wasRepaired = Bool.random(using: &generator)
        findings.producer = "Writer"
        findings.recognitionProblem = "tesseract is not installed"
        return DeckContent(
            slides: slides, documentTitle: Bool.random(using: &generator) ? "Title" : nil,
            outline: Bool.random(using: &generator)
                ? [.init(title: "One", page: 1, level: 0), .init(title: "Nowhere", page: nil, level: 1)] : [],
            findings: Bool.random(using: &generator) ? findings : DeckFindings())
    }
}
