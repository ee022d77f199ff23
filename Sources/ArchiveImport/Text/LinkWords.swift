internal import Foundation
internal import TalkArchive

/// What a link of a programme leads to, by its words and its address.
enum LinkWords {
    enum Meaning: Equatable {
        case slides
        case link(Link.Kind)
    }

    private static let slides: Set = [
        "slides", "slide", "slideset", "slidedeck", "deck", "presentation", "pdf", "folien", "diapositivas", "diapos",
        "transparents", "pptx", "odp", "keynote",
    ]
    private static let videos: Set = [
        "video", "videos", "recording", "recordings", "youtube", "vimeo", "watch", "aufzeichnung", "stream", "vídeo",
        "peertube",
    ]
    private static let codes: Set = [
        "code", "source", "sources", "repo", "repository", "github", "gitlab", "demo", "git",
    ]
    private static let coverages: Set = ["lwn", "coverage", "article", "report"]
    private static let others: Set = [
        "paper", "audio", "notes", "minutes", "etherpad", "pad", "website", "site", "homepage", "link", "links", "more",
        "transcript", "poster", "abstract", "details", "materials", "material", "handout", "download", "blog",
        "project",
    ]
    private static let known = slides.union(videos).union(codes).union(coverages).union(others)
    private static let fillers: Set = [
        "the", "a", "of", "here", "as", "talk", "and", "file", "view", "my", "our", "on", "mb", "kb",
    ]

    /// The text is nothing but the name of such a link: `Slides`, `[PDF]`, `Watch the video`.
    static func isLabel(_ text: String) -> Bool {
        guard text.utf8.count <= 200 else { return false }
        let words = SessionWords.words(of: text)
        guard (1...4).contains(words.count) else { return false }
        return words.contains(where: known.contains)
            && words.allSatisfy { known.contains($0) || fillers.contains($0) || Int($0) != nil }
    }

    /// - Parameter isAlone: the link stands in a line of links, so that an address alone tells enough.
    static func meaning(of text: String, url: URL?, address: String) -> Meaning {
        let words = Set(SessionWords.words(of: text))
        let host = url?.host()?.lowercased() ?? ""
        let path = (address.split(whereSeparator: { "?#".contains($0) }).first.map(String.init) ?? "").lowercased()
        let isShort = words.count <= 4
        if isShort, !words.isDisjoint(with: slides) { return .slides }
        if isVideo(host) || (isShort && !words.isDisjoint(with: videos)) { return .link(.video) }
        if path.hasSuffix(".pdf"), !words.contains("paper"), !words.contains("poster") { return .slides }
        if ["lwn.net", "phoronix.com", "www.phoronix.com"].contains(host)
            || (isShort && !words.isDisjoint(with: coverages))
        {
            return .link(.coverage)
        }
        let forges = [
            "github.com", "gitlab.com", "codeberg.org", "git.kernel.org", "git.sr.ht", "gitlab.freedesktop.org",
        ]
        if forges.contains(host) || (isShort && !words.isDisjoint(with: codes)) { return .link(.code) }
        return .link(.website)
    }

    static func isVideo(_ host: String) -> Bool {
        let hosts = [
            "youtube.com", "youtu.be", "vimeo.com", "media.ccc.de", "peertube.tv", "video.fosdem.org", "twitch.tv",
        ]
        return hosts.contains { host == $0 || host.hasSuffix("." + $0) } || host.hasPrefix("peertube.")
            || host.hasPrefix("video.")
    }

    /// Can be downloaded as a PDF, as far as the address tells: no viewer's page, and no other kind of file.
    static func isDownload(_ url: URL) -> Bool {
        let viewers = [
            "speakerdeck.com", "slideshare.net", "docs.google.com", "drive.google.com", "slides.com", "prezi.com",
            "youtube.com", "youtu.be", "github.io", "hackmd.io", "canva.com",
        ]
        let host = url.host()?.lowercased() ?? ""
        let path = url.path(percentEncoded: false).lowercased()
        if path.hasSuffix(".pdf") { return true }
        if viewers.contains(where: { host == $0 || host.hasSuffix("." + $0) }) { return false }
        let endings = [
            ".html", ".htm", ".pptx", ".ppt", ".odp", ".key", ".zip", ".tar.gz", ".md", "/", ".mp4", ".svg", ".txt",
        ]
        return !endings.contains(where: path.hasSuffix) && !path.isEmpty
    }
}
