import Foundation
import Testing

@testable import TalkArchive

@Suite("When a PDF is all there") struct DeckArrivalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let age: Duration
        let hasEndMark: Bool
        let isOpen: Bool?
        let verdict: DeckArrival.Verdict

        init(
            _ what: String, age: Duration, endMark: Bool, open: Bool?, _ verdict: DeckArrival.Verdict
        ) {
            testDescription = what
            self.age = age
            hasEndMark = endMark
            isOpen = open
            self.verdict = verdict
        }
    }

    @Test(
        "is judged by its end, its age and who writes it",
        arguments: [
            Case("closed with its end", age: .zero, endMark: true, open: false, .complete),
            Case("closed without end", age: .seconds(2), endMark: false, open: false, .wait(.seconds(8))),
            Case("being written", age: .seconds(1), endMark: false, open: true, .wait(.seconds(9))),
            Case("being written past an end inside", age: .zero, endMark: true, open: true, .wait(.seconds(10))),
            Case("without end, and nobody writes on", age: .seconds(10), endMark: false, open: false, .complete),
            Case("kept open by a program", age: .seconds(11), endMark: true, open: true, .complete),
            Case("with its end where nobody tells", age: .zero, endMark: true, open: nil, .wait(.seconds(1))),
            Case("quiet where nobody tells", age: .seconds(1), endMark: true, open: nil, .complete),
            Case("without end where nobody tells", age: .seconds(3), endMark: false, open: nil, .wait(.seconds(7))),
            Case("from a clock that is ahead", age: .seconds(-5), endMark: true, open: false, .complete),
        ])
    func verdict(_ one: Case) {
        #expect(DeckArrival().verdict(age: one.age, hasEndMark: one.hasEndMark, isOpen: one.isOpen) == one.verdict)
    }

    @Test(
        "the end mark is looked for in the last 1024 bytes",
        arguments: [
            ("", false), ("%PDF-1.7", false), ("%%EOF", true), ("%PDF-1.7 ... %%EOF\n", true),
            ("%%EOF" + String(repeating: " ", count: 1019), true),
            ("%%EOF" + String(repeating: " ", count: 1020), false),
            (String(repeating: "x", count: 5000) + "%%EOF\r\n", true),
        ])
    func mark(_ content: String, _ expected: Bool) throws {
        let folder = try SampleFolder(["a.pdf": content])
        #expect(try DeckArrival.hasEndMark(folder.url.appending(path: "a.pdf").path) == expected)
    }
}

@Suite("File systems that tell of no changes") struct MountTableTests {
    private static let table = """
        22 28 0:20 / /proc rw,nosuid shared:5 - proc proc rw
        28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        36 28 0:33 / /srv/work\\040shop rw shared:9 - nfs4 server:/x rw,vers=4.2
        37 36 0:40 / /srv/work\\040shop/local rw - tmpfs tmpfs rw
        38 28 0:41 / /home/ana/mail rw - fuse.sshfs ana@host: rw
        """

    @Test(
        "the innermost mount counts",
        arguments: [
            ("/", "ext4"), ("/srv", "ext4"), ("/srv/work shop", "nfs4"), ("/srv/work shop/Archive", "nfs4"),
            ("/srv/work shop/local/a", "tmpfs"), ("/srv/work shoping", "ext4"), ("/home/ana/mail/x", "fuse.sshfs"),
        ])
    func kind(_ path: String, _ kind: String) { #expect(MountTable.kind(of: path, in: Self.table) == kind) }

    @Test("those that other machines change are known", arguments: ["nfs", "nfs4", "cifs", "9p", "fuse.sshfs"])
    func remote(_ kind: String) { #expect(MountTable.isRemote(kind)) }

    @Test("those of this machine are, too", arguments: ["ext4", "xfs", "btrfs", "overlay", "tmpfs", "fuseblk", "zfs"])
    func local(_ kind: String) { #expect(!MountTable.isRemote(kind)) }

    @Test("a table that is none says nothing", arguments: ["", "nonsense", " - ", "1 2 3 4 / - ", "\\9 - \\ x"])
    func odd(_ table: String) { #expect(MountTable.kind(of: "/srv", in: table) == nil) }
}
