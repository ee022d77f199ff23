internal import FullTextIndex
internal import TalkArchive

/// The addresses on slides as they are indexed, so that each is found by its host, by its host with the beginning of its
/// path, and by any word of it.
enum LinkTexts {
    /// Longest address that is indexed, in characters, and most of them on one slide.
    static let maximumLength = 400
    static let maximumCount = 200
    /// Most parts of a path that are told apart.
    private static let maximumDepth = 8

    /// The text of the links that lead from a slide to the outside.
    static func indexed(_ slide: Slide) -> String {
        var seen: Set<String> = []
        return addresses(slide).compactMap { address in
            let text = indexed(address)
            return seen.insert(text).inserted ? text : nil
        }.joined(separator: "\n")
    }

    /// The addresses of a slide that a browser may follow.
    static func addresses(_ slide: Slide) -> [String] {
        slide.links.lazy.compactMap { link -> String? in
            guard case .url(let address) = link.target, address.count <= maximumLength else { return nil }
            let lower = address.lowercased()
            return ["http://", "https://", "mailto:"].contains(where: lower.hasPrefix) ? address : nil
        }.prefix(maximumCount).map(\.self)
    }

    /// The address in whose line most of the words stand.
    static func address(in text: IndexedText, at wordIndices: [Int]) -> String? {
        var counts: [Int: Int] = [:]
        let bytes = Array(text.text.utf8)
        for index in wordIndices where index < text.words.count {
            let line = bytes[..<text.words[index].lowerBound].count { $0 == UInt8(ascii: "\n") }
            counts[line, default: 0] += 1
        }
        guard let best = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })?.key else { return nil }
        let lines = text.text.split(separator: "\n")
        return lines.indices.contains(best) ? String(lines[best].prefix { $0 != " " }) : nil
    }

    /// An address, then its beginnings, then the parts of its path:
    /// `github.com/Rust-GCC/gccrs`, `github.com`, `github.com/Rust-GCC`, `Rust-GCC`, `gccrs`.
    private static func indexed(_ address: String) -> String {
        let bare = withoutScheme(address)
        let path = bare.prefix { $0 != "?" && $0 != "#" }
        let parts = path.split(separator: "/").prefix(maximumDepth)
        var texts = [String(bare)]
        for count in 1...max(1, parts.count) {
            let beginning = parts.prefix(count).joined(separator: "/")
            if beginning != bare { texts.append(beginning) }
        }
        if parts.count > 1 { texts += parts.dropFirst().map(String.init) }
        return texts.joined(separator: " ")
    }

    /// Without `https://`, `mailto:` and `www.`, which are much the same in all addresses.
    static func withoutScheme(_ address: String) -> Substring {
        var rest = address[...]
        for beginning in ["https://", "http://", "mailto:", "www."] where rest.lowercased().hasPrefix(beginning) {
            rest = rest.dropFirst(beginning.count)
        }
        return rest
    }
}

extension String {
    /// A query whose addresses are written as they are indexed: `link:https://www.example.org/a` asks for
    /// `link:example.org/a`.
    var withoutAddressSchemes: String {
        var result = ""
        var rest = self[...]
        var before: Character = " "
        while let first = rest.first {
            let beginsWord = " \"“”(:-".contains(before) || before.isWhitespace
            if beginsWord, first == "h" || first == "H" || first == "w" || first == "W" || first == "m",
                rest.prefix(8).lowercased().hasPrefix("http") || before == ":" || before == "\""
            {
                let word = rest.prefix { !$0.isWhitespace && $0 != "\"" }
                let bare = LinkTexts.withoutScheme(String(word))
                if bare.count < word.count, !bare.isEmpty {
                    result += bare
                    rest = rest.dropFirst(word.count)
                    before = result.last ?? " "
                    continue
                }
            }
            result.append(first)
            before = first
            rest = rest.dropFirst()
        }
        return result
    }
}
