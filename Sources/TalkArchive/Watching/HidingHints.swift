internal import Foundation

/// Finds out whether an edit that broke a `talk.md` may have been meant to hide the talk.
///
/// A broken talk stays as it was, but never more visible than its organizer wants it: `visiblity hidden`, with a
/// typing error and without its colon, breaks the file, and the old, public state must not go on. What it says cannot
/// be parsed, so lines are looked at: one that begins with a word like those that hide, or has one before a colon,
/// and that the good text did not have, hides the talk until the file is mended. Rather one talk too many is hidden.
enum HidingHints {
    /// - Parameters:
    ///   - text: the whole broken file.
    ///   - good: the lines that the file had when it was good.
    static func isMeantToHide(_ text: String, unlike good: Set<String>) -> Bool {
        lines(of: text).contains { !good.contains($0) && isHint($0) }
    }

    /// The lines of a text without white space around them.
    static func lines(of text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) })
    }

    private static func isHint(_ line: String) -> Bool {
        var isFirst = true
        var rest = line[...]
        while let start = rest.firstIndex(where: \.isLetter) {
            let word = rest[start...].prefix { $0.isLetter }
            rest = rest[word.endIndex...]
            let next = rest.first { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
            if isFirst || next == ":" || next == "=", isLikeHiding(String(word)) { return true }
            isFirst = false
        }
        return false
    }

    private static func isLikeHiding(_ word: String) -> Bool {
        !harmless.contains(word.lowercased())
            && KeySuggestion.nearest(to: word, among: VisibilityReader.words) != nil
    }

    /// Keys that are near to one that hides, `file` to `hide`.
    private static let harmless = Set(TalkReader.keys + DeckListReader.keys + LinkReader.keys)
        .subtracting(VisibilityReader.keys)
}
