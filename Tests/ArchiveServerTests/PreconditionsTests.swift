import HTTPTypes
import TalkArchive
import Testing

@testable import ArchiveServer

@Suite("Preconditions")
struct PreconditionsTests {
    /// 2022-09-07T09:30:00Z
    private static let changed = Timestamp(secondsSinceEpoch: 1_662_543_000)

    private static func outcome(
        _ request: HTTPFields, hasGzip: Bool = false, entityTag: String? = "abc", lastModified: Timestamp? = changed
    ) -> Preconditions.Outcome {
        Preconditions.outcome(
            RequestConditions(request),
            Validators(entityTag: entityTag, lastModified: lastModified, hasGzip: hasGzip))
    }

    @Test(
        "If-None-Match takes one tag, a list, weak tags and *",
        arguments: [
            ("\"abc\"", true), ("\"x\", \"abc\"", true), ("W/\"abc\"", true), ("*", true), ("\"x\",\"y\"", false),
            ("abc", false), ("", false), ("\"abc", false), ("\"a\"bc\"", false), ("\"*\"", false), ("W/abc", false),
            ("\"a,b\",\"abc\"", true), (" , W/\"x\",\tW/\"abc\" ,", true), ("\"abc-gzip\"", false),
        ])
    func noneMatch(condition: String, isSame: Bool) {
        let request: HTTPFields = [.ifNoneMatch: condition]
        #expect(Self.outcome(request) == (isSame ? .notModified(.identity) : .send(.identity)))
    }

    @Test("several If-None-Match fields are one list")
    func severalFields() {
        var request: HTTPFields = [:]
        request.append(HTTPField(name: .ifNoneMatch, value: "\"x\""))
        request.append(HTTPField(name: .ifNoneMatch, value: "\"abc\""))
        #expect(Self.outcome(request) == .notModified(.identity))
    }

    @Test("If-None-Match goes before If-Modified-Since")
    func precedence() {
        let request: HTTPFields = [.ifNoneMatch: "\"x\"", .ifModifiedSince: "Wed, 07 Sep 2022 09:30:00 GMT"]
        #expect(Self.outcome(request) == .send(.identity))
    }

    @Test(
        "If-Modified-Since compares moments, and what is no date is passed over",
        arguments: [
            ("Wed, 07 Sep 2022 09:30:00 GMT", true), ("Thu, 08 Sep 2022 00:00:00 GMT", true),
            ("Wed, 07 Sep 2022 09:29:59 GMT", false), ("yesterday", false), ("", false),
        ])
    func modifiedSince(condition: String, isSame: Bool) {
        let request: HTTPFields = [.ifModifiedSince: condition]
        #expect(Self.outcome(request) == (isSame ? .notModified(.identity) : .send(.identity)))
        #expect(Self.outcome(request, lastModified: nil) == .send(.identity))
    }

    @Test(
        "If-Match compares strongly",
        arguments: [
            ("\"abc\"", true), ("\"x\", \"abc\"", true), ("*", true), ("W/\"abc\"", false), ("\"x\"", false),
            ("", false),
            ("abc", false),
        ])
    func match(condition: String, holds: Bool) {
        #expect(Self.outcome([.ifMatch: condition]) == (holds ? .send(.identity) : .failed))
        // What does not hold goes before what the client has; what holds leaves the other conditions to be looked at.
        let both: HTTPFields = [.ifMatch: condition, .ifNoneMatch: "\"abc\""]
        #expect(Self.outcome(both) == (holds ? .notModified(.identity) : .failed))
    }

    @Test(
        "If-Unmodified-Since holds unless the content is younger, and is not looked at beside If-Match",
        arguments: [
            ("Wed, 07 Sep 2022 09:30:00 GMT", true), ("Thu, 08 Sep 2022 00:00:00 GMT", true),
            ("Wed, 07 Sep 2022 09:29:59 GMT", false), ("yesterday", true),
        ])
    func unmodifiedSince(condition: String, holds: Bool) {
        #expect(Self.outcome([.ifUnmodifiedSince: condition]) == (holds ? .send(.identity) : .failed))
        #expect(Self.outcome([.ifUnmodifiedSince: condition, .ifMatch: "\"abc\""]) == .send(.identity))
        #expect(Self.outcome([.ifUnmodifiedSince: condition], lastModified: nil) == .send(.identity))
    }

    @Test(
        "of the codings that a client takes it is told 304 for the one that it has",
        arguments: [
            ("gzip", "\"abc-gzip\"", Preconditions.Outcome.notModified(.gzip)),
            ("gzip", "\"abc\"", .notModified(.identity)), ("gzip", "\"abc\", \"abc-gzip\"", .notModified(.gzip)),
            ("gzip", "*", .notModified(.gzip)), ("gzip", "\"x\"", .send(.gzip)),
            ("identity", "\"abc-gzip\"", .send(.identity)), ("identity", "\"abc\"", .notModified(.identity)),
            ("gzip, identity;q=0", "\"abc\"", .send(.gzip)), ("gzip", "W/\"abc-gzip\"", .notModified(.gzip)),
        ])
    func codings(accepted: String, condition: String, expected: Preconditions.Outcome) {
        let request: HTTPFields = [.acceptEncoding: accepted, .ifNoneMatch: condition]
        #expect(Self.outcome(request, hasGzip: true) == expected)
    }

    @Test("If-Match selects the coding whose tag it names")
    func matchSelects() {
        let request: HTTPFields = [.acceptEncoding: "gzip", .ifMatch: "\"abc\""]
        #expect(Self.outcome(request, hasGzip: true) == .send(.identity))
        #expect(Self.outcome([.acceptEncoding: "gzip", .ifMatch: "*"], hasGzip: true) == .send(.gzip))
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
        let validators = Validators(entityTag: "abc", lastModified: Self.changed)
        #expect(Preconditions.rangeApplies(RequestConditions(request), validators) == applies)
    }
}
