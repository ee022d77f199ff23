internal import Foundation
internal import LibXML
internal import TalkArchive

/// Reads the `schedule.xml` that conferences publish: first by Pentabarf, then by frab, today also by pretalx.
///
/// The elements are those of the form's usual schema (`schedule.xml.xsd` of the C3VOC's validator) and of the programs
/// that write it: `schedule/conference`, `schedule/day/room/event`.
struct ScheduleReader {
    let file: String
    var addresses: Addresses
    let limits: ImportLimits

    /// An event with what it is sorted by.
    private struct Event {
        var talk: ImportedTalk
        var day: Int
        /// Minutes since the day began, beyond midnight too.
        var start: Int
        var room: Int
    }

    mutating func reading(_ bytes: [UInt8]) throws(ImportError) -> ImportReading {
        let root: XMLTree.Element
        do throws(XMLError) {
            root = try XMLTree(parsing: bytes, limits: XMLLimits(bytes: limits.fileBytes)).root
        } catch {
            throw .malformed(path: file, reason: error.description)
        }
        var reading = ImportReading(form: .schedule)
        if let conference = root.first("conference") {
            reading.edition = Self.edition(conference)
            // The schema names it as the base of the addresses of media.
            if addresses.base == nil { addresses.base = conference.line("base_url").flatMap(Addresses.absolute) }
        }
        var events: [Event] = []
        for (day, element) in root.elements(named: "day").enumerated() {
            let date = element.attribute("date").flatMap(Self.date)
            for (room, inner) in element.elements(named: "room").enumerated() {
                for event in inner.elements(named: "event") {
                    guard events.count < limits.talks else { throw .tooManyTalks(limit: limits.talks) }
                    read(event, on: date, day: day, room: room, into: &events, reading: &reading)
                }
            }
        }
        events.sort { ($0.day, $0.start, $0.room) < ($1.day, $1.start, $1.room) }
        reading.talks = events.map(\.talk)
        return reading
    }

    private static func edition(_ conference: XMLTree.Element) -> ImportedEdition {
        var edition = ImportedEdition()
        edition.name = conference.line("title") ?? conference.line("acronym")
        if let starts = conference.line("start").flatMap(date) {
            let ends = conference.line("end").flatMap(date) ?? starts
            edition.days = starts...max(starts, ends)
        }
        let place = [conference.line("venue"), conference.line("city")].compactMap { $0 }
        if !place.isEmpty { edition.place = place.joined(separator: ", ") }
        if let url = conference.line("url").flatMap(Addresses.absolute) {
            edition.links.append(Link(title: "Programme", url: url, kind: .website))
        }
        return edition
    }

    /// The day of `2022-09-07` or `2022-09-07T10:00:00+02:00`, as it is written there.
    private static func date(_ text: String) -> CalendarDate? { CalendarDate(String(text.prefix(10))) }

    private func read(
        _ event: XMLTree.Element, on day: CalendarDate?, day number: Int, room: Int, into events: inout [Event],
        reading: inout ImportReading
    ) {
        let line = event.line > 0 ? event.line : nil
        guard let title = event.line("title") else {
            reading.problems.append(
                Diagnostic(
                    .warning, "no-title", file: file, line: line, summary: "The event has no title, and was left out.",
                    solution: "Write one into the file, and import it again."))
            return
        }
        let persons = (event.first("persons")?.elements(named: "person") ?? []).map { person in
            CleanText.line(person.attribute("name") ?? person.line("public_name") ?? person.text)
        }.filter { !$0.isEmpty }
        if persons.isEmpty, SessionWords.isBreak(title) {
            return reading.leftOut.append(.init(line: line, text: title, reason: "a break"))
        }
        var talk = ImportedTalk(title: title, file: file, line: line)
        talk.shortenTitle(limits)
        talk.speakers = Array(persons.prefix(limits.speakers))
        talk.date = event.line("date").flatMap(Self.date) ?? day
        talk.kind = Self.kind(event, title: title, speakers: persons)
        if persons.isEmpty, talk.kind == .talk {
            talk.note(
                "no-speakers", "No speakers are named.", "Write them into talk.md, or 'kind: discussion' for everyone.")
        }
        if let track = event.line("track"), let tag = Tag(subject: track) { talk.tags = [tag] }
        addLinks(of: event, to: &talk)
        let texts = [
            event.line("subtitle").map { "*\(MarkdownText.escaped($0))*" }, text(event, "abstract"),
            text(event, "description"),
        ]
        var parts = [talk.text]
        // Some programs write the abstract again at the beginning of the description.
        for text in texts.compactMap({ $0 }) where !text.isEmpty {
            if let last = parts.last, !last.isEmpty, text.hasPrefix(last) { parts.removeLast() }
            parts.append(text)
        }
        talk.setText(parts.filter { !$0.isEmpty }.joined(separator: "\n\n"), limits)
        let start = Self.minutes(event, day: day)
        events.append(Event(talk: talk, day: number, start: start, room: room))
    }

    /// When an event begins. What begins after midnight belongs to the day before, as its date or the small hour says.
    private static func minutes(_ event: XMLTree.Element, day: CalendarDate?) -> Int {
        let date = event.line("date") ?? ""
        let clock = event.line("start") ?? (date.count >= 16 ? String(date.dropFirst(11)) : "")
        let parts = clock.split(separator: ":").prefix(2).compactMap { Int($0) }
        guard parts.count == 2, (0..<48).contains(parts[0]), (0..<60).contains(parts[1]) else { return 0 }
        let isNextDay = day.flatMap { day in Self.date(date).map { $0 > day } } ?? (parts[0] < 4)
        return parts[0] * 60 + parts[1] + (isNextDay ? 24 * 60 : 0)
    }

    private static func kind(_ event: XMLTree.Element, title: String, speakers: [String]) -> Talk.Kind {
        let type = event.line("type")?.lowercased() ?? ""
        let isDiscussion = ["bof", "discussion", "meeting", "meetup", "panel"].contains { type.contains($0) }
        return isDiscussion || (speakers.isEmpty && SessionWords.isDiscussion(title)) ? .discussion : .talk
    }

    /// Descriptions are plain, Markdown or HTML, and nothing says which.
    private func text(_ event: XMLTree.Element, _ name: String) -> String? {
        guard let element = event.first(name) else { return nil }
        // HTML that was not escaped has become elements.
        if !element.elements.isEmpty { return MarkdownText.text(of: HTMLBlocks.blocks(of: element), address: address) }
        return MarkupText.markdown(element.text, address: address)
    }

    private func address(_ href: String) -> String? { addresses.url(href)?.absoluteString }

    private func addLinks(of event: XMLTree.Element, to talk: inout ImportedTalk) {
        let attachments = event.first("attachments")?.elements(named: "attachment") ?? []
        let links = event.first("links")?.elements(named: "link") ?? []
        let videos = ["video_download_url", "video_url"].compactMap { event.first($0) }
        for (element, isAttachment) in attachments.map({ ($0, true) }) + links.map({ ($0, false) })
            + videos.map({ ($0, false) })
        {
            let words = CleanText.line(element.text)
            let href = element.attribute("href") ?? words
            if href.isEmpty { continue }
            guard let url = addresses.url(href) else {
                talk.note(
                    "relative-link", "The link '\(href.prefix(100))' leads nowhere.",
                    "Name the page's address with --page-url.")
                continue
            }
            let isSlides = isAttachment && (element.attribute("type") ?? "").lowercased().contains("slide")
            let meaning = isSlides ? .slides : LinkWords.meaning(of: words, url: url, address: href)
            // A link to some PDF is no slides; an attachment is.
            let isOther = !isAttachment && meaning == .slides && !LinkWords.isLabel(words)
            talk.add(url, text: words, meaning: isOther ? .link(.website) : meaning, limits)
        }
        if let url = event.line("url").flatMap(addresses.url) {
            talk.add(url, text: "Programme", meaning: .link(.website), limits)
        }
    }
}

extension XMLTree.Element {
    /// The text of a child on one line; nil when there is none.
    fileprivate func line(_ name: String) -> String? {
        guard let child = first(name) else { return nil }
        let text = CleanText.line(child.text)
        return text.isEmpty ? nil : text
    }
}
