internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore

/// Where a request came from, seen through as many proxies as are known to stand in front of the server.
///
/// Each proxy adds to the right of `X-Forwarded-For` the address that it was asked from. What stands further left came
/// with the request and may be anything. So the fields are read from the right, one entry for each proxy that is known,
/// and not at all when none is.
struct ClientOrigin: Sendable, Equatable {
    /// Nil where there is none: a page that is made for an export.
    let address: IPAddress?
    /// Whether the visitor's own connection was by https.
    let isEncrypted: Bool

    /// - Parameters:
    ///   - peer: the other end of the connection.
    ///   - trustedProxies: how many proxies stand in front of the server, each of which sets the fields.
    init(peer: IPAddress?, fields: HTTPFields, trustedProxies: Int) {
        guard trustedProxies > 0 else {
            (address, isEncrypted) = (peer, false)
            return
        }
        let entry = Self.entry(fields[values: Self.forwardedFor], fromRight: trustedProxies)
        // A word such as `unknown` in place of an address: then the nearest proxy is all that is known.
        address = entry.flatMap(Self.address) ?? peer
        isEncrypted =
            Self.entry(fields[values: Self.forwardedProto], fromRight: trustedProxies)?.lowercased() == "https"
    }

    /// The entry of a list that so many proxies have added to. A proxy that sets the whole field anew leaves fewer; then
    /// the leftmost is what the outermost of them said.
    private static func entry(_ values: [String], fromRight place: Int) -> Substring? {
        let entries = values.flatMap { $0.split(separator: ",") }.map { $0.drop(while: isSpace) }
            .compactMap { entry in entry.lastIndex { !isSpace($0) }.map { entry[...$0] } }
        guard !entries.isEmpty else { return nil }
        return entries[max(0, entries.count - place)]
    }

    /// An entry with or without a port: `192.0.2.1:80`, `[2001:db8::1]:80`, `2001:db8::1`.
    private static func address(_ entry: Substring) -> IPAddress? {
        if entry.first == "[" {
            guard let end = entry.firstIndex(of: "]"), isPort(entry[entry.index(after: end)...]) else { return nil }
            return IPAddress(entry[..<end].dropFirst())
        }
        if let address = IPAddress(entry) { return address }
        guard let colon = entry.firstIndex(of: ":"), isPort(entry[colon...]) else { return nil }
        return IPAddress(entry[..<colon])
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || text.first == ":" && UInt16(text.dropFirst()) != nil
    }

    private static func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }

    private static let forwardedFor = HTTPField.Name.forwardedFor
    private static let forwardedProto = HTTPField.Name.forwardedProto
}

extension Visit {
    /// Where the request came from.
    var origin: ClientOrigin {
        ClientOrigin(
            peer: context.channel?.remoteAddress?.ipAddress.flatMap { IPAddress($0) }, fields: request.headers,
            trustedProxies: site.configuration.trustedProxies)
    }
}
