/// The text of addresses as they are printed: where one begins, where it ends, and which address it stands for.
enum AddressText {
    /// Sites whose addresses are printed without `https://`; below any other host the path must follow, and its name must
    /// end in one of ``endings``.
    private static let endings: Set<String> = [
        "com", "org", "net", "edu", "gov", "io", "dev", "info", "ch", "de", "eu", "fr", "uk", "jp", "cn", "kr", "in",
        "it",
        "nl", "se", "no", "dk", "fi", "pl", "cz", "at", "be", "es", "pt", "ru", "br", "ca", "au", "nz", "us", "me",
        "link",
        "page", "app", "tech", "cloud", "blog", "wiki",
    ]

    /// Where an address begins in a word; nil when there is none.
    static func start(in word: ArraySlice<UInt8>) -> Int? {
        guard word.count > 3,
            word.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") })
        else { return nil }
        if let start = scheme(in: word) { return start }
        // Signs before it, such as a parenthesis.
        guard let start = word.firstIndex(where: { $0 < 0x80 && ASCII.isAlphanumeric($0) }) else { return nil }
        let text = word[start...]
        if hasPrefix(text, "www.") || hasPrefix(text, "doi:") || hasPrefix(text, "arxiv:") { return start }
        return isBare(text) ? start : nil
    }

    /// Whether a word is `host.org/path`.
    private static func isBare(_ text: ArraySlice<UInt8>) -> Bool {
        guard let slash = text.firstIndex(of: UInt8(ascii: "/")), slash + 1 < text.endIndex,
            ASCII.isAlphanumeric(text[slash + 1]) || text[slash + 1] >= 0x7E
        else { return false }
        let host = text[..<slash]
        guard let dot = host.lastIndex(of: UInt8(ascii: ".")), dot > host.startIndex,
            host.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
        else { return false }
        return endings.contains(String(decoding: host[(dot + 1)...], as: UTF8.self).lowercased())
    }

    /// Whether the first word of the next line belongs to an address at the end of a line.
    static func goesOn(_ text: ArraySlice<UInt8>, with next: ArraySlice<UInt8>, isWholeLine: Bool) -> Bool {
        guard let last = text.last, let first = next.first, first < 0x80, scheme(in: next) == nil,
            text.contains(UInt8(ascii: "/")), last == UInt8(ascii: "-") || !isBare(next), !hasPrefix(next, "www.")
        else { return false }
        switch first {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "#"),
            UInt8(ascii: "%"), UInt8(ascii: "_"):
            return next.count > 1
        default: break
        }
        guard ASCII.isAlphanumeric(first) else { return false }
        switch last {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "?"),
            UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "~"):
            return true
        case UInt8(ascii: "/"), UInt8(ascii: "."):
            let isPath = next.dropLast().contains { byte in
                byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: ".") || byte &- 48 < 10
            }
            return isPath || isWholeLine && last == UInt8(ascii: "/")
        default: return false
        }
    }

    /// The addresses in a text that begins with one; several only where no space sets them apart.
    static func addresses(in text: ArraySlice<UInt8>) -> [String] {
        var addresses: [String] = []
        var rest = text
        while let first = rest.first, first < 0x80 {
            // Another address begins behind this one, unless it is part of its path, as in archives of the web.
            var end = rest.endIndex
            if let next = scheme(in: rest.dropFirst()),
                ![UInt8(ascii: "/"), UInt8(ascii: "=")].contains(rest[next - 1])
            {
                end = next
            }
            if let address = address(of: rest[..<end]) { addresses.append(address) }
            rest = rest[end...]
        }
        return addresses
    }

    private static func address(of text: ArraySlice<UInt8>) -> String? {
        var text = String(decoding: text, as: UTF8.self)[...]
        if let end = text.firstIndex(where: isForeign) { text = text[..<end] }
        text = trimmed(text)
        // Set in capitals by its style alone.
        if !text.contains(where: \.isLowercase) { text = text.lowercased()[...] }
        let lower = text.lowercased()
        if lower.hasPrefix("doi:") {
            let number = trimmed(text.dropFirst(4))
            return number.hasPrefix("10.") && number.contains("/") ? "https://doi.org/\(number)" : nil
        }
        if lower.hasPrefix("arxiv:") {
            let number = text.dropFirst(6)
            return number.first?.isNumber == true || number.contains("/") ? "https://arxiv.org/abs/\(number)" : nil
        }
        let hasScheme = lower.hasPrefix("http://") || lower.hasPrefix("https://")
        let rest = hasScheme ? text[text.index(text.startIndex, offsetBy: lower.hasPrefix("https") ? 8 : 7)...] : text
        let host = rest.prefix { !"/?#:".contains($0) }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1,
            labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } }),
            let ending = labels.last, ending.count > 1 || labels.allSatisfy({ Int($0) != nil })
        else { return nil }
        return hasScheme ? String(text) : "https://\(text)"
    }

    /// Quotes, brackets of other scripts, and all that is never in an address as people print it.
    private static func isForeign(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return true }
        return scalar.value <= 0x20 || scalar.value >= 0x2000 || "\"<>|\\^`{}«»¬".contains(character)
    }

    /// Without the signs of the sentence around it.
    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let last = text.last {
            if ".,;:!?'*…".contains(last) {
                text.removeLast()
            } else if let opening = [")": "(", "]": "["][String(last)],
                text.count(where: { String($0) == opening }) < text.count(where: { $0 == last })
            {
                text.removeLast()
            } else {
                break
            }
        }
        return text
    }

    /// By which the same address is told, however it is written: without scheme, `www.` and a slash at the end.
    static func key(_ address: String) -> String {
        var rest = address[...]
        for scheme in ["https://", "http://"] where rest.lowercased().hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
        }
        if rest.lowercased().hasPrefix("www.") { rest = rest.dropFirst(4) }
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        let host = rest.prefix { $0 != "/" }
        return host.lowercased() + rest[host.endIndex...]
    }

    /// Where `http://` or `https://` begins.
    private static func scheme(in text: ArraySlice<UInt8>) -> Int? {
        guard text.count > 8 else { return nil }
        for index in text.indices.dropLast(8) where text[index] | 0x20 == UInt8(ascii: "h") {
            if hasPrefix(text[index...], "http://") || hasPrefix(text[index...], "https://") { return index }
        }
        return nil
    }

    /// - Parameter prefix: in lower case.
    private static func hasPrefix(_ text: ArraySlice<UInt8>, _ prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { prefix in
            text.count >= prefix.count
                && zip(text, prefix).allSatisfy { $0 == $1 || ASCII.isLetter($0) && $0 | 0x20 == $1 }
        }
    }
}
