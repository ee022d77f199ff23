import Foundation

/// A small PDF built from its parts, sound or broken on purpose.
struct TestPDF {
    struct Page {
        var content: String
        var rotate = 0
        var width = 720
        var height = 540
        var annotations: [String] = []
    }

    var pages: [Page] = []
    var title: String?
    /// Further objects by number, from 1000 on; a page's resources name `/X0` to `/X9` as 1000 to 1009.
    var objects: [Int: String] = [:]
    /// Goes into the trailer.
    var trailer = ""
    var fontEncoding = ""
    /// Goes into the catalogue.
    var catalogue = ""
    /// Goes into each page.
    var pageEntries = ""
    /// Further entries of the pages' font dictionary, and the document information beside its title.
    var fonts = ""
    var information = ""
    /// Objects that are named and not there.
    var missing: Set<Int> = []

    /// One page for each text; its lines stand below each other.
    init(texts: [String] = []) {
        pages = texts.map { Page(content: Self.lines($0)) }
    }

    /// Content that writes lines of 24 points from the top left of a page 540 points high.
    static func lines(_ text: String, x: Int = 72, y: Int = 440) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let escaped = line.replacingOccurrences(of: "(", with: "\\(").replacingOccurrences(of: ")", with: "\\)")
            return "(\(escaped)) Tj T*"
        }
        return "BT /F1 24 Tf 28 TL \(x) \(y) Td \(lines.joined(separator: " ")) ET"
    }

    var data: Data {
        var all = objects
        let pageNumbers = pages.indices.map { 10 + $0 * 2 }
        all[1] = "<< /Type /Catalog /Pages 2 0 R \(catalogue) >>"
        let kids = pageNumbers.map { "\($0) 0 R" }.joined(separator: " ")
        all[2] = "<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>"
        all[3] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica \(fontEncoding) >>"
        let hasInformation = title != nil || !information.isEmpty
        if hasInformation { all[4] = "<< \(title.map { "/Title (\($0))" } ?? "") \(information) >>" }
        let forms = (0..<10).map { "/X\($0) \(1000 + $0) 0 R" }.joined(separator: " ")
        all[5] = "<< /Font << /F1 3 0 R \(fonts) >> /XObject << \(forms) >> >>"
        for (page, number) in zip(pages, pageNumbers) {
            all[number] =
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(page.width) \(page.height)] /Rotate \(page.rotate) "
                + "/Resources 5 0 R /Contents \(number + 1) 0 R /Annots [\(page.annotations.joined(separator: " "))] "
                + "\(pageEntries) >>"
            all[number + 1] = Self.stream(page.content)
        }
        for number in missing { all[number] = nil }
        var text = "%PDF-1.4\n"
        var offsets: [Int: Int] = [:]
        for (number, body) in all.sorted(by: { $0.key < $1.key }) {
            offsets[number] = text.utf8.count
            text += "\(number) 0 obj\n\(body)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 1\n0000000000 65535 f \n"
        for (number, offset) in offsets.sorted(by: { $0.key < $1.key }) {
            text += "\(number) 1\n" + String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n"
        }
        let info = hasInformation ? "/Info 4 0 R" : ""
        text += "trailer\n<< /Size \((all.keys.max() ?? 0) + 1) /Root 1 0 R \(info) \(trailer) >>\n"
        text += "startxref\n\(start)\n%%EOF\n"
        return Data(text.utf8)
    }

    static func stream(_ content: String, dictionary: String = "") -> String {
        "<< /Length \(content.utf8.count) \(dictionary) >>\nstream\n\(content)\nendstream"
    }
}

extension TestPDF {
    /// A PDF of a few kilobytes whose one page calls `leaf` ten thousand million times.
    static func endless(leaf: String) -> TestPDF {
        var pdf = TestPDF()
        pdf.pages = [Page(content: "/X0 Do")]
        let form = "/Type /XObject /Subtype /Form /BBox [0 0 720 540] /Resources 5 0 R"
        for level in 0..<9 {
            let calls = Array(repeating: "/X\(level + 1) Do", count: 13).joined(separator: " ")
            pdf.objects[1000 + level] = stream(calls, dictionary: form)
        }
        pdf.objects[1009] = stream(leaf, dictionary: form)
        return pdf
    }

    /// A PDF that says it is encrypted, with check values that no password answers to.
    static var encrypted: TestPDF {
        var pdf = TestPDF(texts: ["secret"])
        let garbage = String(repeating: "5A", count: 32)
        pdf.trailer =
            "/Encrypt << /Filter /Standard /V 1 /R 2 /O <\(garbage)> /U <\(garbage)> /P -44 >> "
            + "/ID [<\(garbage)> <\(garbage)>]"
        return pdf
    }
}
