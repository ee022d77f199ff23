import HTTPTypes
import TalkArchive
import Testing

@testable import ArchiveServer

@Suite("Preconditions")
struct PreconditionsTests {
    /// 2022-09-07T09:30:00Z
    private static let changed = Timestamp(secondsSinceEpoch: 1_662_543_000)

    @Test(
        "If-None-Match takes one tag, a list, weak tags and *",
        arguments: [
            ("\"abc\"", true), ("\"x\", \"abc\"", true), ("W/\"abc\"", true), ("*", true), ("\"x\",\"y\"", false),
            ("abc", false), ("", false), ("\"abc", false), ("\"a\"bc\"", false),
        ])
    func noneMatch(condition: String, isSame: Bool) {
        let request: HTTPFields = [.ifNoneMatch: condition]
        #expect(Preconditions.isNotModified(request, entityTag: "abc", lastModified: nil) == isSame)
    }

    @Test("several If-None-Match fields are one list")
    func severalFields() {
        var request: HTTPFields = [:]
        request.append(HTTPField(name: .ifNoneMatch, value: "\"x\""))
        request.append(HTTPField(name: .ifNoneMatch, value: "\"abc\""))
        #expect(Preconditions.isNotModified(request, entityTag: "abc", lastModified: nil))
    }

    @Test("If-None-Match goes before If-Modified-Since")
    func precedence() {
        let request: HTTPFields = [.ifNoneMatch: "\"x\"", .ifModifiedSince: "Wed, 07 Sep 2022 09:30:00 GMT"]
        #expect(!Preconditions.isNotModified(request, entityTag: "abc", lastModified: Self.changed))
    }

    @Test(
        "If-Modified-Since compares moments, and what is no date is passed over",
        arguments: [
            ("Wed, 07 Sep 2022 09:30:00 GMT", true), ("Thu, 08 Sep 2022 00:00:00 GMT", true),
            ("Wed, 07 Sep 2022 09:29:59 GMT", false), ("yesterday", false), ("", false),
        ])
    func modifiedSince(condition: String, isSame: Bool) {
        let request: HTTPFields = [.ifModifiedSince: condition]
        #expect(Preconditions.isNotModified(request, entityTag: "abc", lastModified: Self.changed) == isSame)
    }

    @Test(
        "a range applies when If-Range names these very bytes",
        arguments: [
            (nil, true), ("\"abc\"", true), ("\"x\"", false), ("W/\"abc\"", false),
            ("Wed, 07 Sep 2022 09:30:00 GMT", true), ("Wed, 07 Sep 2022 09:30:01 GMT", false),
        ] as [(String?, Bool)])
    func ifRange(condition: String?, applies: Bool) {
        var request: HTTPFields = [:]
        request[.ifRange] = condition
        #expect(Preconditions.rangeApplies(request, entityTag: "abc", lastModified: Self.changed) == applies)
    }
}
