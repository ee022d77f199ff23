import AtomFeeds
import Foundation
import LibXML
import TalkArchive
import Testing

@Suite("The grammar of RFC 4287's rules")
struct AtomSchemaTests {
    private func valid() throws -> String {
        let archive = Fixtures.archive(talks: [Fixtures.fullTalk])
        let maker = FeedMaker(archive: archive, contents: Fixtures.contents())
        return try #require(maker.feed(about: .everything)).text()
    }

    @Test(
        "a broken feed is refused",
        arguments: [
            ("no id", "<id>[^<]*</id><title>", "<title>"),
            ("two ids", "(<id>[^<]*</id>)<title>", "$1$1<title>"),
            ("an id without a scheme", "<id>tag:[^<]*</id><title>", "<id>2022</id><title>"),
            ("no title", "<title>[^<]*</title>", ""),
            ("two titles", "(<title>[^<]*</title>)", "$1$1"),
            ("markup in a plain title", "<title>[^<]*</title>", "<title><b>x</b></title>"),
            ("an unknown type of title", "<title>", "<title type=\"markdown\">"),
            ("no updated", "<updated>[^<]*</updated>", ""),
            ("two updated", "(<updated>[^<]*</updated>)", "$1$1"),
            ("a date without time", "<updated>[^<]*</updated>", "<updated>2022-09-07</updated>"),
            ("a time without zone", "<updated>[^<]*</updated>", "<updated>2022-09-07T10:00:00</updated>"),
            ("a lower-case t", "<updated>[^<]*</updated>", "<updated>2022-09-07t10:00:00Z</updated>"),
            ("no such day", "<updated>[^<]*</updated>", "<updated>2022-02-30T10:00:00Z</updated>"),
            ("a mail date", "<published>[^<]*</published>", "<published>Wed, 07 Sep 2022 09:30:00 GMT</published>"),
            ("two published", "(<published>[^<]*</published>)", "$1$1"),
            ("no author at all", "<author>.*?</author>", ""),
            ("an author without name", "<author><name>[^<]*</name>", "<author>"),
            ("an author with two names", "(<name>[^<]*</name>)", "$1$1"),
            ("an author with an empty name", "<name>[^<]*</name>", "<name></name>"),
            ("text in an author", "<author>", "<author>by "),
            ("two generators", "(<generator>.*?</generator>)", "$1$1"),
            ("two subtitles", "(<subtitle>.*?</subtitle>)", "$1$1"),
            ("two contents", "(<content.*?</content>)", "$1$1"),
            ("two summaries", "(<summary.*?</summary>)", "$1$1"),
            ("content that is not escaped", "<content type=\"html\">", "<content type=\"html\"><p/>"),
            ("neither content nor alternate link", "<entry>.*</entry>", "<entry>MINIMUM</entry>"),
            ("a link without href", " href=\"[^\"]*\"", ""),
            ("a relative link", " href=\"[^\"]*\"", " href=\"/feed.atom\""),
            ("a length that is no number", "length=\"[^\"]*\"", "length=\"140 kB\""),
            ("a negative length", "length=\"[^\"]*\"", "length=\"-1\""),
            ("a type that is no media type", " type=\"application/pdf\"", " type=\"pdf\""),
            ("an unknown attribute", "<link rel", "<link relation=\"x\" rel"),
            ("a category without term", " term=\"[^\"]*\"", ""),
            ("an unknown element", "<generator>", "<editor>x</editor><generator>"),
            ("an entry in an entry", "<entry>", "<entry><entry/>"),
            ("text between elements", "<generator>", "text<generator>"),
            ("another namespace", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"),
            ("metadata after the entries", "(<generator>.*?</generator>)(.*)</feed>", "$2$1</feed>"),
            ("an entry's id twice", "(<entry>.*</entry>)", "$1$1"),
            ("no link to itself", "rel=\"self\"", "rel=\"related\""),
            ("two alternates", "(<link rel=\"alternate\"[^>]*>)", "$1$1"),
        ])
    func refuses(name: String, pattern: String, replacement: String) throws {
        let minimum = "<id>tag:a,2021:b</id><title>t</title><updated>2022-09-07T10:00:00Z</updated>"
        let broken = try valid().replacingOccurrences(
            of: "(?s)" + pattern, with: replacement.replacingOccurrences(of: "MINIMUM", with: minimum),
            options: .regularExpression)
        #expect(try broken != valid(), "the variant changes nothing")
        #expect(try AtomSchema.problems(in: Array(broken.utf8)) != [], "\(name)")
    }

    @Test(
        "what RFC 4287 allows is accepted, though we do not write it",
        arguments: [
            ("an extension", "<generator>", "<x:y xmlns:x=\"urn:x\" a=\"b\"><x:z>t</x:z></x:y><generator>"),
            ("an attribute of another namespace", "<generator>", "<generator xmlns:x=\"urn:x\" x:a=\"b\">"),
            ("an offset in a date", "T10:00:00Z", "T12:00:00.25+02:00"),
            ("an empty title", "<title>[^<]*</title>", "<title/>"),
            (
                "an XHTML title", "<title>[^<]*</title>",
                "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><b>t</b></div></title>"
            ),
            ("no content but an alternate link", "<content.*</content>", ""),
            ("a link with language", "<link rel=\"via\"", "<link hreflang=\"pt-BR\" rel=\"via\""),
            ("a link of a registered extension", "rel=\"via\"", "rel=\"prev-archive\""),
        ])
    func accepts(name: String, pattern: String, replacement: String) throws {
        let variant = try valid().replacingOccurrences(
            of: "(?s)" + pattern, with: replacement, options: .regularExpression)
        #expect(try variant != valid(), "the variant changes nothing")
        #expect(try AtomSchema.problems(in: Array(variant.utf8)) == [], "\(name)")
    }
}
