internal import Foundation
internal import Glibc

/// Whether a name leads to the public Internet, so that whoever writes an address into a talk cannot have the server's
/// own network asked for them.
enum PublicHost {
    /// Resolves a name and looks at every address that it has.
    ///
    /// Blocks while the system asks its name servers.
    /// - Throws: a `DownloadError` when the name leads nowhere, or to an address that is not public.
    static func check(_ url: URL) throws {
        guard var host = url.host, !host.isEmpty else {
            throw DownloadError("\(url.absoluteString) names no host.")
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        let addresses = try addresses(of: host, in: url)
        // All of them: the connection may be made to any.
        for address in addresses {
            guard let reason = reasonAgainst(address) else { continue }
            throw DownloadError(
                "\(url.absoluteString) leads to \(address), which is \(reason). Put the slides where everyone can get "
                    + "them, or, if this network's own servers are meant, add --allow-private.")
        }
    }

    private static func addresses(of host: String, in url: URL) throws -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard code == 0 else {
            let reason = String(cString: gai_strerror(code))
            throw DownloadError("\(url.absoluteString) cannot be fetched: the name is not known (\(reason)).")
        }
        var addresses: [IPAddress] = []
        var next = found
        while let entry = next {
            if let address = IPAddress(entry.pointee) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        guard !addresses.isEmpty else {
            throw DownloadError("\(url.absoluteString) cannot be fetched: the name has no address.")
        }
        return addresses
    }

    /// Why an address is not to be asked, in words that end a sentence; nil for one of the public Internet.
    ///
    /// The special-purpose registries of IANA (RFC 6890). Of IPv6 only what is handed out as global unicast
    /// (2000::/3) counts, and the translated addresses of NAT64, which are as public as what they hold.
    static func reasonAgainst(_ address: IPAddress) -> String? {
        let bytes = address.bytes
        if bytes.count == 4 {
            return special4.first { isIn(bytes, $0.prefix, $0.length) }?.reason
        }
        // RFC 6052: 64:ff9b::/96 with an IPv4 address at its end.
        if isIn(bytes, [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], 96) {
            return IPAddress(bytes: Array(bytes[12...])).flatMap(reasonAgainst)
        }
        guard isIn(bytes, [0x20], 3) else {
            return special6.first { isIn(bytes, $0.prefix, $0.length) }?.reason ?? "no public address"
        }
        return special6.first { isIn(bytes, $0.prefix, $0.length) }?.reason
    }

    private static func isIn(_ bytes: [UInt8], _ prefix: [UInt8], _ length: Int) -> Bool {
        (0..<length).allSatisfy { bit in
            let mask: UInt8 = 0x80 >> UInt8(bit % 8)
            return bytes[bit / 8] & mask == prefix[bit / 8] & mask
        }
    }

    private typealias Block = (prefix: [UInt8], length: Int, reason: String)

    private static let special4: [Block] = [
        ([0], 8, "no address of a host"), ([10], 8, "private"), ([100, 64], 10, "inside a provider's network"),
        ([127], 8, "this machine"), ([169, 254], 16, "of the local link"), ([172, 16], 12, "private"),
        ([192, 0, 0], 24, "reserved"), ([192, 0, 2], 24, "for examples alone"), ([192, 88, 99], 24, "reserved"),
        ([192, 168], 16, "private"), ([198, 18], 15, "for measurements alone"),
        ([198, 51, 100], 24, "for examples alone"), ([203, 0, 113], 24, "for examples alone"),
        ([224], 4, "for many hosts at once"), ([240], 4, "reserved"),
    ]

    private static let special6: [Block] = [
        ([UInt8](repeating: 0, count: 15) + [1], 128, "this machine"), ([0xFC], 7, "private"),
        ([0xFE, 0x80], 10, "of the local link"), ([0xFF], 8, "for many hosts at once"),
        // Teredo, ORCHID and what else is for protocols (RFC 2928); an IPv4 address may be hidden in it.
        ([0x20, 0x01, 0], 23, "reserved"), ([0x20, 0x01, 0x0D, 0xB8], 32, "for examples alone"),
        // 6to4 (RFC 7526): an IPv4 address in other clothes, and given up.
        ([0x20, 0x02], 16, "reserved"), ([0x3F, 0xFF, 0], 20, "for examples alone"),
    ]
}

extension IPAddress {
    /// Nil for what is neither IPv4 nor IPv6.
    fileprivate init?(_ entry: addrinfo) {
        guard let socket = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            let bytes = socket.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin_addr) { Array($0) }
            }
            self.init(bytes: bytes)
        case AF_INET6:
            let bytes = socket.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin6_addr) { Array($0) }
            }
            self.init(bytes: bytes)
        default: return nil
        }
    }
}
