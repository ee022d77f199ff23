extension DeckContent {
    /// What is remarkable about the file and takes nothing from readers, in sentences without a full stop.
    public var remarks: [String] {
        var remarks: [String] = []
        let folded = foldedPages
        if let first = folded.first {
            remarks.append(
                folded.count == 1
                    ? "page \(first) is a step of the slide after it; a search shows the last step"
                    : "\(folded.count) pages are steps of the slides after them; a search shows the last step")
        }
        let recognised = recognisedPages
        if !recognised.isEmpty {
            remarks.append(
                "the text of \(Self.pages(recognised)) was recognised in the picture and may have errors")
        }
        if findings.wasRepaired {
            remarks.append("the file is damaged and was mended; see whether all pages are there")
        }
        if findings.isEncrypted { remarks.append("the file is encrypted, but opens without a password") }
        if findings.hasJavaScript { remarks.append("the file has JavaScript inside; it is never run here") }
        if findings.hasLaunchActions {
            remarks.append("the file asks viewers to start programs; it is never done here")
        }
        if !findings.attachments.isEmpty {
            let names = findings.attachments.prefix(5).joined(separator: ", ")
            let more = findings.attachments.count > 5 ? " and \(findings.attachments.count - 5) more" : ""
            remarks.append("the file has files inside: \(names)\(more); they are not searched")
        }
        if findings.hasMedia {
            remarks.append("the file has sound, video or models inside, which pictures do not show")
        }
        return remarks
    }

    /// `page 3`, `pages 3 to 7`.
    static func pages(_ numbers: [Int]) -> String {
        "page\(numbers.count == 1 ? "" : "s") \(PageList.text(numbers))"
    }
}
