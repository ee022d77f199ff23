internal import Foundation
internal import TalkArchive

/// Reads an event in the form of the pyvideo collection: `category.json`, and a file for each talk in `videos`.
struct PyVideoReader {
    let folder: URL
    let limits: ImportLimits

    /// What `category.json` may hold. All may be missing or null.
    private struct Category: Decodable {
        var title: String?
        var description: String?
        var start_date: String?
        var end_date: String?
        var url: String?
    }

    /// What a talk's file may hold.
    private struct Video: Decodable {
        var title: String?
        var speakers: [String]?
        var recorded: String?
        var summary: String?
        var description: String?
        var tags: [String]?
        var videos: [Source]?
        var related_urls: [Related]?

        struct Source: Decodable {
            var type: String?
            var url: String?
        }
    }

    /// An address, or an address with its words.
    private struct Related: Decodable {
        var url: String
        var label: String?

        private enum Key: CodingKey { case url, label }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                url = text
                return
            }
            let values = try decoder.container(keyedBy: Key.self)
            url = try values.decode(String.self, forKey: .url)
            label = try values.decodeIfPresent(String.self, forKey: .label)
        }
    }

    func reading() throws(ImportError) -> ImportReading {
        var reading = ImportReading(form: .pyvideo)
        readCategory(into: &reading)
        var talks: [(talk: ImportedTalk, related: [Related])] = []
        for name in try names() {
            guard talks.count < limits.talks else { throw .tooManyTalks(limit: limits.talks) }
            let file = "videos/\(name)"
            guard let video: Video = decoded(file, problems: &reading.problems) else { continue }
            guard let title = video.title.map(CleanText.line), !title.isEmpty else {
                reading.problems.append(
                    problem("no-title", file, "The talk has no title.", "Write one, and import again."))
                continue
            }
            talks.append((talk(video, title: title, file: file), video.related_urls ?? []))
        }
        // The collection keeps no order of its own: by day, then by name, which is how it lists them.
        talks.sort {
            ($0.talk.date?.description ?? "9", $0.talk.file) < ($1.talk.date?.description ?? "9", $1.talk.file)
        }
        let common = common(talks.map(\.related))
        for url in common {
            reading.edition.links.append(Link(title: Self.title(of: url), url: url, kind: Self.kind(of: url)))
        }
        reading.talks = talks.map { talk, related in
            var talk = talk
            for link in related { add(link, to: &talk, but: common) }
            return talk
        }
        return reading
    }

    private func readCategory(into reading: inout ImportReading) {
        guard let category: Category = decoded("category.json", problems: &reading.problems) else { return }
        let name = CleanText.line(category.title ?? "")
        if !name.isEmpty { reading.edition.name = name }
        if let starts = category.start_date.flatMap(CalendarDate.init) {
            let ends = category.end_date.flatMap(CalendarDate.init) ?? starts
            reading.edition.days = starts...max(starts, ends)
        }
        reading.edition.about = CleanText.shortened(markdown(category.description ?? ""), bytes: limits.textBytes)
        if let url = category.url.flatMap(Addresses.absolute) {
            reading.edition.links.append(Link(title: "Website", url: url, kind: .website))
        }
    }

    private func talk(_ video: Video, title: String, file: String) -> ImportedTalk {
        var talk = ImportedTalk(title: title, file: file, line: nil)
        talk.shortenTitle(limits)
        let unknown: Set = ["", "unknown", "various speakers", "various"]
        talk.speakers = (video.speakers ?? []).map(CleanText.line).filter { !unknown.contains($0.lowercased()) }
        talk.speakers = Array(talk.speakers.prefix(limits.speakers))
        talk.date = video.recorded.flatMap { CalendarDate(String($0.prefix(10))) }
        if talk.speakers.isEmpty {
            if SessionWords.isDiscussion(title) {
                talk.kind = .discussion
            } else {
                talk.note(
                    "no-speakers", "No speakers are named.",
                    "Write them into talk.md, or 'kind: discussion' for everyone.")
            }
        }
        talk.tags = (video.tags ?? []).compactMap { Tag(subject: $0) }
        for source in video.videos ?? [] {
            guard let url = source.url.flatMap(Addresses.absolute) else { continue }
            talk.add(
                url, text: source.type == "youtube" || source.type == nil ? "Video" : "Video (\(source.type ?? ""))",
                meaning: .link(.video), limits)
        }
        let summary = markdown(video.summary ?? "")
        let description = Self.withoutSpeakers(markdown(video.description ?? ""), named: talk.speakers)
        let parts = description.hasPrefix(summary) ? [talk.text, description] : [talk.text, summary, description]
        talk.setText(parts.filter { !$0.isEmpty }.joined(separator: "\n\n"), limits)
        return talk
    }

    /// Many descriptions begin with a line that names the speakers once more.
    private static func withoutSpeakers(_ text: String, named speakers: [String]) -> String {
        guard let end = text.firstIndex(of: "\n"), let line = NameLine(String(text[..<end])), line.hasLabel,
            Set(line.names) == Set(speakers), line.affiliations.isEmpty
        else { return text }
        return CleanText.block(String(text[end...]))
    }

    private func markdown(_ text: String) -> String {
        MarkupText.markdown(text) { Addresses.absolute($0)?.absoluteString }
    }

    private func add(_ link: Related, to talk: inout ImportedTalk, but common: [URL]) {
        let words = CleanText.line(link.label ?? "")
        let text = CleanText.line(link.url)
        guard let url = Addresses.absolute(text), !text.hasSuffix("...") else {
            talk.note(
                "no-web-address", "'\(text.prefix(100))' is no whole address.", "Look it up, and add it to links.")
            return
        }
        if common.contains(url) { return }
        let host = url.host()?.lowercased() ?? ""
        let isViewer = ["speakerdeck.com", "www.slideshare.net", "slideshare.net"].contains(host)
        let meaning: LinkWords.Meaning = isViewer ? .slides : LinkWords.meaning(of: words, url: url, address: text)
        talk.add(url, text: words, meaning: meaning, limits)
    }

    /// Addresses that most talks have are the event's, not the talks'.
    private func common(_ lists: [[Related]]) -> [URL] {
        guard lists.count >= 4 else { return [] }
        var counts: [URL: Int] = [:]
        for list in lists {
            for url in Set(list.compactMap { Addresses.absolute($0.url) }) { counts[url, default: 0] += 1 }
        }
        return counts.filter { 2 * $0.value > lists.count }.keys.sorted { $0.absoluteString < $1.absoluteString }
    }

    private static func kind(of url: URL) -> Link.Kind {
        if case .link(let kind) = LinkWords.meaning(of: "", url: url, address: "") { kind } else { .website }
    }

    private static func title(of url: URL) -> String {
        let path = url.path(percentEncoded: false).trimming("/")
        return path.isEmpty ? url.host() ?? "Website" : "\(url.host() ?? "") \(path.prefix(60))"
    }

    private func names() throws(ImportError) -> [String] {
        let place = folder.appending(path: "videos", directoryHint: .isDirectory)
        let found: [String]
        do {
            found = try FileManager.default.contentsOfDirectory(atPath: place.path(percentEncoded: false))
        } catch {
            throw .unreadable(path: "videos", reason: "there is no such folder beside category.json")
        }
        guard found.count <= limits.filesInFolder else {
            throw .tooManyFiles(path: "videos", limit: limits.filesInFolder)
        }
        return found.filter { $0.lowercased().hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
    }

    private func decoded<Value: Decodable>(_ name: String, problems: inout [Diagnostic]) -> Value? {
        do {
            let data = try SourceFile.bytes(of: folder.appending(path: name), named: name, limits: limits)
            return try JSONDecoder().decode(Value.self, from: data)
        } catch let error as ImportError {
            problems.append(problem("unreadable", name, error.description, "The other files were read."))
        } catch let error as DecodingError {
            problems.append(problem("bad-json", name, Self.told(error), "Mend the file; the others were read."))
        } catch {
            problems.append(problem("bad-json", name, "The file is no JSON.", "Mend the file; the others were read."))
        }
        return nil
    }

    private static func told(_ error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context):
            let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
            return "'\(path.isEmpty ? "the file" : path)' is not what belongs there."
        case .dataCorrupted(let context):
            let reason = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
            return "The file is no JSON: \(reason ?? context.debugDescription)"
        @unknown default: return "The file is no JSON."
        }
    }

    private func problem(_ identifier: String, _ file: String, _ summary: String, _ solution: String) -> Diagnostic {
        Diagnostic(.warning, identifier, file: file, summary: summary, solution: solution)
    }
}
