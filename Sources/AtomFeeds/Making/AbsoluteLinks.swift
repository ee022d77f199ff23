import Foundation

/// Makes the relative links of rendered Markdown absolute, since readers resolve them in surprising ways or not at all.
enum AbsoluteLinks {
    /// The HTML with each `href` and `src` resolved against `page`, an absolute address.
    ///
    /// CommonMark's renderer writes attributes in double quotes and a quotation mark in text as a reference, so a
    /// quotation mark is always an attribute's, and an address ends at the next one.
    static func resolved(_ html: String, against page: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(html.utf8.count)
        var rest = Array(html.utf8)[...]
        while let open = rest.firstIndex(of: quotationMark) {
            result += rest[...open]
            rest = rest[(open + 1)...]
            let value = rest[..<(rest.firstIndex(of: quotationMark) ?? rest.endIndex)]
            if addressAttributes.contains(where: { result.dropLast().suffix($0.utf8.count).elementsEqual($0.utf8) }) {
                result += absolute(String(decoding: value, as: UTF8.self), against: page).utf8
            } else {
                result += value
            }
            result += rest[value.endIndex...].prefix(1)
            rest = rest[value.endIndex...].dropFirst()
        }
        return String(decoding: result + rest, as: UTF8.self)
    }

    private static let quotationMark = UInt8(ascii: "\"")
    private static let addressAttributes = [" href=", " src="]

    private static func absolute(_ value: String, against page: String) -> String {
        if value.hasPrefix("https://") || value.hasPrefix("http://") || value.hasPrefix("mailto:") { return value }
        // The references that the renderer writes in an address.
        let isPlain = !value.utf8.contains(UInt8(ascii: "&"))
        let address = isPlain ? value : value.replacing("&amp;", with: "&").replacing("&#x27;", with: "'")
        guard let base = URL(string: page), let url = URL(string: address, relativeTo: base), url.scheme != nil else {
            return value
        }
        return HTMLBuilder.escaped(url.absoluteString)
    }
}
