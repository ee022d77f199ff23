internal import Foundation

/// The alphabet and length of every name that becomes part of an address.
///
/// A slug is 1 to 80 characters of `a–z`, `0–9` and single inner hyphens, so that it is the same in a URL, in a
/// file name on any file system and in a tag URI, and needs no escaping in any of them.
enum Slug {
    static let maximumLength = 80

    static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, bytes.count <= maximumLength else { return false }
        guard first != UInt8(ascii: "-"), last != UInt8(ascii: "-") else { return false }
        var previousIsHyphen = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                previousIsHyphen = false
            case UInt8(ascii: "-") where !previousIsHyphen:
                previousIsHyphen = true
            default:
                return false
            }
        }
        return true
    }

    /// The slug of a name as people write it: accents dropped, everything else than letters and digits a hyphen.
    /// A name without one Latin letter or digit gets the hexadecimal of its scalars, so that it still has an address.
    static func make(from name: String) -> String {
        var slug = ""
        for scalar in name.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            let value = scalar.value
            let isSlugCharacter = (0x61...0x7A).contains(value) || (0x30...0x39).contains(value)
            if isSlugCharacter {
                slug.unicodeScalars.append(scalar)
            } else if let latin = transliteration[scalar] {
                slug += latin
            } else if scalar != "'" && scalar != "’", !slug.isEmpty, slug.utf8.last != UInt8(ascii: "-") {
                slug += "-"
            }
            if slug.utf8.count >= maximumLength { break }
        }
        while slug.utf8.last == UInt8(ascii: "-") { slug.removeLast() }
        if slug.isEmpty {
            slug = name.unicodeScalars.prefix(10).map { String($0.value, radix: 16) }.joined(separator: "-")
        }
        return String(slug.prefix(maximumLength))
    }

    /// Letters that have no decomposition into a Latin letter and a mark.
    private static let transliteration: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    ]
}
