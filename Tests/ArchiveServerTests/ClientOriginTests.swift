import HTTPTypes
import Testing

@testable import ArchiveServer

@Suite("Client origin")
struct ClientOriginTests {
    private static func origin(
        _ forwarded: [String], proto: [String] = [], peer: String = "192.0.2.254", trusted: Int
    ) -> ClientOrigin {
        var fields: HTTPFields = [:]
        fields[values: .forwardedFor] = forwarded
        fields[values: .forwardedProto] = proto
        return ClientOrigin(peer: IPAddress(peer), fields: fields, trustedProxies: trusted)
    }

    @Test(
        "the client is the entry that the outermost trusted proxy added",
        arguments: [
            // Nobody is trusted: fields count for nothing.
            (0, ["198.51.100.1"], "192.0.2.254"), (0, [], "192.0.2.254"),
            // What a client sends stands further left.
            (1, ["198.51.100.1"], "198.51.100.1"), (1, ["10.0.0.1, 198.51.100.1"], "198.51.100.1"),
            (1, ["10.0.0.1", "198.51.100.1"], "198.51.100.1"), (1, ["127.0.0.1,,,198.51.100.1"], "198.51.100.1"),
            (2, ["10.0.0.1, 198.51.100.1, 192.0.2.7"], "198.51.100.1"),
            (2, ["10.0.0.1, 198.51.100.1", "192.0.2.7"], "198.51.100.1"),
            // A proxy that sets the field anew.
            (2, ["198.51.100.1"], "198.51.100.1"),
            // IPv6, ports, brackets.
            (1, ["2001:db8::1"], "2001:db8::1"), (1, ["[2001:db8::1]"], "2001:db8::1"),
            (1, ["[2001:db8::1]:4711"], "2001:db8::1"), (1, ["198.51.100.1:4711"], "198.51.100.1"),
            (1, ["::ffff:198.51.100.1"], "198.51.100.1"), (1, ["fe80::1%eth0"], "fe80::1"),
            (1, ["\t198.51.100.1 "], "198.51.100.1"),
            // What is no address leaves the proxy's.
            (1, [], "192.0.2.254"), (1, [""], "192.0.2.254"), (1, [" , ,"], "192.0.2.254"),
            (1, ["unknown"], "192.0.2.254"), (1, ["198.51.100.1, unknown"], "192.0.2.254"),
            (1, ["_hidden"], "192.0.2.254"), (1, ["[2001:db8::1"], "192.0.2.254"),
            (1, ["[2001:db8::1]x"], "192.0.2.254"), (1, ["198.51.100.1:99999"], "192.0.2.254"),
            (1, ["198.51.100.1:"], "192.0.2.254"), (1, ["1.2.3"], "192.0.2.254"), (1, ["0x7f.1"], "192.0.2.254"),
            (1, ["1.2.3.4%eth0"], "192.0.2.254"), (1, ["198.51.100.01"], "192.0.2.254"),
            (1, ["'; drop table--"], "192.0.2.254"), (1, [String(repeating: "9", count: 9999)], "192.0.2.254"),
        ])
    func address(trusted: Int, forwarded: [String], expected: String) {
        #expect(Self.origin(forwarded, trusted: trusted).address?.description == expected)
    }

    @Test(
        "https is believed of trusted proxies alone",
        arguments: [
            (0, ["https"], false), (1, ["https"], true), (1, ["HTTPS"], true), (1, ["http"], false), (1, [], false),
            (1, ["https, http"], false), (2, ["https, http"], true), (2, ["https"], true),
            (1, ["https", "http"], false), (1, ["httpss"], false),
        ])
    func encryption(trusted: Int, proto: [String], expected: Bool) {
        #expect(Self.origin([], proto: proto, trusted: trusted).isEncrypted == expected)
    }

    @Test("addresses of one household are one site, and others are not")
    func site() throws {
        let one = try #require(IPAddress("2001:db8:1:2:3:4:5:6")).site
        #expect(one == IPAddress("2001:db8:1:2::")?.site)
        #expect(one != IPAddress("2001:db8:1:3::")?.site)
        #expect(IPAddress("192.0.2.1")?.site != IPAddress("192.0.2.2")?.site)
        #expect(IPAddress("::ffff:192.0.2.1")?.site == IPAddress("192.0.2.1"))
    }
}
