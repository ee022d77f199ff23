import SeededRandom

@testable import ArchiveServer

/// Templates and what to fill them with, at random from a seed.
struct RandomPages {
    private var generator: SeededGenerator
    private static let names = ["a", "b", "c", "d"]

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    }

    private mutating func next(_ limit: Int) -> Int { Int(generator.next() % UInt64(limit)) }

    private mutating func name() -> String { Self.names[next(Self.names.count)] }

    mutating func text() -> String {
        ["", "x", "<&>\"'", "caf\u{E9} \u{1F980}", "a\r\nb", "plain words of some length", "{{a}}"][next(7)]
    }

    // MARK: Templates

    mutating func templates() -> [String: String] {
        ["page": template(depth: 0), "one": template(depth: 2), "two": "<{{a}}>\n"]
    }

    private mutating func template(depth: Int) -> String {
        (0..<next(4) + 2).map { _ in part(depth: depth) }.joined()
    }

    private mutating func part(depth: Int) -> String {
        let key = name()
        let end = ["", "\n", "\n"][next(3)]
        switch next(depth > 3 ? 4 : 8) {
        case 0: return ["text", " ", "\n", "<p>"][next(4)]
        // Mustache prints a list or an object as Swift describes it, which nobody wants; only these names are texts.
        case 1: return "{{\(["a", "b"][next(2)])}}" + end
        case 2: return "{{{\(["a", "b"][next(2)])}}}"
        case 3: return depth < 2 ? "{{> \(["one", "two"][next(2)])}}".inFirstColumn(end) : "."
        case 4: return "{{^\(key)}}" + end + template(depth: depth + 1) + "{{/\(key)}}" + end
        default: return "{{#\(key)}}" + end + template(depth: depth + 1) + "{{/\(key)}}" + end
        }
    }

    // MARK: Objects

    mutating func object(depth: Int) -> PageObject {
        var context: PageContext = [:]
        for name in Self.names where next(4) > 0 {
            switch next(depth > 2 || ["a", "b"].contains(name) ? 3 : 5) {
            case 0: context[name] = next(2) == 0
            case 1, 2: context[name] = text()
            case 3: context[name] = object(depth: depth + 1)
            default: context[name] = (0..<next(4)).map { _ in object(depth: depth + 1) }
            }
        }
        return PageObject(context)
    }

    // MARK: The search page

    mutating func searchPage() -> PageObject {
        var page: PageContext = [:]
        for key in ["language", "pageTitle", "cssHref", "siteName", "query", "resultText", "firstRank", "feedHref"] {
            page[key] = text()
        }
        for key in ["description", "robots", "fallbackText", "siteTagline", "canonicalHref", "ogImage"] {
            page[key] = next(2) == 0 ? text() as Any : false
        }
        for key in ["hasQuery", "hasFacets", "hasResults", "hasActiveFilters"] { page[key] = next(4) > 0 }
        page["didYouMean"] = next(2) == 0 ? row() as Any : false
        page["nearWords"] = (0..<next(3)).map { _ -> PageObject in
            [
                "typed": .text(text()), "exactHref": .text(text()), "words": .list(rows()),
                "moreWords": .text(ifAny: text()),
            ]
        }
        page["orderNote"] =
            next(2) == 0
            ? [
                "understood": .text(ifAny: text()), "passedOver": .text(ifAny: text()),
                "sentences": .list(runs()),
            ] as PageObject as Any : false
        page["orderLink"] = next(2) == 0 ? row() as Any : false
        page["notices"] = rows()
        page["activeFilters"] = rows()
        page["sortChoices"] = rows()
        page["nav"] = rows()
        page["hiddenFields"] = rows()
        page["facets"] = (0..<next(3)).map { _ -> PageObject in
            ["title": .text(text()), "values": .list(rows()), "moreText": .text(ifAny: text())]
        }
        page["results"] = (0..<next(4)).map { _ in result() }
        page["pagination"] =
            next(2) == 0
            ? ["pages": .list(rows()), "previousHref": .text(ifAny: text()), "nextHref": .absent] as PageObject as Any
            : false
        return PageObject(page)
    }

    private mutating func result() -> PageObject {
        [
            "href": .text(text()), "heading": .list([["runs": .list(runs())]]), "hasSpeakers": .flag(next(2) == 0),
            "speakers": .list(
                (0..<next(3)).map { _ in
                    ["href": .text(text()), "runs": .list(runs()), "comma": .flag(next(2) == 0)]
                }),
            "editionHref": .text(text()), "editionName": .text(text()),
            "snippet": next(2) == 0 ? .absent : .list([["runs": .list(runs())]]), "hasBadges": .flag(next(2) == 0),
            "badges": .list([["kind": .text(text()), "label": .text(text())]]), "hasSlides": .flag(next(3) > 0),
            "slides": .list(
                (0..<next(4)).map { _ in
                    [
                        "href": .text(text()), "number": .text(text()),
                        "picture": next(2) == 0
                            ? .absent : .list([["src": .text(text()), "width": .text("320"), "height": .text("180")]]),
                        "overlay": .absent, "hit": .list([["runs": .list(runs())]]),
                    ]
                }),
            "moreSlides": next(2) == 0 ? .absent : .list([row()]), "reasons": next(2) == 0 ? .absent : reasons(),
        ]
    }

    private mutating func reasons() -> PageValue {
        let shares = (0..<next(3)).map { _ -> PageObject in
            [
                "shareText": .text(text()), "shareName": .text(text()), "shareHow": .text(text()),
                "shareLines": .list(
                    (0..<next(3)).map { _ in ["lineName": .text(ifAny: text()), "lineText": .text(text())] }),
            ]
        }
        return .list([["shares": .list(shares), "scoreText": .text(text())]])
    }

    private mutating func rows() -> [PageObject] { (0..<next(4)).map { _ in row() } }

    private mutating func row() -> PageObject {
        [
            "title": .text(text()), "href": .text(text()), "active": .flag(next(2) == 0), "count": .text("3"),
            "comma": .flag(next(2) == 0),
            "gap": .flag(next(3) == 0), "current": .flag(next(2) == 0), "number": .text("1"), "name": .text(text()),
        ]
    }

    private mutating func runs() -> [PageObject] {
        (0..<next(4)).map { _ in ["text": .text(text()), "marked": .flag(next(2) == 0)] }
    }
}

extension String {
    /// On a line of its own, or within one; never indented, which the house's templates are not either.
    fileprivate func inFirstColumn(_ end: String) -> String { end.isEmpty ? "." + self : "\n" + self + end }
}
