import TestSupport
import Testing

@Suite("Related talks on a talk's page")
struct RelatedTalkTests {
    private static func archive() throws -> TestArchive {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk(
            "2031/barnacles", "title: Barnacles glue\nspeakers: [Ada Low]",
            text: "Their cement sets on a hull. Larvae and antennae settle.")
        try archive.talk(
            "2031/copper", "title: 'Copper <hulls>'\nspeakers: [Bo Tide, Cy Wharf]",
            text: "No cement, no larvae, and antennae that settle elsewhere.")
        try archive.talk(
            "2031/own", "title: More of it\nspeakers: [Ada Low]", text: "Cement, larvae, antennae, hull.")
        try archive.talk(
            "2031/covert", "title: Covert\nspeakers: [Dee Hidden]\nvisibility: hidden",
            text: "Cement, larvae, antennae, hull, settle.")
        for number in 1...4 {
            try archive.talk("2031/other-\(number)", "title: Other", text: "Word\(number) of number\(number).")
        }
        try archive.talk("2031/whales", "title: Whales sing\nspeakers: [Eve Sound]", text: "Songs travel far.")
        return archive
    }

    @Test("they are listed with speakers, edition and shared words; what the page has anyway and what is hidden is not")
    func list() async throws {
        let server = try await TestServer.start(try Self.archive())
        let page = try HTMLPage(await server.get("/2031/barnacles/"))
        let section = "//section[@aria-labelledby='related']"
        #expect(try page.strings("\(section)/h2") == ["Related talks"])
        #expect(try page.strings("\(section)//li/a") == ["Copper <hulls>"])
        #expect(try page.strings("\(section)//li/a/@href") == ["/2031/copper/"])
        #expect(
            try page.strings("\(section)//li/p[1]//a/@href") == ["/speakers/bo-tide/", "/speakers/cy-wharf/", "/2031/"])
        let shared = try #require(try page.strings("\(section)//li/p[2]").first)
        #expect(shared.hasPrefix("share: "))
        let words = shared.dropFirst("share: ".count).split(separator: ", ")
        #expect(words.count == 4)
        #expect(Set(words).isSubset(of: ["cement", "larvae", "antennae", "settle", "hull"]), "\(shared)")
        #expect(try page.count("//section[@aria-labelledby='others']//article") == 1)
        #expect(try HTMLPage(await server.get("/2031/whales/")).count(section) == 0)
        await server.stop()
    }
}
