import Foundation
import TalkArchive

/// What recognition has tried on a deck, so that nothing is tried twice with the same means.
struct RecognitionRecord: Codable, Equatable {
    /// Counts up whenever the same picture would give other words than before.
    static let version = 1

    /// The program, its version and its languages.
    var means: String
    /// Pages that were looked at, counted from 1, whatever came of it.
    var tried: Set<Int> = []

    init(_ tesseract: Tesseract, languages: [String]) {
        means = "\(Self.version) tesseract \(tesseract.version) \(languages.joined(separator: "+"))"
    }
}

extension DerivedDataCache {
    /// Nil when recognition has not been here, or the file is damaged.
    func recognitionRecord(for hash: ContentHash) -> RecognitionRecord? {
        guard let data = try? Data(contentsOf: recognitionFile(hash)) else { return nil }
        return try? JSONDecoder().decode(RecognitionRecord.self, from: data)
    }

    func store(_ record: RecognitionRecord, for hash: ContentHash) throws(ExtractionError) {
        guard let data = try? JSONEncoder().encode(record) else { return }
        try write(Array(data), to: recognitionFile(hash).path)
    }

    func recognitionFile(_ hash: ContentHash) -> URL {
        contentFile(hash).deletingLastPathComponent().appendingPathComponent("recognition.json")
    }
}
