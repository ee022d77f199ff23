import SeededRandom
import TestSupport
import Testing

@testable import ArchiveServer

@Suite("Rate limiter")
struct RateLimiterTests {
    @Test("so many in a period that begins with the first, for each key by itself")
    func period() {
        var limiter = RateLimiter<String>(3, in: .seconds(60))
        for _ in 0..<3 { #expect(limiter.take("a", now: .seconds(5)) == nil) }
        #expect(limiter.take("a", now: .seconds(5)) == .seconds(60))
        #expect(limiter.take("a", now: .seconds(64)) == .seconds(1))
        #expect(limiter.take("b", now: .seconds(64)) == nil)
        for _ in 0..<3 { #expect(limiter.take("a", now: .seconds(65)) == nil) }
        #expect(limiter.take("a", now: .seconds(65)) == .seconds(60))
        var none = RateLimiter<String>(0, in: .seconds(60))
        #expect(none.take("a", now: .zero) == .seconds(60))
    }

    @Test("whoever waits as long as they are told is let through, and nobody gets over twice the limit in a period")
    func law() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let most = Int.random(in: 1...20, using: &random)
            let period = Duration.milliseconds(Int.random(in: 1...100_000, using: &random))
            var limiter = RateLimiter<Int>(most, in: period)
            var now = Duration.zero
            var taken: [Duration] = []
            for _ in 0..<200 {
                if let wait = limiter.take(1, now: now) {
                    #expect(wait > .zero && wait <= period)
                    now += wait
                    #expect(limiter.take(1, now: now) == nil)
                }
                taken.append(now)
                if Int.random(in: 0..<10, using: &random) == 0 { now += period / Int.random(in: 1...5, using: &random) }
            }
            for (index, first) in taken.enumerated() where index + 2 * most < taken.count {
                #expect(taken[index + 2 * most] - first >= period)
            }
        }
    }

    @Test("it never keeps more than it may, and those in trouble stay longest")
    func bounded() {
        var limiter = RateLimiter<Int>(4, in: .seconds(60), mostKeys: 100)
        for _ in 0..<4 { #expect(limiter.take(-1, now: .zero) == nil) }
        for key in 0..<10_000 {
            #expect(limiter.take(key, now: .milliseconds(key)) == nil)
            #expect(limiter.count <= 100)
        }
        #expect(limiter.take(-1, now: .seconds(10)) != nil)
        for key in 0..<100 { #expect(limiter.take(key, now: .seconds(1000)) == nil) }
        #expect(limiter.count <= 100)
    }
}

@Suite("Rate limits")
struct RateLimitTests {
    @Test("wrong tokens are limited for each address that a trusted proxy tells, and right ones get in all the same")
    func proxied() async throws {
        let archive = try TestArchive()
        try archive.edition("2031")
        let token = try archive.token()
        let server = try await TestServer.start(archive) {
            $0.limits.signInTriesPerMinute = 2
            $0.trustedProxies = 1
        }
        func attempt(_ token: String, from address: String) async throws -> TestReply {
            try await Organizer.post(
                server, "/organize/sign-in", [("token", token)], fields: [("X-Forwarded-For", address)])
        }
        #expect(try await attempt("wrong", from: "198.51.100.1").status == 401)
        #expect(try await attempt("wrong", from: "9.9.9.9, 198.51.100.1").status == 401)
        let refused = try await attempt("wrong", from: "8.8.8.8, 198.51.100.1")
        #expect(refused.status == 429)
        #expect(refused["Retry-After"].flatMap { Int($0) }.map { (1...60).contains($0) } == true)
        #expect(refused.text.contains("2 wrong tokens a minute"))
        #expect(try await attempt(token, from: "198.51.100.1").status == 303)
        #expect(try await attempt("wrong", from: "198.51.100.2").status == 401)
        for number in 0..<2 { #expect(try await attempt("wrong", from: "2001:db8::\(number)").status == 401) }
        #expect(try await attempt("wrong", from: "2001:db8::ffff:0:1").status == 429)
        await server.stop()
    }

    @Test("uploads are limited for each address, and the answer says the limit and when to come again")
    func uploads() async throws {
        let archive = try TestArchive()
        try archive.edition("2031")
        try archive.talk("2031/limpets", "title: Limpets\nspeakers: [Ada Low]")
        let token = try archive.token()
        let server = try await TestServer.start(archive) { $0.limits.uploadsPerMinute = 2 }
        let deck = TestPDF([["grip"]]).data
        #expect(try await server.upload(deck, to: "2031/limpets", token: token).status == 201)
        #expect(try await server.upload(deck, to: "2031/limpets", token: token).status == 200)
        let refused = try await server.upload(deck, to: "2031/limpets", token: token)
        #expect(refused.status == 429)
        #expect(refused.mediaType == "application/problem+json")
        #expect(refused.text.contains("2 uploads a minute"))
        #expect(refused["Retry-After"] != nil)
        let organizer = try await Organizer.signIn(server, token: token)
        let form = try await organizer.upload(deck, to: "2031/limpets")
        #expect(form.status == 429)
        #expect(form.text.contains("2 uploads a minute"))
        await server.stop()
    }
}
