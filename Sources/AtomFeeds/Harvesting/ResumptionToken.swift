import Foundation
import TalkArchive

/// Where a list goes on (OAI-PMH 2.0, section 3.5), with all that was asked for: the server remembers nothing.
///
/// Lists are in the order of last changes, and a token names the last record that was given. A record that changes
/// during a harvest moves towards the end, so it may come twice and is never lost. A record that came in before that
/// place, with a time of its own in the past, would be: then the token is refused (`HarvestRepository`), and the
/// harvester begins again.
///
/// The checksum tells tokens that were cut or made up from ours, and those of another archive. It is no secret: whoever
/// makes a token gets nothing that could not be asked for by arguments.
struct ResumptionToken: Hashable {
    var part: OAIRequest.Part
    var selection: OAIRequest.Selection
    /// Records that were given before.
    var cursor: Int
    /// The last of them.
    var place: Place

    /// Place in a list: by the last change, then by key.
    struct Place: Hashable, Comparable {
        let datestamp: Timestamp
        let key: TalkKey

        static func < (left: Place, right: Place) -> Bool {
            left.datestamp == right.datestamp ? left.key < right.key : left.datestamp < right.datestamp
        }
    }

    /// Counts up when tokens change their form.
    private static let version = "1"

    /// Only letters, digits, `_`, `-` and full stops, so that it survives clients that encode nothing.
    func text(authority: String) -> String {
        let fields = [
            Self.version, part.rawValue, selection.metadataPrefix, selection.set ?? "",
            selection.interval.first.map { String($0.secondsSinceEpoch) } ?? "",
            selection.interval.last.map { String($0.secondsSinceEpoch) } ?? "", String(cursor),
            String(place.datestamp.secondsSinceEpoch), place.key.edition.description, place.key.slug.description,
        ].joined(separator: ".")
        return fields + "." + Self.checksum(fields, authority: authority)
    }

    /// Nil unless `text` is a token as this archive writes it.
    init?(_ text: String, authority: String) {
        guard let end = text.lastIndex(of: "."),
            Self.checksum(String(text[..<end]), authority: authority) == text[text.index(after: end)...]
        else { return nil }
        let fields = text[..<end].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 10, fields[0] == Self.version, let part = OAIRequest.Part(rawValue: fields[1]),
            let cursor = Int(fields[6]), let seconds = Int(fields[7]), let key = TalkKey("\(fields[8])/\(fields[9])")
        else { return nil }
        func time(_ field: String) -> Timestamp? { Int(field).map(Timestamp.init(secondsSinceEpoch:)) }
        self.init(
            part: part,
            selection: OAIRequest.Selection(
                metadataPrefix: fields[2], set: fields[3].isEmpty ? nil : fields[3],
                interval: HarvestInterval(first: time(fields[4]), last: time(fields[5]))),
            cursor: cursor, place: Place(datestamp: Timestamp(secondsSinceEpoch: seconds), key: key))
    }

    init(part: OAIRequest.Part, selection: OAIRequest.Selection, cursor: Int, place: Place) {
        self.part = part
        self.selection = selection
        self.cursor = cursor
        self.place = place
    }

    private static func checksum(_ fields: String, authority: String) -> String {
        String(ContentHash(of: Data("\(authority) \(fields)".utf8)).description.prefix(12))
    }
}
