import Foundation
import Testing

@testable import ArchiveServer

@Suite("Public hosts")
struct PublicHostTests {
    @Test(
        "what is not of the public Internet is told apart, in whatever clothes",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255",
            "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1",
            "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
            "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1",
            "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
            "64:ff9b::169.254.169.254", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1",
            "2002:7f00:1::1", "2002:a00:1::", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0",
            "fec0::1", "ff02::1", "4000::1",
        ])
    func refused(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(PublicHost.reasonAgainst(address) != nil)
    }

    @Test(
        "addresses of the public Internet are asked, right up to the borders",
        arguments: [
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
            "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255",
            "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1",
            "2001:200::1", "2001:4860:4860::8888", "2606:4700::1111", "2a00:1450:4001::1",
        ])
    func allowed(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(PublicHost.reasonAgainst(address) == nil)
    }

    @Test(
        "a name or a number that leads to this machine is found out, however it is written",
        arguments: [
            "https://localhost/x.pdf", "https://127.0.0.1/", "https://127.1/", "https://0x7f.1/",
            "https://2130706433/", "https://017700000001/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
            "https://0/", "https://localhost.:8443/", "https://user@localhost/", "https://10.1.2.3:443/",
        ])
    func hosts(text: String) throws {
        let url = try #require(URL(string: text))
        #expect(throws: DownloadError.self) { try PublicHost.check(url) }
    }
}
