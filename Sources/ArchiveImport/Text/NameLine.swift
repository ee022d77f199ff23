internal import Foundation

/// A line that names speakers: `Ada Low and Bo Tide (Shore Labs)`.
///
/// Whether words are a name cannot be known, so this is a judgement by form: capitals, no digits, few words, nothing
/// that titles begin with. It is only ever asked of lines that stand where speakers stand.
struct NameLine: Equatable {
    var names: [String] = []
    /// What stood in parentheses or looked like an organisation.
    var affiliations: [String] = []
    /// The line says itself that it names speakers: `Speaker: …`, `by …`.
    var hasLabel = false

    /// Nil when the line does not look like names.
    init?(_ text: String) {
        guard text.utf8.count <= 1500 else { return nil }
        var line = CleanText.line(text)
        if let rest = Self.withoutLabel(line) {
            hasLabel = true
            line = rest
        }
        // A sentence: most of its words are small. Said first, because most lines of a page are sentences.
        let words = line.split(separator: " ")
        let small = words.count { $0.utf8.first.map { (97...122).contains($0) } == true }
        if !hasLabel, small >= 4, 2 * small > words.count { return nil }
        line = takeParentheses(line).trimming(",;:|·•–—-/")
        guard !line.isEmpty, line.count <= 600 else { return nil }
        let pieces = Self.pieces(line)
        var sawName = false
        for piece in pieces {
            for (index, part) in piece.enumerated() {
                if part.lowercased() == "al." || part.lowercased() == "et al." || part.lowercased() == "others" {
                    continue
                }
                let isSecond = index > 0
                if isSecond, Self.isOrganisation(part, after: sawName) {
                    affiliations.append(part)
                } else if Self.isName(part, words: hasLabel ? 1...6 : pieces.joined().count > 1 ? 1...5 : 2...5) {
                    names.append(part)
                    sawName = true
                } else if hasLabel, index == 0, part.count <= 60 {
                    names.append(part)
                    sawName = true
                } else if hasLabel
                    || (isSecond && sawName && pieces.count == 1 && part.count <= 60 && Self.isOfficial(part))
                {
                    affiliations.append(part)
                } else {
                    return nil
                }
            }
        }
        guard !names.isEmpty, hasLabel || names.contains(where: { $0.contains(" ") || !Self.isCased($0) }) else {
            return nil
        }
        var seen: Set<String> = []
        names = names.filter { seen.insert($0.lowercased()).inserted }
    }

    private static let labels = [
        "speakers", "speaker(s)", "speaker", "presenters", "presenter(s)", "presenter", "presented by", "authors",
        "author(s)", "author", "lead by", "led by", "moderators", "moderator", "moderated by", "with", "by", "from",
        "referent", "referentin", "ponente", "ponentes", "panelists", "panellists", "who", "chair", "host", "hosted by",
    ]

    /// What follows `Speaker:` or `by `; nil without such a word.
    static func withoutLabel(_ line: String) -> String? {
        let lower = line.lowercased()
        for label in labels where lower.hasPrefix(label) {
            let rest = line.dropFirst(label.count)
            guard let next = rest.first else { continue }
            if next == ":" || next == "：" { return String(rest.dropFirst()).trimming("") }
            if next == " ", rest.drop(while: \.isWhitespace).first == ":" {
                return String(rest.drop(while: \.isWhitespace).dropFirst()).trimming("")
            }
            let isVerb = label.hasSuffix("by")
            if isVerb, next.isWhitespace, let first = rest.drop(while: \.isWhitespace).first, !first.isLowercase {
                return String(rest).trimming("")
            }
        }
        return nil
    }

    /// Cuts `(…)` and `[…]` out and keeps them as affiliations.
    private mutating func takeParentheses(_ line: String) -> String {
        var outside = ""
        var inside = ""
        var depth = 0
        for character in line {
            switch character {
            case "(", "[", "（":
                depth += 1
                if depth > 1 { inside.append(character) }
            case ")", "]", "）":
                guard depth > 0 else { continue }
                depth -= 1
                if depth > 0 { inside.append(character) }
                if depth == 0 {
                    let text = inside.trimming(",;")
                    if !text.isEmpty { affiliations.append(text) }
                    inside = ""
                    outside += " "
                }
            default: if depth > 0 { inside.append(character) } else { outside.append(character) }
            }
        }
        if !inside.trimming("").isEmpty { affiliations.append(inside.trimming(",;")) }
        return CleanText.line(outside).replacingOccurrences(of: " ,", with: ",").replacingOccurrences(
            of: " ;", with: ";")
    }

    /// Persons, each cut at commas and dashes: the parts after the first may be organisations.
    private static func pieces(_ line: String) -> [[String]] {
        var text = " " + line + " "
        for word in [" and ", " & ", " und ", " et ", " sowie ", " + "] {
            text = text.replacingOccurrences(of: word, with: ";")
        }
        text = text.replacingOccurrences(of: ", ;", with: ";").replacingOccurrences(of: ",;", with: ";")
        for mark in [" — ", " – ", " - ", " @ "] { text = text.replacingOccurrences(of: mark, with: ",") }
        let persons = text.split(whereSeparator: { ";|·•、，/".contains($0) })
        return persons.map { person in
            person.split(separator: ",").map { String($0).trimming("*_") }.filter { !$0.isEmpty }
        }.filter { !$0.isEmpty }
    }

    private static let particles: Set = [
        "de", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den", "zu", "zur", "la", "le",
        "el", "al", "bin", "ibn", "ben", "y", "e", "ten", "ter", "af", "av", "’t", "'t", "st", "della",
    ]

    /// Words that titles have and names do not.
    private static let titleWords: Set = [
        "the", "a", "an", "how", "why", "what", "when", "where", "towards", "toward", "introduction", "introducing",
        "session", "sessions", "day", "keynote", "discussion", "abstract", "abstracts", "welcome", "overview",
        "workshop",
        "track", "room", "break", "lunch", "slides", "slide", "video", "program", "programme", "schedule", "sponsors",
        "gallery", "about", "opening", "closing", "panel", "talk", "talks", "status", "update", "writing", "using",
        "building", "understanding", "code", "time", "title", "speaker", "speakers", "links", "notes", "recording",
        "implementing", "making", "safe", "your", "our", "my", "is", "are", "in", "on", "for", "with", "to", "from",
        "of",
    ]

    /// Looks like the name of a person.
    static func isName(_ text: String, words allowed: ClosedRange<Int>) -> Bool {
        guard text.count <= 60, !text.contains(where: { $0.isNumber || "?!:\"“”<>=#$%^{}\\…".contains($0) }) else {
            return false
        }
        let words = text.split(separator: " ")
        guard let first = words.first, let last = words.last else { return false }
        if !isCased(text) {
            return text.count <= 24 && words.count <= 4 && text.unicodeScalars.contains { $0.properties.isAlphabetic }
        }
        guard allowed.contains(words.count), !last.hasSuffix(".") || last.count <= 4 else { return false }
        guard !DayNames.isDayOrMonth(first), !particles.contains(String(last)) || words.count == 1 else { return false }
        return words.allSatisfy { word in
            let lower = word.lowercased()
            if titleWords.contains(lower) { return false }
            if particles.contains(lower) { return true }
            guard let initial = word.first(where: { $0.isLetter }), !initial.isLowercase || lower.hasPrefix("d'") else {
                return false
            }
            return word.allSatisfy { $0.isLetter || ".-'’‐‑`*".contains($0) }
        }
    }

    private static func isCased(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.isLowercase || $0.properties.isUppercase }
    }

    private static let organisationWords: Set = [
        "university", "universität", "université", "universidad", "univ.", "institute", "institut", "inc", "inc.",
        "ltd",
        "ltd.", "llc", "gmbh", "ag", "corp", "corp.", "corporation", "labs", "lab", "laboratory", "laboratories",
        "foundation", "college", "school", "research", "technologies", "technology", "systems", "group", "center",
        "centre",
        "project", "software", "company", "consulting", "networks", "department", "dept.", "team", "academy", "hat",
        "digital", "zurich", "berkeley", "polytechnic", "inria", "mit", "eth", "epfl", "kth", "tu", "studios",
        "solutions",
    ]

    /// `Shore Labs`, or one word behind a name: `Ada Low, Google`.
    private static func isOrganisation(_ text: String, after sawName: Bool) -> Bool {
        let words = text.lowercased().split(separator: " ").map(String.init)
        if words.contains(where: organisationWords.contains) { return true }
        return sawName && words.count == 1
    }

    /// `Professor of Tides`, `CTO at Shore`.
    private static func isOfficial(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        return words.count <= 8 && text.first?.isLowercase == false
            && words.contains { ["of", "at", "for"].contains($0) }
    }
}

extension DayNames {
    static func isDayOrMonth(_ word: Substring) -> Bool {
        let folded = word.lowercased().trimming(".,:")
        return folded.count > 3 && folded != "april" && folded != "june" && folded != "august" && folded != "abril"
            && folded != "mars" && folded != "juno" && (month(String(word)) != nil || weekday(String(word)) != nil)
            && !["marz", "juni", "juli"].contains(folded)
    }
}
