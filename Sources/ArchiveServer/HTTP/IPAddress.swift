internal import Glibc

/// An address of the Internet Protocol as its bytes: 4 or 16 of them.
struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    let bytes: [UInt8]

    /// Reads an address alone: `192.0.2.1`, `2001:db8::1`, with a zone `fe80::1%eth0`.
    ///
    /// An IPv4 address in the clothes of IPv6 (`::ffff:192.0.2.1`; RFC 4291, 2.5.5.2) is the IPv4 address that it is.
    init?(_ text: some StringProtocol) {
        // Longer texts are no addresses; and the C function would stop at a NUL.
        guard text.utf8.count <= 64, !text.utf8.contains(0) else { return nil }
        let address = text.prefix { $0 != "%" }
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, String(address), &four) == 1 {
            guard address.count == text.count else { return nil }
            self.init(four: withUnsafeBytes(of: four) { Array($0) })
        } else if inet_pton(AF_INET6, String(address), &six) == 1 {
            self.init(sixteen: withUnsafeBytes(of: six) { Array($0) })
        } else {
            return nil
        }
    }

    /// - Parameter bytes: 4 or 16, the most significant first.
    init?(bytes: [UInt8]) {
        switch bytes.count {
        case 4: self.init(four: bytes)
        case 16: self.init(sixteen: bytes)
        default: return nil
        }
    }

    private init(four: [UInt8]) { bytes = four }

    private init(sixteen: [UInt8]) {
        let isMapped = sixteen[..<10].allSatisfy { $0 == 0 } && sixteen[10] == 0xFF && sixteen[11] == 0xFF
        bytes = isMapped ? Array(sixteen[12...]) : sixteen
    }

    var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What one household or one machine of a rented rack has: an IPv4 address, or the first 64 bits of an IPv6 address
    /// (RFC 6177), whose other bits anybody there may choose at will.
    var site: IPAddress {
        bytes.count == 4 ? self : IPAddress(sixteen: bytes.prefix(8) + [UInt8](repeating: 0, count: 8))
    }
}
