import TalkArchive
import Testing

@testable import ArchiveServer

@Suite("Principal")
struct PrincipalTests {
    @Test("each scope allows what it says and nothing else")
    func scopes() throws {
        let here = try #require(TalkKey("2031/limpets"))
        let elsewhere = try #require(TalkKey("2032/crabs"))
        let all: [Principal.Deed] =
            [here, elsewhere].flatMap { talk -> [Principal.Deed] in
                [.seeHidden(talk.edition), .changeDecks(talk), .changeEdition(talk.edition), .handIn(talk)]
            } + [.seeHidden(nil), .changeArchive]
        let table: [(Principal.Rights, Set<Principal.Deed>)] = [
            (.token(id: "a", .everything), Set(all).subtracting([.handIn(here), .handIn(elsewhere)])),
            (.token(id: "a", .reading), [.seeHidden(here.edition), .seeHidden(elsewhere.edition), .seeHidden(nil)]),
            (.token(id: "a", .upload(here.edition)), [.seeHidden(here.edition), .changeDecks(here)]),
            (.link(id: "a", here), [.handIn(here)]),
        ]
        for (rights, allowed) in table {
            let principal = Principal(name: "Ada", rights: rights)
            for deed in all {
                #expect(principal.may(deed) == allowed.contains(deed), "\(rights) \(deed)")
                #expect(((try? principal.require(deed)) != nil) == allowed.contains(deed), "\(rights) \(deed)")
            }
        }
    }
}
