internal import FormParsing
internal import Foundation
internal import HTTPTypes
internal import TalkArchive

/// The order of an edition's talks: by numbers, by buttons, or dragged.
enum OrderForm {
    /// The revisions of all talks as they are shown: `rust-gcc:0f3a…,nvme:77c1…`.
    static func seen(_ request: DeskVisit, _ edition: Edition) async throws -> String {
        var parts: [String] = []
        for talk in edition.talks {
            parts.append("\(talk.key.slug):\(try await request.desk.text(of: talk.key).revision)")
        }
        return parts.joined(separator: ",")
    }

    static func change(_ request: DeskVisit) async throws -> Content {
        let view = try await request.desk.view()
        let edition = try request.edition(in: view)
        try request.principal.require(.changeEdition(edition.id))
        let old = edition.talks.map(\.key)
        let new: [TalkKey]
        if let move = request.form["move"] {
            new = moved(old, move)
        } else {
            new = sorted(old) { request.form["at.\($0.slug)"] }
        }
        guard new != old else { return request.done(.unchanged, at: .edition(edition.id)) }
        do {
            _ = try await request.desk.reorder(
                new, of: edition.id, seen: revisions(request.form["seen"] ?? "", edition.id))
            return request.done(.ordered, at: .edition(edition.id))
        } catch let error as ArchiveEditError {
            switch error {
            case .conflict, .unknown:
                let now = try await request.desk.view()
                return try await EditionDeskPage.page(
                    request, now, try request.edition(in: now),
                    message: "Somebody changed these talks since you opened the page. This is how they are now: "
                        + "please order them again.", status: .conflict)
            default: throw error
            }
        }
    }

    /// By the numbers that were typed. A talk that takes the place of another moves it on, so it stands before the
    /// other when it came up and behind it when it went down. What is no number stays where it is.
    static func sorted(_ talks: [TalkKey], number: (TalkKey) -> String?) -> [TalkKey] {
        let places = talks.enumerated().map { place, talk in
            let wanted = number(talk).flatMap { Int(FieldValue.trimmed($0)) } ?? place + 1
            return (talk: talk, wanted: wanted, shift: (wanted - place - 1).signum(), old: place)
        }
        return places.sorted { ($0.wanted, $0.shift, $0.old) < ($1.wanted, $1.shift, $1.old) }.map(\.talk)
    }

    /// - Parameter move: `rust-gcc:up` or `rust-gcc:down`.
    static func moved(_ talks: [TalkKey], _ move: String) -> [TalkKey] {
        let parts = move.split(separator: ":")
        guard parts.count == 2, let place = talks.firstIndex(where: { $0.slug.description == parts[0] }) else {
            return talks
        }
        let other = parts[1] == "up" ? place - 1 : place + 1
        guard talks.indices.contains(other) else { return talks }
        var talks = talks
        talks.swapAt(place, other)
        return talks
    }

    private static func revisions(_ text: String, _ edition: EditionID) -> [TalkKey: ContentHash] {
        var revisions: [TalkKey: ContentHash] = [:]
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: ":").map(String.init)
            guard parts.count == 2, let slug = TalkSlug(parts[0]), let hash = ContentHash(parts[1]) else { continue }
            revisions[TalkKey(edition: edition, slug: slug)] = hash
        }
        return revisions
    }
}
