/// Words by which a programme tells what a line of it is.
enum SessionWords {
    /// A break, a meal, a walk: part of a programme, and no talk.
    static func isBreak(_ title: String) -> Bool {
        let words = words(of: title)
        guard let first = words.first, words.count <= 8 else { return false }
        if words.contains(where: { ["lunch", "mittagspause", "almuerzo", "breakfast"].contains($0) }) {
            return words.count <= 5
        }
        if words.count <= 4, words.contains(where: Self.breaks.contains) { return true }
        let whole = words.joined(separator: " ")
        return ["group photo", "social event", "social dinner", "social evening", "end of day", "end", "adjourn"]
            .contains(whole)
            || (first == "welcome" && words.contains("coffee"))
    }

    /// A session of everyone.
    static func isDiscussion(_ title: String) -> Bool {
        let words = words(of: title)
        guard words.count <= 14 else { return false }
        return words.contains(where: Self.signs.contains)
    }

    /// A heading of a page that is about something else than talks.
    static func isOtherSection(_ title: String) -> Bool {
        let words = words(of: title)
        guard (1...6).contains(words.count) else { return false }
        // `Lightning talks` and `Media drivers` are talks; `Program committee` and `Sponsors 2023` are not.
        let isSection = words.contains(where: Self.sections.contains)
        if isSection, words.allSatisfy({ Self.sections.contains($0) || Self.others.contains($0) || Int($0) != nil }) {
            return true
        }
        let starts = [
            "call for", "code of conduct", "previous edition", "past edition", "other edition", "previous year",
            "important date", "program committee", "programme committee", "how to", "getting there",
            "table of contents",
            "mailing list", "next edition", "about the", "accepted talk", "accepted paper", "list of",
            "previous workshop",
        ]
        let whole = words.joined(separator: " ")
        return starts.contains(where: whole.hasPrefix)
    }

    private static let breaks: Set = [
        "break", "coffee", "tea", "dinner", "pause", "kaffeepause", "registration", "reception", "apero",
        "descanso",
        "cena", "checkin", "arrival", "departure", "doors",
    ]

    private static let signs: Set = [
        "discussion", "discussions", "panel", "bof", "bofs", "unconference", "hackathon", "hacking",
        "brainstorming",
        "roundtable", "debate", "breakout", "diskussion", "discusion", "opening", "closing", "welcome", "wrapup",
        "lightning", "q&a", "birds", "introductions", "retrospective",
    ]

    private static let sections: Set = [
        "about", "sponsors", "sponsor", "sponsorship", "gallery", "photos", "pictures", "venue", "location",
        "travel",
        "accommodation", "hotel", "hotels", "registration", "tickets", "contact", "contacts", "organizers",
        "organisers",
        "organizer", "organiser", "organization", "organisation", "committee", "committees", "attendees",
        "participants", "imprint", "impressum", "privacy", "navigation", "menu", "links", "news", "faq", "archive",
        "credits", "acknowledgements", "acknowledgments", "thanks", "supporters", "partners", "media", "coverage",
        "history", "program", "programme", "schedule", "agenda", "sessions", "talks", "timetable", "abstracts",
        "presentations", "speakers", "slides", "keynotes", "content", "contents", "home", "subscribe",
    ]

    private static let others: Set = [
        "our", "the", "your", "accepted", "invited", "gold", "silver", "bronze", "platinum", "past", "previous",
        "other",
        "conference", "workshop", "event", "local", "steering", "us", "me", "and",
    ]

    /// In lower case, without marks around and hyphens in them.
    static func words(of text: String) -> [String] {
        text.lowercased().prefix(400).split(whereSeparator: { $0.isWhitespace || "/–—|,:;()".contains($0) })
            .map { $0.filter { $0.isLetter || $0.isNumber || $0 == "&" } }.filter { !$0.isEmpty && $0 != "&" }
    }
}
