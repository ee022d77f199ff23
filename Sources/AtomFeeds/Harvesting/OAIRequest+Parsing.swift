extension OAIRequest {
    /// Reads the arguments of a query or form.
    ///
    /// - Throws: `OAIRefusal` with `badVerb`, or with all that makes the arguments `badArgument`.
    public init(_ arguments: [(name: String, value: String)]) throws(OAIRefusal) {
        let verb = try Self.verb(arguments.filter { $0.name == "verb" }.map(\.value))
        let others = arguments.filter { $0.name != "verb" }
        var faults = Self.faults(others, verb: verb)
        let values = Dictionary(others.map { ($0.name, $0.value) }) { first, _ in first }
        var interval = HarvestInterval()
        do {
            interval = try HarvestInterval(from: values["from"], until: values["until"])
        } catch {
            faults += error.errors
        }
        guard faults.isEmpty else { throw OAIRefusal(faults) }
        self = Self.request(verb, values: values, interval: interval)
    }

    private static func request(_ verb: Verb, values: [String: String], interval: HarvestInterval) -> OAIRequest {
        let token = values["resumptionToken"]
        let prefix = values["metadataPrefix"] ?? ""
        func list(_ part: Part) -> OAIRequest {
            if let token { return .resume(part, token: token) }
            return .list(part, Selection(metadataPrefix: prefix, set: values["set"], interval: interval))
        }
        return switch verb {
        case .identify: .identify
        case .listMetadataFormats: .listMetadataFormats(identifier: values["identifier"])
        case .listSets: .listSets(resumptionToken: token)
        case .listIdentifiers: list(.headers)
        case .listRecords: list(.records)
        case .getRecord: .getRecord(identifier: values["identifier"] ?? "", metadataPrefix: prefix)
        }
    }

    private static func verb(_ values: [String]) throws(OAIRefusal) -> Verb {
        let names = Verb.allCases.map(\.rawValue).joined(separator: ", ")
        guard let value = values.first else {
            throw OAIRefusal(.badVerb, "The verb is missing. Ask with verb= and one of \(names).")
        }
        guard values.count == 1 else {
            throw OAIRefusal(.badVerb, "The verb is there \(values.count) times. Give it once.")
        }
        guard let verb = Verb(rawValue: value) else {
            throw OAIRefusal(.badVerb, "'\(value)' is not a verb of OAI-PMH 2.0. It has \(names).")
        }
        return verb
    }

    /// What is wrong with names, number and form of a verb's arguments.
    private static func faults(_ arguments: [(name: String, value: String)], verb: Verb) -> [OAIError] {
        let (required, optional, isResumable) = verb.arguments
        let known = required + optional + (isResumable ? ["resumptionToken"] : [])
        let names = Set(arguments.map(\.name))
        var faults: [String] = []
        for name in names.sorted() {
            if !known.contains(name) {
                let all = known.isEmpty ? "none" : known.joined(separator: ", ")
                faults.append("\(verb.rawValue) does not take '\(name)'. It takes \(all).")
            } else if arguments.count(where: { $0.name == name }) > 1 {
                faults.append("'\(name)' is there more than once. Give it once.")
            }
        }
        if isResumable, names.contains("resumptionToken") {
            if names.count > 1 { faults.append("A resumptionToken stands alone: leave the other arguments out.") }
        } else {
            for name in required where !names.contains(name) {
                faults.append("\(verb.rawValue) needs '\(name)'.")
            }
        }
        for argument in arguments where known.contains(argument.name) {
            if !isWellFormed(argument.value, as: argument.name) {
                faults.append("'\(OneLine.prefix(argument.value, 100))' cannot be a value of '\(argument.name)'.")
            }
        }
        return faults.map { OAIError(.badArgument, $0) }
    }

    /// The forms that the protocol's schema gives to arguments, so that the answer can repeat them; dates are read by
    /// `HarvestInterval`.
    private static func isWellFormed(_ value: String, as name: String) -> Bool {
        switch name {
        case "metadataPrefix": !value.isEmpty && value.utf8.allSatisfy(isUnreserved)
        // setSpecType: names between colons.
        case "set":
            value.split(separator: ":", omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isUnreserved) }
        case "identifier": isURI(value)
        default: true
        }
    }

    /// RFC 2396's unreserved characters, which the protocol's schema names.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_.!~*'()".utf8.contains(byte)
        }
    }

    /// Only characters that a URI has, and `%` only before two digits.
    private static func isURI(_ value: String) -> Bool {
        var rest = Array(value.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.prefix(2).count(where: { Character(Unicode.Scalar($0)).isHexDigit }) == 2 else {
                    return false
                }
            } else if !isUnreserved(byte), !";/?:@&=+$,#".utf8.contains(byte) {
                return false
            }
        }
        return !value.isEmpty && value.utf8.count(where: { $0 == UInt8(ascii: "#") }) <= 1
    }
}
