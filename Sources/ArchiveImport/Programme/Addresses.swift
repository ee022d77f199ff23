internal import Foundation

/// Finds out where the links of one source lead.
struct Addresses {
    /// What relative links are relative to; nil when nobody knows.
    var base: URL?
    /// The folder in which the saved page lies.
    var folder: URL?

    /// The whole address of a link of the web; nil for other links, and for relative ones without a base.
    func url(_ href: String) -> URL? {
        var text = Self.encoded(href)
        // What no browser takes for a scheme is a file's name with a colon (URL standard, scheme state).
        if !Self.hasScheme(text), text.prefix(while: { !"/?#".contains($0) }).contains(":") { text = "./" + text }
        guard !text.isEmpty, !text.hasPrefix("#"), let url = URL(string: text, relativeTo: base)?.absoluteURL else {
            return nil
        }
        return Self.isWeb(url) ? url : nil
    }

    /// An absolute address as people write it, with spaces or other letters in it.
    static func absolute(_ text: String) -> URL? {
        URL(string: encoded(text)).flatMap { isWeb($0) ? $0 : nil }
    }

    /// A link to a place of its own site, whose address has to be known to follow it.
    static func isRelative(_ href: String) -> Bool {
        let text = href.trimmingCharacters(in: .whitespaces)
        return !text.isEmpty && !text.hasPrefix("#") && !hasScheme(text)
    }

    private static func hasScheme(_ text: String) -> Bool {
        let start = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || "+-.".contains($0) }
        return start.first?.isLetter == true && text.dropFirst(start.count).first == ":"
    }

    /// The PDF that a relative link means and that lies beside the saved page, nowhere else.
    func file(_ href: String) -> URL? {
        guard let folder, Self.isRelative(href), !href.hasPrefix("//") else { return nil }
        let path = href.prefix { $0 != "#" && $0 != "?" }
        let names = [String(path), path.removingPercentEncoding ?? ""]
        for name in names where !name.isEmpty && !name.contains("\0") {
            let relative = name.drop { $0 == "/" }
            let file = folder.appending(path: String(relative), directoryHint: .notDirectory).resolvingSymlinksInPath()
            var root = folder.resolvingSymlinksInPath().path(percentEncoded: false)
            if !root.hasSuffix("/") { root += "/" }
            let place = file.path(percentEncoded: false)
            guard place.hasPrefix(root), !place.split(separator: "/").contains(".."), Self.isPDF(file) else { continue }
            return file
        }
        return nil
    }

    private static func isPDF(_ file: URL) -> Bool {
        let path = file.path(percentEncoded: false)
        // A pipe in the place of a file would be waited for without end.
        guard (try? FileManager.default.attributesOfItem(atPath: path)[.type]) as? FileAttributeType == .typeRegular,
            let handle = FileHandle(forReadingAtPath: path), let head = try? handle.read(upToCount: 1024)
        else { return false }
        return head.firstRange(of: Data("%PDF-".utf8)) != nil
    }

    private static func isWeb(_ url: URL) -> Bool {
        guard let scheme = url.scheme?.lowercased(), scheme == "https" || scheme == "http", let host = url.host(),
            !host.isEmpty, url.user() == nil, url.password() == nil
        else { return false }
        return !url.absoluteString.contains { $0.isWhitespace || "<>\"\\".contains($0) }
    }

    /// With what an address may not hold written in percents (RFC 3986, section 2.1); what is so already stays.
    private static func encoded(_ href: String) -> String {
        var result = ""
        let bytes = Array(href.trimmingCharacters(in: .whitespacesAndNewlines).utf8.prefix(4000))
        func isHex(_ index: Int) -> Bool {
            index < bytes.count && (48...57).contains(bytes[index])
                || index < bytes.count && (65...70).contains(bytes[index] & 0xDF)
        }
        for (index, byte) in bytes.enumerated() {
            let isBarePercent = byte == UInt8(ascii: "%") && !(isHex(index + 1) && isHex(index + 2))
            if byte <= 0x20 || byte >= 0x7F || isBarePercent || "<>\"\\^`{}|".utf8.contains(byte) {
                if byte == 0x0A || byte == 0x0D || byte == 0x09 { continue }
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count < 2 ? "0" : "") + digits
            } else {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return result
    }
}
