internal import Foundation
internal import TalkArchive

/// How speakers' links are told, and what organizers write about new ones.
enum LinkTexts {
    /// Where links are listed.
    enum List: String {
        case everything, edition, talk
    }

    /// A line of a list.
    static func row(_ link: TalkLink, _ archive: Archive, at now: Timestamp, in list: List) -> PageContext {
        let often = link.opened == 1 ? "once" : HumanText.count(link.opened, "time")
        let opened = often + (link.openings.map { ", of at most \($0)" } ?? "")
        let state: String =
            switch link.state(at: now) {
            case .open: "holds until " + (link.expires.map(end) ?? "it is revoked")
            case .usedUp: "used up; who is in can stay until " + (link.expires.map(end) ?? "it is revoked")
            case .revoked: "revoked on " + HumanText.moment(link.revoked ?? now)
            case .expired: "expired on " + HumanText.moment(link.expires ?? now)
            }
        return [
            "linkID": link.id, "linkName": link.name, "linkState": state,
            "openedText": link.lastOpened.map { "opened \(opened), last on \(HumanText.moment($0))" } ?? "never opened",
            "linkTalk": orFalse(list == .talk ? nil : archive.talk(link.talk)?.title ?? "\(link.talk) (gone)"),
            "linkTalkHref": HandInAddress.talkLinks(link.talk).path, "backTo": list.rawValue,
        ]
    }

    /// The one moment at which a link is told.
    static func fresh(_ made: NewTalkLink, _ archive: Archive, base: URL) -> PageContext {
        [
            "madeText": text(made, base: base), "madeName": made.link.name,
            "madeTitle": archive.talk(made.link.talk)?.title ?? made.link.talk.description,
        ]
    }

    /// The same of many, also as a table for a mail merge: titles, names and links, with tabs between them.
    static func fresh(_ made: [NewTalkLink], _ archive: Archive, base: URL) -> PageContext {
        let lines = made.map { one in
            [archive.talk(one.link.talk)?.title ?? one.link.talk.description, one.link.name, text(one, base: base)]
                .map { $0.replacing("\t", with: " ") }.joined(separator: "\t")
        }
        return [
            "madeCountText": HumanText.count(made.count, "link"), "made": made.map { fresh($0, archive, base: base) },
            "madeTable": lines.joined(separator: "\n"),
        ]
    }

    private static func text(_ made: NewTalkLink, base: URL) -> String {
        SiteAddress.absolute(path: HandInAddress.entrance.path, base: base) + "#" + made.text
    }

    /// A moment up to which something holds, by its last day where it is the end of one.
    private static func end(_ moment: Timestamp) -> String {
        guard moment.secondsSinceEpoch % 86_400 == 0 else { return HumanText.moment(moment) }
        let last = Timestamp(secondsSinceEpoch: moment.secondsSinceEpoch - 1)
        return "the end of \(HumanText.date(last)) (UTC)"
    }

    static func end(afterDays days: Int) -> CalendarDate? {
        Timestamp(secondsSinceEpoch: Timestamp.now.secondsSinceEpoch + days * 86_400).date
    }

    /// The end of a day in UTC; of the usual one when nothing is said.
    /// - Parameter days: how long a link holds usually.
    static func expiry(_ text: String, days: Int) throws -> Timestamp? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        let day = trimmed.isEmpty ? end(afterDays: days) : CalendarDate(trimmed)
        guard let day else {
            throw SiteError.badRequest("'\(trimmed)' is no day. Write year, month and day: 2026-09-07.")
        }
        return Timestamp(secondsSinceEpoch: Timestamp(startOf: day).secondsSinceEpoch + 86_400)
    }

    static func openings(_ text: String) throws -> Int? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if trimmed.isEmpty { return nil }
        guard let number = Int(trimmed) else { throw TalkLinkError.badOpenings }
        return number
    }
}
