import ArchiveServer

/// A deck's report for a person at a terminal.
enum DeckReportText {
    private static let margin = 4

    static func lines(_ report: DeckReport) -> [String] {
        if let error = report.error {
            return item("\(Terminal.bold(report.deck)): refused", "!", error)
        }
        let time = report.seconds.map { ", \(seconds($0))" } ?? ", known already"
        var lines = ["\(Terminal.bold(report.deck)): \(report.extent)\(Terminal.dim(time))"]
        for warning in report.warnings { lines += item("!", warning) }
        for remark in report.remarks { lines += item("-", remark) }
        if report.bestWords.isEmpty {
            lines += item("!", "no word finds it by its slides")
        } else {
            lines += item(" ", "found best by: " + report.bestWords.joined(separator: ", "))
        }
        return lines
    }

    private static func item(_ heading: String, _ sign: String, _ text: String) -> [String] {
        [heading] + item(sign, text)
    }

    private static func item(_ sign: String, _ text: String) -> [String] {
        TextWrap.lines(text, after: "  \(sign)", column: margin)
    }

    private static func seconds(_ seconds: Double) -> String {
        let hundredths = Int((seconds * 100).rounded())
        let fraction = String(hundredths % 100)
        return "\(hundredths / 100).\(fraction.padded(to: 2, atStart: true).replacing(" ", with: "0")) s"
    }
}
