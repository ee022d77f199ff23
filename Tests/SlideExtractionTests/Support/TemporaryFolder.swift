import Foundation
import TalkArchive

@testable import SlideExtraction

/// A folder that is there for one test.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("slides-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file and returns where it is and what it hashes to.
    func write(_ data: Data, as name: String = "deck.pdf") throws -> (file: URL, hash: ContentHash) {
        let file = url.appendingPathComponent(name)
        try data.write(to: file)
        return (file, ContentHash(of: data))
    }
}

/// Extracts the slides of bytes as a deck.
func extract(
    _ data: Data, sandboxed: Bool = true, limits: ExtractionLimits = ExtractionLimits()
) async throws -> DeckContent {
    let folder = try TemporaryFolder()
    let deck = try folder.write(data)
    let tools = try await ExtractionTools.find(sandboxed: sandboxed)
    return try await SlideExtractor(tools: tools, limits: limits).extract(deck.file, hash: deck.hash)
}

/// The words of a slide with their boxes, as text.
func words(_ slide: Slide) -> [String] {
    let utf8 = Array(slide.text.utf8)
    return slide.words.map { String(decoding: utf8[$0.range], as: UTF8.self) }
}
