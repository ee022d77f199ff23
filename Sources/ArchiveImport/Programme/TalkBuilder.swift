internal import Foundation
internal import TalkArchive

/// Makes talks of drafts: follows their links, writes their text as Markdown, tells what was unclear.
struct TalkBuilder {
    let file: String
    let addresses: Addresses
    let limits: ImportLimits

    func talk(_ draft: TalkDraft) -> ImportedTalk {
        var talk = ImportedTalk(title: draft.title, file: file, line: draft.line)
        talk.shortenTitle(limits)
        talk.speakers = draft.names
        talk.date = draft.date
        if draft.names.isEmpty, draft.isForAll || SessionWords.isDiscussion(draft.title) {
            talk.kind = .discussion
        } else if draft.names.isEmpty {
            talk.note(
                "no-speakers", "No speakers were found.", "Write them into talk.md, or 'kind: discussion' for everyone."
            )
        }
        var unresolved: [String] = []
        for reference in draft.references { add(reference, to: &talk, unresolved: &unresolved) }
        if talk.slides == nil, talk.slidesFile == nil, draft.mentionsSlides,
            !talk.links.contains(where: { $0.title == "Slides" }), unresolved.isEmpty
        {
            talk.note(
                "slides-without-link", "Slides are named, but without a link.",
                "Save the page as HTML, or add original_slides.")
        }
        if !draft.affiliations.isEmpty {
            let list = draft.affiliations.map { "'\($0)'" }.joined(separator: ", ")
            talk.note(
                "affiliation", "Taken as an affiliation and left out: \(list.prefix(300)).",
                "If it is a part of a name, write it into speakers.")
        }
        let text = MarkdownText.text(of: draft.body) { href in
            if let url = addresses.url(href) { return url.absoluteString }
            if href.lowercased().hasPrefix("mailto:"), !href.contains(where: \.isWhitespace) { return href }
            if Addresses.isRelative(href) { unresolved.append(href) }
            return nil
        }
        if !unresolved.isEmpty { noteRelative(unresolved, in: &talk) }
        talk.setText([talk.text, text].filter { !$0.isEmpty }.joined(separator: "\n\n"), limits)
        return talk
    }

    private func add(_ reference: HeadLine.Reference, to talk: inout ImportedTalk, unresolved: inout [String]) {
        let url = addresses.url(reference.href)
        let meaning = LinkWords.meaning(of: reference.text, url: url, address: reference.href)
        if meaning == .slides, let found = addresses.file(reference.href), talk.slidesFile == nil {
            talk.slidesFile = found
        }
        guard let url else {
            if Addresses.isRelative(reference.href) {
                if talk.slidesFile == nil || meaning != .slides { unresolved.append(reference.href) }
            } else if !reference.href.lowercased().hasPrefix("mailto:") {
                talk.note(
                    "no-web-address", "'\(reference.href.prefix(100))' is no address of the web.",
                    "Add the link by hand.")
            }
            return
        }
        // A link that is the title itself says nothing of where it leads.
        let text = reference.text == talk.title ? "Talk page" : reference.text
        talk.add(url, text: text, meaning: meaning, limits)
    }

    private func noteRelative(_ hrefs: [String], in talk: inout ImportedTalk) {
        let list =
            hrefs.prefix(3).map { "'\($0.prefix(100))'" }.joined(separator: ", ") + (hrefs.count > 3 ? ", …" : "")
        let isOne = hrefs.count == 1
        talk.note(
            "relative-link",
            "The link\(isOne ? "" : "s") \(list) \(isOne ? "is" : "are") relative, and nobody knows to what.",
            "Name the page's address with --page-url.")
    }
}

extension ImportedTalk {
    /// Keeps a title that people can read; a longer one begins the text.
    mutating func shortenTitle(_ limits: ImportLimits) {
        guard title.count > limits.titleLength else { return }
        let whole = title
        let start = title.prefix(limits.titleLength - 2)
        let cut = start.lastIndex(of: " ").map { start[..<$0] } ?? start
        title = String(cut).trimming(",;:–—-") + " …"
        text = MarkdownText.guarded(MarkdownText.escaped(whole))
        note(
            "long-title",
            "The title has \(whole.count) characters; it was shortened, and stands whole before the text.",
            "Write a short one into talk.md.")
    }

    mutating func setText(_ new: String, _ limits: ImportLimits) {
        text = CleanText.shortened(new, bytes: limits.textBytes)
        if text != new {
            note(
                "long-text", "The text has \(new.utf8.count) bytes; only the first \(text.utf8.count) were taken.",
                "Put the whole of it behind a link.")
        }
    }

    /// Adds a link as what it means. Slides that cannot be fetched as they are become a link of their own.
    mutating func add(_ url: URL, text: String, meaning: LinkWords.Meaning, _ limits: ImportLimits) {
        guard links.count < limits.links else { return }
        if url == slides || links.contains(where: { $0.url == url }) { return }
        switch meaning {
        case .slides where slides == nil && url.scheme?.lowercased() == "https" && LinkWords.isDownload(url):
            slides = url
        case .slides:
            let name = LinkWords.isLabel(text) || text.isEmpty ? "Slides" : text
            links.append(Link(title: name, url: url, kind: .website))
            if slides == nil, LinkWords.isDownload(url) {
                note(
                    "slides-not-https", "The slides' address is not https, so it is kept as a link only.",
                    "If https works too, write it as original_slides.")
            }
        case .link(let kind):
            links.append(Link(title: Self.linkTitle(text, url: url, kind: kind), url: url, kind: kind))
        }
    }

    /// What a person reads: the link's own words, or what it is.
    private static func linkTitle(_ text: String, url: URL, kind: Link.Kind) -> String {
        let words = CleanText.line(text).trimming("[]")
        if !words.isEmpty, !words.hasPrefix("http"), words.count <= 200 {
            return words.prefix(1).uppercased() + words.dropFirst()
        }
        switch kind {
        case .video: return "Video"
        case .code, .project:
            let path = url.path(percentEncoded: false).trimming("/")
            return path.isEmpty || path.count > 60 ? "Code" : path
        case .coverage: return "Coverage"
        case .website: return url.host() ?? "Website"
        }
    }
}
