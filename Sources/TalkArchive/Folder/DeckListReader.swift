internal import Foundation

/// Reads the list `decks:` of a `talk.md`; looks at no file.
enum DeckListReader {
    static let keys = ["file", "sha256", "bytes", "added", "origin", "note"]

    static func decks(_ fields: MetadataFields, report: inout FileReport) -> [DeclaredDeck] {
        var seen: Set<String> = []
        return (fields.list("decks", report: &report) ?? []).compactMap { item in
            guard let entry = MetadataFields(item, of: "a deck", known: keys, report: &report) else { return nil }
            let file = entry.requiredText("file", of: "The deck", report: &report)
            var deck = DeclaredDeck(file: file ?? "", line: item.line)
            if entry.has("sha256") {
                deck.hashLine = entry.line(of: "sha256")
                deck.hash = entry.text("sha256", report: &report).flatMap { ContentHash($0) }
            }
            if entry.has("bytes") {
                deck.byteCountLine = entry.line(of: "bytes")
                deck.byteCount = entry.integer("bytes", in: 0...Int.max, report: &report)
            }
            deck.added = entry.timestamp("added", report: &report)
            deck.origin = entry.choice("origin", of: Deck.Origin.self, report: &report)
            deck.note = entry.text("note", report: &report)
            guard let file else { return nil }
            let line = entry.line(of: "file")
            guard DeckFileName.isValid(file) else {
                report.error(
                    "deck-name", line: line, "'\(file)' cannot be a deck.",
                    "Name a .pdf file that lies in the talk's folder, without a path.")
                return nil
            }
            guard seen.insert(file).inserted else {
                report.error(
                    "deck-duplicate", line: line, "The deck '\(file)' is listed twice.", "Keep one of the two.")
                return nil
            }
            return deck
        }
    }
}

/// Names of PDFs in a talk's folder.
enum DeckFileName {
    /// A name without a path, not hidden, that says it is a PDF.
    static func isValid(_ name: String) -> Bool {
        name.lowercased().hasSuffix(".pdf") && !name.hasPrefix(".") && name.utf8.count <= 255
            && !name.unicodeScalars.contains { $0 == "/" || $0 == "\\" || $0.properties.generalCategory == .control }
    }

    /// The name of an accepted upload, `slides-0123456789ab.pdf`.
    /// - Parameter digits: how many digits of the hash it shows.
    static func upload(_ hash: ContentHash, digits: Int = 12) -> String {
        "slides-\(hash.description.prefix(digits)).pdf"
    }

    /// The name has the form of an accepted upload. Such a file counts only when `talk.md` lists it: else it is
    /// what an interrupted upload left behind.
    static func isUpload(_ name: String) -> Bool {
        guard name.hasPrefix("slides-"), name.hasSuffix(".pdf") else { return false }
        let digits = name.dropFirst(7).dropLast(4)
        return digits.count >= 12 && digits.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}
