/// The name that a browser gives an uploaded file.
public enum FormFilename {
    /// The last component of the name, without control characters and without the invisible marks that turn text
    /// direction (they make `talk\u{202E}fdp.exe` look like a PDF). Empty for `.`, `..` and names of nothing else.
    ///
    /// Both separators count, since some browsers sent whole Windows paths. The result is for people to read and for
    /// matching; where a file is stored must not depend on it.
    public static func reduced(_ name: String) -> String {
        let scalars = name.unicodeScalars
        let start = scalars.lastIndex { $0 == "/" || $0 == "\\" }.map { scalars.index(after: $0) }
        let component = scalars[(start ?? scalars.startIndex)...]
        return trimmed(String(String.UnicodeScalarView(component.filter { !isInvisible($0) })))
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex
        let trimmed = String(start[..<end])
        return trimmed == "." || trimmed == ".." ? "" : trimmed
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default:
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }
}
