internal import Foundation

/// Text of strangers, made fit for files that people read.
enum CleanText {
    /// On one line: white space folded, without characters that cannot be seen or that turn the text around.
    static func line(_ text: String) -> String {
        if isClean(text) { return text }
        var result = ""
        for word in text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }) {
            let kept = String(String.UnicodeScalarView(word.unicodeScalars.filter(isKept)))
            if kept.isEmpty { continue }
            result += (result.isEmpty ? "" : " ") + kept
        }
        return result
    }

    /// ASCII with single spaces inside, the usual case.
    private static func isClean(_ text: String) -> Bool {
        var previous: UInt8 = 0x20
        for byte in text.utf8 {
            guard (0x20...0x7E).contains(byte), byte != 0x20 || previous != 0x20 else { return false }
            previous = byte
        }
        return previous != 0x20 || text.isEmpty
    }

    /// Of several lines: line ends as line feeds, no control characters, no empty lines around it.
    static func block(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var previousWasReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{C}" {
                scalars.append("\n")
            } else if scalar == "\n" && previousWasReturn {
                // The carriage return before it was the line's end already.
            } else if scalar == "\n" || scalar == "\t" || isKept(scalar) {
                scalars.append(scalar)
            }
            previousWasReturn = scalar == "\r"
        }
        return String(scalars).trimmingCharacters(in: .newlines).trimmingTrailingSpace
    }

    /// The same, cut at the end of a paragraph or word where it is longer than `bytes` of UTF-8.
    static func shortened(_ text: String, bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: bytes)
        while end.samePosition(in: text) == nil, end > text.startIndex { end = text.utf8.index(before: end) }
        let start = text[..<end]
        let cut = start.range(of: "\n\n", options: .backwards) ?? start.range(of: " ", options: .backwards)
        return String(cut.map { start[..<$0.lowerBound] } ?? start).trimmingTrailingSpace
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Controls, the byte order mark, marks and overrides of direction, noncharacters.
        case 0...0x1F, 0x7F...0x9F, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB,
            0xFDD0...0xFDEF:
            false
        case let value: value & 0xFFFE != 0xFFFE
        }
    }
}

extension String {
    /// Without white space at its end.
    var trimmingTrailingSpace: String {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[...last])
    }

    /// Without white space and the given marks at both ends.
    func trimming(_ marks: String) -> String {
        let isMark = { (character: Character) in character.isWhitespace || marks.contains(character) }
        guard let first = firstIndex(where: { !isMark($0) }), let last = lastIndex(where: { !isMark($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
