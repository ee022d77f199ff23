internal import Foundation

/// Markdown (CommonMark) as safe HTML and as plain text.
///
/// Nothing that a text says can script a page: HTML in it is shown as the text it is, so that `Pin<P>` in a sentence
/// stays readable; links lead to http, https or mail addresses or to this site, and other links are only their text;
/// pictures of other sites become links, because loading them would tell those sites who reads.
///
/// A text of more than `maximumLength` bytes is shown without markup: libcmark's time can grow with the square of a
/// hostile text's length, and no abstract is that long.
public enum Markdown {
    /// Bytes of UTF-8 up to which markup is understood.
    public static let maximumLength = 1 << 16

    /// HTML in block elements, ready to stand in a page.
    /// - Parameter topHeading: the level that `#` gets, 1 to 6; deeper ones follow, never below 6.
    public static func html(_ text: String, topHeading: Int = 1) -> String {
        guard text.utf8.count <= maximumLength, let document = MarkdownDocument(text) else { return unmarked(text) }
        document.makeSafe(topHeading: min(max(topHeading, 1), 6))
        return document.html()
    }

    /// The words without marks: paragraphs, headings and items on lines of their own, code as written.
    public static func plainText(_ text: String) -> String {
        guard text.utf8.count <= maximumLength, let document = MarkdownDocument(text) else { return text }
        return document.plainText()
    }

    /// One paragraph with everything escaped that means something in HTML.
    private static func unmarked(_ text: String) -> String {
        var html = "<p>"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "\0": html += "\u{FFFD}"
            default: html.unicodeScalars.append(scalar)
            }
        }
        return html + "</p>\n"
    }
}
