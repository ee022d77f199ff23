/// Finds the links in a page of ours, and writes the page with others in their places.
///
/// It knows the markup that our templates make, not all of HTML: `<` in a text and `"` in a value are escaped, and
/// values stand in double quotes.
struct PageLinks {
    /// Gives what a link says instead; nil leaves it as it is.
    /// - Parameters:
    ///   - path: what stands before a `?` or `#`.
    ///   - rest: the others, as they are escaped in the page.
    typealias Replacement = (_ path: String, _ rest: String) -> String?

    private static let attributes: Set<String> = ["href", "src", "action", "data-prefetch"]
    /// Elements whose content is no markup.
    private static let rawElements: Set<String> = ["script", "style"]

    private let html: [UInt8]
    private let replace: Replacement
    private var position = 0
    private var output: [UInt8] = []
    /// How much of the page is in the output.
    private var copied = 0

    static func rewritten(_ html: [UInt8], replace: Replacement) -> [UInt8] {
        withoutActuallyEscaping(replace) { replace in
            var links = PageLinks(html: html, replace: replace)
            return links.run()
        }
    }

    private init(html: [UInt8], replace: @escaping Replacement) {
        self.html = html
        self.replace = replace
    }

    private mutating func run() -> [UInt8] {
        output.reserveCapacity(html.count)
        while let start = html[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = start + 1
            let name = word()
            readAttributes()
            if Self.rawElements.contains(name) {
                position = html[position...].firstRange(of: Array("</\(name)".utf8))?.lowerBound ?? html.count
            }
        }
        output += html[copied...]
        return output
    }

    /// To the end of the tag.
    private mutating func readAttributes() {
        while position < html.count, html[position] != UInt8(ascii: ">") {
            let name = word()
            if name.isEmpty {
                position += 1
                continue
            }
            guard position + 1 < html.count, html[position] == UInt8(ascii: "="),
                html[position + 1] == UInt8(ascii: "\"")
            else { continue }
            let start = position + 2
            let end = html[start...].firstIndex(of: UInt8(ascii: "\"")) ?? html.count
            if Self.attributes.contains(name) { read(start..<end) }
            position = min(html.count, end + 1)
        }
    }

    private mutating func read(_ value: Range<Int>) {
        let end = html[value].firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? value.upperBound
        let path = String(decoding: html[value.lowerBound..<end], as: UTF8.self)
        // Paths are percent-encoded and hold nothing that HTML escapes.
        guard !path.contains("&"),
            let other = replace(path, String(decoding: html[end..<value.upperBound], as: UTF8.self))
        else { return }
        output += html[copied..<value.lowerBound]
        output += Array(other.utf8)
        copied = value.upperBound
    }

    /// A name of lower-case letters, digits and hyphens, as our templates write elements and attributes.
    private mutating func word() -> String {
        let start = position
        while position < html.count, Self.isNamePart(html[position]) { position += 1 }
        return String(decoding: html[start..<position], as: UTF8.self)
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-")
    }
}
