public import Foundation
internal import LibXML
internal import TalkArchive

/// What a workshop already has of an edition: a saved programme page, a `schedule.xml`, a pyvideo folder.
///
/// Its form is told by what is in it, never by a name.
public struct ImportSource: Sendable {
    /// The file or the folder.
    public let location: URL
    /// The address that a saved page had, which its relative links are relative to.
    public var pageURL: URL?
    /// The year of dates that are written without one.
    public var year: Int?
    public var limits = ImportLimits()

    public init(_ location: URL, pageURL: URL? = nil, year: Int? = nil) {
        self.location = location
        self.pageURL = pageURL
        self.year = year
    }

    /// The name under which problems are told.
    private var name: String { location.lastPathComponent }

    /// Reads it. Nothing is fetched and nothing is written.
    /// - Throws: `noTalks` when it can be read and has none, and whatever else makes it useless as a whole.
    public func read() throws(ImportError) -> ImportReading {
        let reading = try reading()
        guard !reading.talks.isEmpty else { throw .noTalks(path: name, form: reading.form) }
        return reading
    }

    private func reading() throws(ImportError) -> ImportReading {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: location.path(percentEncoded: false), isDirectory: &isFolder)
        else {
            throw .unreadable(path: name, reason: "there is no such file or folder")
        }
        if isFolder.boolValue { return try folderReading() }
        let bytes = try SourceFile.bytes(of: location, named: name, limits: limits)
        switch try Self.form(of: bytes, named: name) {
        case .schedule:
            var reader = ScheduleReader(file: name, addresses: Addresses(base: pageURL), limits: limits)
            return try reader.reading(Array(bytes))
        case .page: return try page(bytes)
        case .text: return try text(bytes)
        case .pyvideo: return try PyVideoReader(folder: location.deletingLastPathComponent(), limits: limits).reading()
        }
    }

    private func folderReading() throws(ImportError) -> ImportReading {
        let isEvent = ["category.json", "videos"].contains { name in
            FileManager.default.fileExists(atPath: location.appending(path: name).path(percentEncoded: false))
        }
        guard isEvent else { throw .unknownForm(path: name, found: "a folder without category.json and videos") }
        return try PyVideoReader(folder: location, limits: limits).reading()
    }

    /// The form of a file by its first characters and its root element.
    static func form(of bytes: Data, named name: String) throws(ImportError) -> ImportForm {
        if bytes.prefix(1024).firstRange(of: Data("%PDF-".utf8)) != nil {
            throw .unknownForm(path: name, found: "a PDF")
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            throw .unknownForm(path: name, found: "a ZIP or an office document")
        }
        let start = SourceFile.text(of: bytes.prefix(8192)).lowercased()
        if start.unicodeScalars.contains("\0") { throw .unknownForm(path: name, found: "no text") }
        let content = start.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if content.first == "{" {
            let isCategory = name == "category.json"
            guard isCategory else {
                throw .unknownForm(path: name, found: "a JSON file; name the folder with category.json instead")
            }
            return .pyvideo
        }
        if content.first == "<" {
            let element = rootName(content)
            if element == "schedule" { return .schedule }
            if content.hasPrefix("<?xml"), !["html", ""].contains(element) {
                throw .unknownForm(path: name, found: "XML with the root '\(element.prefix(40))'")
            }
            return .page
        }
        let tags = ["<html", "<body", "</p>", "</h1>", "</h2>", "</h3>", "</a>", "</li>", "</td>", "<p>", "<br"]
        return tags.contains(where: start.contains) ? .page : .text
    }

    /// The name of the first element, after declarations and comments.
    private static func rootName(_ text: Substring) -> Substring {
        var rest = text
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            if rest.hasPrefix("!--") {
                guard let end = rest.range(of: "-->") else { return "" }
                rest = rest[end.upperBound...]
            } else if rest.first == "?" || rest.first == "!" {
                guard let end = rest.firstIndex(of: ">") else { return "" }
                rest = rest[end...]
            } else {
                return rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == ":" }
            }
        }
        return ""
    }

    private func page(_ bytes: Data) throws(ImportError) -> ImportReading {
        let root: XMLTree.Element
        do throws(XMLError) {
            root = try XMLTree(htmlBytes: Array(bytes), limits: XMLLimits(bytes: limits.fileBytes)).root
        } catch {
            throw .malformed(path: name, reason: error.description)
        }
        let head = root.first("head")
        let title = head?.first("title").map { CleanText.line($0.text) }
        let base = pageURL ?? Self.address(of: head, bytes: bytes)
        let addresses = Addresses(base: base, folder: location.deletingLastPathComponent())
        let reader = ProgrammeReader(file: name, form: .page, addresses: addresses, year: year, limits: limits)
        return try reader.reading(HTMLBlocks.blocks(of: root), pageTitle: title)
    }

    /// The address that a page says it has: `base`, the canonical link, or the remark that browsers write when they save.
    private static func address(of head: XMLTree.Element?, bytes: Data) -> URL? {
        if let base = head?.first("base")?.attribute("href").flatMap(Addresses.absolute) { return base }
        let start = String(decoding: bytes.prefix(2048), as: UTF8.self)
        if let mark = start.range(of: "<!-- saved from url=("),
            let close = start[mark.upperBound...].firstIndex(of: ")")
        {
            let rest = start[start.index(after: close)...]
            let address = rest.prefix { !$0.isWhitespace && $0 != ">" }
            if let url = Addresses.absolute(String(address)) { return url }
        }
        let links = head?.elements(named: "link") ?? []
        let canonical = links.first { $0.attribute("rel")?.lowercased() == "canonical" }
        return canonical?.attribute("href").flatMap(Addresses.absolute)
    }

    private func text(_ bytes: Data) throws(ImportError) -> ImportReading {
        let addresses = Addresses(base: pageURL, folder: location.deletingLastPathComponent())
        let reader = ProgrammeReader(file: name, form: .text, addresses: addresses, year: year, limits: limits)
        return try reader.reading(TextBlocks.blocks(of: CleanText.block(SourceFile.text(of: bytes))), pageTitle: nil)
    }
}
