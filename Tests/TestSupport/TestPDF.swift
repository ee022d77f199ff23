public import Foundation
internal import TalkArchive

/// A small honest PDF, written byte by byte: pages of lines in Helvetica, and links.
public struct TestPDF: Sendable {
    /// One page.
    public struct Page: Sendable {
        /// Lines of ASCII text, from the top.
        public var lines: [String]
        /// Addresses of link annotations.
        public var links: [String]

        public init(_ lines: [String], links: [String] = []) {
            self.lines = lines
            self.links = links
        }
    }

    public var pages: [Page]

    public init(_ pages: [Page]) {
        self.pages = pages
    }

    /// Pages of lines without links.
    public init(_ pages: [[String]]) {
        self.init(pages.map { Page($0) })
    }

    /// The file.
    public var data: Data { Self.file(of: objects) }

    /// A file that is just this PDF and no other: its bytes' hash, as addresses spell it.
    public var hash: String { Self.hash(of: data) }

    public static func hash(of data: Data) -> String { ContentHash(of: data).description }

    private var objects: [String] {
        let kids = pages.indices.map { "\(4 + $0 * 2) 0 R" }.joined(separator: " ")
        return [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
            + pages.enumerated().flatMap { number, page in
                [Self.page(page, content: 5 + number * 2), Self.stream(Self.content(page))]
            }
    }

    private static func page(_ page: Page, content: Int) -> String {
        let links = page.links.enumerated().map { number, address in
            "<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [40 \(20 + number * 20) 400 \(36 + number * 20)] "
                + "/A << /S /URI /URI (\(escaped(address))) >> >>"
        }
        return "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 720 405] /Resources << /Font << /F1 3 0 R >> >> "
            + "/Contents \(content) 0 R /Annots [\(links.joined(separator: " "))] >>"
    }

    private static func content(_ page: Page) -> String {
        let lines = page.lines.map { "(\(escaped($0))) Tj 0 -30 Td" }
        return "BT /F1 20 Tf 40 350 Td\n\(lines.joined(separator: "\n"))\nET"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)")
    }

    static func stream(_ content: String) -> String {
        "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"
    }

    /// Objects numbered from 1, the first being the catalogue, with their table.
    /// - Parameter trailer: further entries of the trailer.
    static func file(of objects: [String], trailer: String = "") -> Data {
        var text = "%PDF-1.7\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R \(trailer) >>\nstartxref\n\(start)\n%%EOF\n"
        return Data(text.utf8)
    }
}

extension TestPDF {
    /// A PDF that opens with a password nobody knows: its entries `O` and `U` belong to none.
    public static var encrypted: Data {
        var objects = TestPDF([["sealed"]]).objects
        let key = String(repeating: "4f", count: 32)
        objects.append("<< /Filter /Standard /V 1 /R 2 /P -4 /O <\(key)> /U <\(key)> >>")
        return file(of: objects, trailer: "/Encrypt \(objects.count) 0 R /ID [<01> <01>]")
    }

    /// A small file that says it has many pages: all the same one.
    public static func pageBomb(pages: Int) -> Data {
        let kids = Array(repeating: "3 0 R", count: pages).joined(separator: " ")
        return file(of: [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count \(pages) /Kids [\(kids)] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>",
        ])
    }

    /// A small file whose page draws a form ten times that draws another ten times, and so on: it is never done.
    public static var endless: Data {
        let depth = 12
        let forms = (0..<depth).map { level in
            let calls = level + 1 < depth ? String(repeating: "/X Do ", count: 10) : "BT /F1 9 Tf (x) Tj ET"
            let next = level + 1 < depth ? "/XObject << /X \(5 + level + 1) 0 R >>" : "/Font << /F1 4 0 R >>"
            return "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << \(next) >> "
                + "/Length \(calls.utf8.count) >>\nstream\n\(calls)\nendstream"
        }
        return file(
            of: [
                "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Resources << /XObject << /X 5 0 R >> >> "
                    + "/Contents \(5 + depth) 0 R >>",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            ] + forms + [stream("/X Do")])
    }

    /// The first bytes of a PDF, with no page in them.
    public static var truncated: Data { TestPDF([["cut off"]]).data.prefix(40) }

    /// A PDF with a comment at its end that makes it `byteCount` bytes long.
    public func padded(to byteCount: Int) -> Data {
        var data = data
        data.append(Data("%".utf8))
        if data.count < byteCount { data.append(Data(repeating: UInt8(ascii: "x"), count: byteCount - data.count)) }
        return data
    }
}
