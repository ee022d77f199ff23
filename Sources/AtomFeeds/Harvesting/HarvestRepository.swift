public import TalkArchive

/// An archive as a repository of OAI-PMH 2.0: talks are records in `oai_dc`, editions are sets.
///
/// A pure function of its inputs and the arguments. The one clock of the protocol, `responseDate`, is given when the
/// answer is written.
public struct HarvestRepository: Sendable {
    let archive: Archive
    /// Withdrawn talks, as long as they are not in the archive again.
    let withdrawals: [TalkKey: Withdrawal]
    let names: RecordNames
    private let pageSize: Int

    /// The one form of metadata.
    static let metadataPrefix = "oai_dc"

    /// - Parameters:
    ///   - archive: The result of `visibleToEveryone(at:)`; whatever is in it is given out.
    ///   - pageSize: Most records of one answer.
    public init(archive: Archive, pageSize: Int = 100) {
        self.archive = archive
        withdrawals = Dictionary(
            archive.withdrawals.filter { archive.talk($0.key) == nil }.map { ($0.key, $0) },
            uniquingKeysWith: { first, _ in first })
        self.pageSize = max(pageSize, 1)
        names = RecordNames(tagAuthority: archive.settings.tagAuthority)
    }

    /// The answer to the arguments of a query or form; whatever is wrong with them is told in it.
    public func response(to arguments: [(name: String, value: String)]) -> OAIResponse {
        var isUnderstood = false
        let body: OAIResponse.Body
        do throws(OAIRefusal) {
            let request = try OAIRequest(arguments)
            isUnderstood = true
            body = try answer(to: request)
        } catch {
            body = .errors(error.errors)
        }
        // Section 3.2: the request is repeated unless its verb or arguments are at fault.
        return OAIResponse(
            baseURL: SiteAddress.harvesting.absolute(base: archive.settings.baseURL),
            arguments: isUnderstood ? arguments.map { OAIResponse.Argument(name: $0.name, value: $0.value) } : [],
            body: body)
    }

    private func answer(to request: OAIRequest) throws(OAIRefusal) -> OAIResponse.Body {
        switch request {
        case .identify: return .identity(identity)
        case .listMetadataFormats(let identifier):
            if let identifier, try record(identifier).metadata == nil {
                throw OAIRefusal(.noMetadataFormats, "\(identifier) was withdrawn: only its header is left.")
            }
            return .formats
        case .listSets(nil):
            // The schema knows no list without sets.
            guard !archive.editions.isEmpty else { throw OAIRefusal(.noSetHierarchy, "There are no editions yet.") }
            return .sets(archive.editions.map { HarvestSet(spec: $0.id.description, edition: $0) })
        case .listSets: throw OAIRefusal(.badResumptionToken, "The list of sets is never in parts: ask without it.")
        case .list(let part, let selection): return try page(part, selection, after: nil, cursor: 0)
        case .resume(let part, let text):
            guard let token = ResumptionToken(text, authority: archive.settings.tagAuthority), token.part == part else {
                throw OAIRefusal(
                    .badResumptionToken, "This is no token of this archive's \(part.verb.rawValue): begin again.")
            }
            return try page(part, token.selection, after: token.place, cursor: token.cursor)
        case .getRecord(let identifier, let prefix):
            let record = try record(identifier)
            try Self.check(prefix)
            return .record(record)
        }
    }

    private static func check(_ metadataPrefix: String) throws(OAIRefusal) {
        guard metadataPrefix != Self.metadataPrefix else { return }
        throw OAIRefusal(
            .cannotDisseminateFormat, "'\(metadataPrefix)' is not known here: ask for '\(Self.metadataPrefix)'.")
    }

    private func record(_ identifier: String) throws(OAIRefusal) -> HarvestRecord {
        if let key = names.key(of: identifier) {
            if let talk = archive.talk(key) { return record(of: talk, part: .records) }
            if let withdrawal = withdrawals[key] { return record(of: withdrawal) }
        }
        throw OAIRefusal(.idDoesNotExist, "There is no '\(OneLine.prefix(identifier, 100))' here.")
    }

    func record(of talk: Talk, part: OAIRequest.Part) -> HarvestRecord {
        HarvestRecord(
            identifier: names.identifier(of: talk.key), datestamp: talk.updated, set: talk.key.edition.description,
            metadata: part == .records ? DublinCore(talk, in: archive) : DublinCore())
    }

    func record(of withdrawal: Withdrawal) -> HarvestRecord {
        HarvestRecord(
            identifier: names.identifier(of: withdrawal.key), datestamp: withdrawal.at,
            set: withdrawal.key.edition.description, metadata: nil)
    }
}

extension HarvestRepository {
    /// What `Identify` tells.
    private var identity: RepositoryIdentity {
        let settings = archive.settings
        // No record is older; an archive without records is as old as its authority.
        let earliest = (archive.talks.map(\.updated) + withdrawals.values.map(\.at)).min()
        let sample = archive.talks.first?.key ?? withdrawals.keys.min()
        return RepositoryIdentity(
            name: OneLine.text(settings.name, or: names.domain), contact: settings.contact ?? fallbackContact,
            earliest: earliest ?? TagURI(authority: settings.tagAuthority).start,
            regularDomain: names.isRegular ? names.domain : nil,
            sample: sample.map(names.identifier(of:)) ?? "oai:\(names.domain):2022/example")
    }

    /// The protocol wants an address, and the schema one with a full stop behind the `@`. An archive that names none
    /// has one to which nobody answers.
    private var fallbackContact: String {
        "noreply@" + (names.domain.contains(".") ? names.domain : "\(names.domain).invalid")
    }

    /// A page of records in the order of their last changes.
    private func page(
        _ part: OAIRequest.Part, _ selection: OAIRequest.Selection, after place: ResumptionToken.Place?, cursor: Int
    ) throws(OAIRefusal) -> OAIResponse.Body {
        try Self.check(selection.metadataPrefix)
        var entries = entries(in: selection)
        let total = entries.count
        if let place { entries.removeAll { $0 <= place } }
        // More stands before the place than was given: something came in there, and going on would lose it.
        guard total - entries.count <= cursor else {
            throw OAIRefusal(.badResumptionToken, "The archive has changed since: begin the list again.")
        }
        guard !entries.isEmpty else {
            // A list has one record at least (section 3.5), so what was ahead and is gone ends it this way.
            throw place == nil
                ? OAIRefusal(.noRecordsMatch, "No talk matches: ask for more time, another set, or all.")
                : OAIRefusal(.badResumptionToken, "Nothing is left of this list: begin it again.")
        }
        let shown = Self.least(pageSize, of: entries)
        let token: String? =
            if let last = shown.last, shown.count < entries.count {
                ResumptionToken(part: part, selection: selection, cursor: cursor + shown.count, place: last)
                    .text(authority: archive.settings.tagAuthority)
            } else { nil }
        // Section 3.5: a list that came in parts ends with an empty token.
        let isInParts = token != nil || place != nil
        return .list(
            part, shown.compactMap { record(at: $0.key, part: part) },
            isInParts ? PageEnd(token: token, listSize: cursor + entries.count, cursor: cursor) : nil)
    }

    /// The least of them, in order: a list is not sorted anew for each of its pages.
    private static func least(_ count: Int, of places: [ResumptionToken.Place]) -> [ResumptionToken.Place] {
        var least: [ResumptionToken.Place] = []
        for place in places {
            if least.count == count, let last = least.last, last < place { continue }
            var range = least.indices
            while !range.isEmpty {
                let middle = range.lowerBound + range.count / 2
                range = place < least[middle] ? range.lowerBound..<middle : middle + 1..<range.upperBound
            }
            least.insert(place, at: range.lowerBound)
            if least.count > count { least.removeLast() }
        }
        return least
    }

    private func record(at key: TalkKey, part: OAIRequest.Part) -> HarvestRecord? {
        archive.talk(key).map { record(of: $0, part: part) } ?? withdrawals[key].map(record(of:))
    }

    /// All that a selection asks for, in no order.
    private func entries(in selection: OAIRequest.Selection) -> [ResumptionToken.Place] {
        let edition = selection.set.map { EditionID($0) }
        func isAsked(_ key: TalkKey, _ time: Timestamp) -> Bool {
            if let edition, key.edition != edition { return false }
            return selection.interval.contains(time)
        }
        let talks = archive.talks.lazy.filter { isAsked($0.key, $0.updated) }
            .map { ResumptionToken.Place(datestamp: $0.updated, key: $0.key) }
        let withdrawn = withdrawals.values.lazy.filter { isAsked($0.key, $0.at) }
            .map { ResumptionToken.Place(datestamp: $0.at, key: $0.key) }
        return Array(talks) + Array(withdrawn)
    }
}
