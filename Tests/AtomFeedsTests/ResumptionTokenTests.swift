import AtomFeeds
import Foundation
import SeededRandom
import TalkArchive
import Testing

@Suite("OAI-PMH: lists in parts")
struct ResumptionTokenTests {
    /// Talks whose changes lie a day apart, but for two of each three that share a second.
    private func talks(_ count: Int) -> [Talk] {
        (0..<count).map { number in
            var talk = Fixtures.talk("\(2020 + number % 3)/talk-\(number)", title: "Talk \(number)")
            talk.updated = Timestamp(secondsSinceEpoch: 1_600_000_000 + number / 3 * 86_400)
            return talk
        }
    }

    private func repository(_ talks: [Talk], pageSize: Int) -> HarvestRepository {
        HarvestRepository(archive: Fixtures.archive(talks: talks), pageSize: pageSize)
    }

    private static let first = "verb=ListIdentifiers&metadataPrefix=oai_dc"

    /// Everything from one page on.
    private func harvest(_ repository: HarvestRepository, _ query: String = first) throws -> [String] {
        var answer = try OAIAnswer(repository, query)
        var found = try answer.identifiers
        while let token = try answer.token, !token.isEmpty {
            answer = try OAIAnswer(repository, "verb=ListIdentifiers&resumptionToken=\(token)")
            #expect(try OAISchema.problems(in: answer.tree) == [])
            found += try answer.identifiers
        }
        return found
    }

    @Test(
        "pages of any size have the whole list, each record once and in its order", arguments: [1, 2, 7, 19, 20, 100])
    func whole(pageSize: Int) throws {
        let all = try harvest(repository(talks(20), pageSize: 100))
        #expect(all.count == 20 && Set(all).count == 20)
        #expect(try harvest(repository(talks(20).shuffled(), pageSize: pageSize)) == all)
    }

    @Test("cursor and size of the list are told, and the last part ends with an empty token")
    func counts() throws {
        let repository = repository(talks(7), pageSize: 3)
        var answer = try OAIAnswer(repository, Self.first)
        var cursors: [String] = []
        while let token = try answer.token {
            cursors += try answer.strings("//o:resumptionToken/@cursor")
            #expect(try answer.strings("//o:resumptionToken/@completeListSize") == ["7"])
            if token.isEmpty { break }
            #expect(
                token.utf8.allSatisfy { Character(Unicode.Scalar($0)).isLetter || "0123456789-_.".utf8.contains($0) })
            answer = try OAIAnswer(repository, "verb=ListIdentifiers&resumptionToken=\(token)")
        }
        #expect(cursors == ["0", "3", "6"])
        #expect(try answer.token == "")
        #expect(try OAIAnswer(self.repository(talks(7), pageSize: 7), Self.first).token == nil)
    }

    @Test("a token keeps what was asked for")
    func selection() throws {
        let query = Self.first + "&set=2021&from=2020-09-14&until=2020-09-16"
        let whole = try OAIAnswer(repository(talks(30), pageSize: 100), query).identifiers
        #expect(whole.count == 3)
        #expect(try harvest(repository(talks(30), pageSize: 1), query) == whole)
    }

    @Test("a token that was changed, of another verb or of another archive is refused")
    func forged() throws {
        let repository = repository(talks(9), pageSize: 2)
        let token = try #require(try OAIAnswer(repository, Self.first).token)
        var texts = [token + "0", String(token.dropLast()), "0" + token, token.uppercased()]
        for index in token.indices {
            var text = token
            text.replaceSubrange(index...index, with: token[index] == "3" ? "4" : "3")
            texts.append(text)
        }
        for text in texts {
            let answer = try OAIAnswer(repository, "verb=ListIdentifiers&resumptionToken=\(text)")
            #expect(try answer.errors == ["badResumptionToken"], "\(text)")
        }
        #expect(
            try OAIAnswer(repository, "verb=ListRecords&resumptionToken=\(token)").errors == ["badResumptionToken"])
        let other = HarvestRepository(
            archive: Fixtures.archive(talks: talks(9), settings: Fixtures.settings(authority: "other.example,2021")))
        #expect(
            try OAIAnswer(other, "verb=ListIdentifiers&resumptionToken=\(token)").errors == ["badResumptionToken"])
    }

    @Test("a token holds after a restart on another host and with other page sizes")
    func restart() throws {
        let token = try #require(try OAIAnswer(repository(talks(9), pageSize: 2), Self.first).token)
        let moved = HarvestRepository(archive: Fixtures.archive(talks: talks(9)), pageSize: 5)
        let rest = try harvest(moved, "verb=ListIdentifiers&resumptionToken=\(token)")
        #expect(try OAIAnswer(repository(talks(9), pageSize: 2), Self.first).identifiers + rest == harvest(moved))
    }

    @Test(
        "whatever changes during a harvest, nothing is lost, or the harvester is told to begin again",
        arguments: 1...200)
    func changes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var talks = talks(Int.random(in: 5...20, using: &random))
        let size = Int.random(in: 1...4, using: &random)
        var answer = try OAIAnswer(repository(talks, pageSize: size), Self.first)
        var found = Set(try answer.identifiers)
        var number = 0
        while let token = try answer.token, !token.isEmpty {
            number += 1
            switch Int.random(in: 0...4, using: &random) {
            case 0:
                // A talk is changed: it has a new time.
                let index = talks.indices.randomElement(using: &random) ?? 0
                talks[index].updated = Timestamp(secondsSinceEpoch: 1_700_000_000 + number)
            case 1:
                var talk = Fixtures.talk("2020/new-\(number)")
                talk.updated = Timestamp(secondsSinceEpoch: 1_700_000_000 + number)
                talks.append(talk)
            case 2 where !talks.contains { $0.updated.secondsSinceEpoch >= 1_700_000_000 }:
                // A talk is copied in that claims to be old.
                var talk = Fixtures.talk("2020/copied-\(number)")
                talk.updated = Timestamp(secondsSinceEpoch: 1_600_000_000)
                talks.append(talk)
            default: break
            }
            answer = try OAIAnswer(repository(talks, pageSize: size), "verb=ListIdentifiers&resumptionToken=\(token)")
            if try answer.errors == ["badResumptionToken"] { return }
            #expect(try answer.errors == [], "seed \(seed)")
            found.formUnion(try answer.identifiers)
        }
        let all = Set(talks.map { "oai:kangrejos.com:\($0.key)" })
        #expect(found.isSuperset(of: all), "seed \(seed): \(all.subtracting(found))")
    }
}
