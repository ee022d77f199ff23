internal import Foundation

/// An event as a line of JSON (RFC 8259), with the keys in the order in which people read.
extension AuditEvent {
    /// Without the line feed at its end. Whatever the names hold, it is one line of printable characters.
    var line: String {
        var fields = [("time", time.description), ("who", who), ("what", what.rawValue)]
        if let talk { fields.append(("talk", talk.description)) }
        if let file { fields.append(("file", file)) }
        if let old { fields.append(("old", old.description)) }
        if let new { fields.append(("new", new.description)) }
        if !about.isEmpty { fields.append(("about", about)) }
        let members = fields.map { "\"\($0)\":\(Self.quoted($1))" } + (isUncertain ? ["\"uncertain\":true"] : [])
        return "{" + members.joined(separator: ",") + "}"
    }

    /// Nil when the line is no event.
    init?(line: some DataProtocol) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(line)), let time = Timestamp(fields.time)
        else { return nil }
        // Written and wrong is not the same as not written.
        var isWrong = false
        func value<Value>(_ text: String?, _ make: (String) -> Value?) -> Value? {
            guard let text else { return nil }
            let value = make(text)
            isWrong = isWrong || value == nil
            return value
        }
        self.init(
            Action(rawValue: fields.what), by: fields.who, at: time, talk: value(fields.talk) { TalkKey($0) },
            file: fields.file, old: value(fields.old) { ContentHash($0) }, new: value(fields.new) { ContentHash($0) },
            about: fields.about ?? "", isUncertain: fields.uncertain ?? false)
        if isWrong { return nil }
    }

    private struct Fields: Decodable {
        let time: String
        let who: String
        let what: String
        let talk: String?
        let file: String?
        let old: String?
        let new: String?
        let about: String?
        let uncertain: Bool?
    }

    /// A JSON string. Beyond what RFC 8259, section 7 asks for, everything is escaped that a terminal, an editor or
    /// git could take for a line's end or for an order to write from right to left.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default:
                if scalar == "\"" || scalar == "\\" { quoted += "\\" }
                quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
