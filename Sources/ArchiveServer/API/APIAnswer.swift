internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import TalkArchive

extension Content {
    /// An answer of the API: anyone may read it, and it is asked for again each time.
    static func api(
        _ value: some Encodable, mediaType: String = "application/json", caching: Caching = .revalidate
    ) throws -> Content {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var content = Content(mediaType, bytes: Array(try encoder.encode(value)), caching: caching)
        content.security = .data
        return content
    }
}

/// Absolute addresses of the archive's own things.
struct Addresses: Sendable {
    private let base: URL

    init(_ snapshot: Snapshot) {
        base = snapshot.archive.settings.baseURL
    }

    func callAsFunction(_ address: SiteAddress) -> String { address.absolute(base: base) }

    func callAsFunction(_ address: APIAddress) -> String { SiteAddress.api(address).absolute(base: base) }

    func callAsFunction(_ address: HandInAddress) -> String { SiteAddress.absolute(path: address.path, base: base) }
}

extension Visit {
    var addresses: Addresses { Addresses(snapshot) }

    /// The talk that the path names, for programs: one that was withdrawn is gone, and the problem says why.
    func talkOrGone() throws -> Talk {
        if let talk = try? talk() { return talk }
        guard let key = TalkKey("\(parameter("edition"))/\(parameter("talk"))"),
            let withdrawal = snapshot.archive.withdrawals.first(where: { $0.key == key })
        else { throw SiteError.notFound }
        let reason = withdrawal.reason.isEmpty ? "" : " \(withdrawal.reason)"
        throw SiteError(
            status: .gone, title: ProblemKind.withdrawn.title,
            detail: "\u{201C}\(withdrawal.title)\u{201D} was withdrawn on \(withdrawal.at)." + reason,
            problem: .withdrawn)
    }
}

/// Reads the parameters of a query as the document describes them.
struct APIQuery {
    private let form: URLEncodedForm

    /// - Throws: 400 when there are more than can be read.
    init(_ visit: Visit) throws {
        do {
            form = try URLEncodedForm(query: visit.request.uri.query ?? "")
        } catch {
            throw SiteError.badParameter(nil, "The query is too long: \(error.description)")
        }
    }

    func text(_ parameter: APIParameter) -> String? { form[parameter.name] }

    /// A number within the bounds of its schema.
    func number(_ parameter: APIParameter) throws -> Int? {
        guard let text = form[parameter.name], !(text.isEmpty && parameter.mayBeEmpty) else { return nil }
        guard let number = Int(text), parameter.schema.bounds.contains(number) else {
            let bounds = parameter.schema.bounds
            throw SiteError.badParameter(
                parameter, "Write a whole number from \(bounds.lowerBound) to \(bounds.upperBound).")
        }
        return number
    }

    /// One of the values of its schema.
    func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ parameter: APIParameter, _ type: Value.Type
    ) throws -> Value? {
        guard let text = form[parameter.name] else { return nil }
        guard let value = Value(rawValue: text) else {
            throw SiteError.badParameter(
                parameter, "Write one of: \(Value.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return value
    }

    /// All values of a parameter that may come several times.
    func values<Value>(_ parameter: APIParameter, _ make: (String) -> Value?) throws -> [Value] {
        let texts = form.values(parameter.name)
        guard texts.count <= APILimits.valuesOfFilter else {
            throw SiteError.badParameter(parameter, "Write it at most \(APILimits.valuesOfFilter) times.")
        }
        return try texts.map { text in
            guard let value = make(text) else {
                throw SiteError.badParameter(
                    parameter, "Write a name as in addresses: lower-case letters, digits and single hyphens.")
            }
            return value
        }
    }
}

extension JSONValue {
    /// `minimum` to `maximum` of a schema.
    fileprivate var bounds: ClosedRange<Int> {
        guard case .object(let members) = self, case .number(let minimum) = members["minimum"],
            case .number(let maximum) = members["maximum"], minimum <= maximum
        else { return 0...Int.max }
        return minimum...maximum
    }
}
