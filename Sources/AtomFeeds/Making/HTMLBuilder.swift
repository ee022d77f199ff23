/// HTML put together from pieces that are escaped as they come in.
///
/// Elements are written by the calls that know them, so that nobody's text can become markup.
struct HTMLBuilder {
    private var bytes: [UInt8] = []

    /// All that was added so far.
    var html: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds text of anyone's.
    mutating func text(_ text: String) { addEscaped(text) }

    /// Adds an element with what the closure adds inside.
    mutating func element(
        _ name: String, _ attributes: [(name: String, value: String)] = [], _ content: (inout HTMLBuilder) -> Void
    ) {
        startTag(name, attributes)
        content(&self)
        trusted("</")
        trusted(name)
        trusted(">")
    }

    /// Adds an element that holds only text.
    mutating func element(_ name: String, _ attributes: [(name: String, value: String)] = [], text: String) {
        element(name, attributes) { $0.text(text) }
    }

    /// Adds an element that has no content, such as `img`.
    mutating func void(_ name: String, _ attributes: [(name: String, value: String)]) { startTag(name, attributes) }

    /// Adds HTML that is known to be safe and whole.
    mutating func trusted(_ fragment: String) { bytes += fragment.utf8 }

    private mutating func startTag(_ name: String, _ attributes: [(name: String, value: String)]) {
        trusted("<")
        trusted(name)
        for (name, value) in attributes {
            trusted(" ")
            trusted(name)
            trusted("=\"")
            addEscaped(value)
            trusted("\"")
        }
        trusted(">")
    }

    /// Runs without special characters are taken whole, since most text is one.
    private mutating func addEscaped(_ text: String) {
        var text = text
        text.withUTF8 { all in
            var start = 0
            for (place, byte) in all.enumerated() {
                guard let reference = Self.reference(byte) else { continue }
                bytes += UnsafeBufferPointer(rebasing: all[start..<place])
                trusted(reference)
                start = place + 1
            }
            bytes += UnsafeBufferPointer(rebasing: all[start...])
        }
    }

    private static func reference(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }

    /// The text with the characters that HTML gives a meaning, in content or in a quoted attribute, as references.
    static func escaped(_ text: String) -> String {
        var builder = HTMLBuilder()
        builder.text(text)
        return builder.html
    }
}
