import Foundation
import Testing

@testable import ArchiveServer

/// A page put together from fragments is the very page that Mustache renders.
@Suite struct TemplateFragmentTests {
    /// Renders in both ways, twice, so that the second time every fragment is there already.
    private func check(
        _ templates: [String: String], _ page: PageObject, _ name: String = "page",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let set = try TemplateSet(templates)
        let whole = try #require(set.renderWhole(name, page))
        #expect(set.isFragmented(name), sourceLocation: sourceLocation)
        for _ in 0..<2 { #expect(set.html(name, page) == whole, sourceLocation: sourceLocation) }
        return whole
    }

    @Test(
        "each of Mustache's tags gives what Mustache gives",
        arguments: [
            (
                "{{text}} and {{{text}}} and {{&text}}",
                "&lt;b&gt; &amp; &quot;it&#39;s&quot; and <b> & \"it's\" and <b> & \"it's\""
            ),
            ("{{#yes}}y{{/yes}}{{^yes}}n{{/yes}}{{#no}}y{{/no}}{{^no}}n{{/no}}", "yn"),
            ("{{#list}}<{{name}}>{{/list}}{{^list}}none{{/list}}", "<a><b><a>"),
            ("{{#empty}}<{{name}}>{{/empty}}{{^empty}}none{{/empty}}", "none"),
            ("{{#list}}{{#inner}}{{name}}{{deep}}{{yes}}{{/inner}};{{/list}}", "a1true;;a2truea3true;"),
            ("{{#list}}{{outer}}{{/list}}", "ooo"),
            ("{{#text}}there{{/text}}{{^text}}not{{/text}}{{#blank}}there{{/blank}}", "therethere"),
            ("{{missing}}{{#missing}}x{{/missing}}{{^missing}}y{{/missing}}", "y"),
            ("a{{! nothing {{x }}b", "ab"),
            ("{{> part}}", "part o\n"),
            ("{{#list}}{{> part}}{{/list}}", "part o\npart o\npart o\n"),
            ("{{> nothing}}", ""),
            ("{{#list}}{{#outers}}{{name}}{{outer}}{{/outers}}{{/list}}", "xoxoxo"),
        ])
    func tags(template: String, expected: String) throws {
        let page: PageObject = [
            "text": .text("<b> & \"it's\""), "yes": .present, "no": .absent, "empty": .list([]), "outer": .text("o"),
            "blank": .text(""), "outers": .list([["name": .text("x")]]),
            "list": .list([
                ["name": .text("a"), "inner": .list([["deep": .text("1")]])],
                ["name": .text("b"), "inner": .absent],
                ["name": .text("a"), "inner": .list([["deep": .text("2")], ["deep": .text("3")]])],
            ]),
        ]
        let whole = try check(["page": template, "part": "part {{outer}}\n"], page)
        #expect(whole == expected)
    }

    @Test(
        "line ends stay where Mustache leaves them",
        arguments: [
            "<ul>\n{{#list}}\n<li>{{name}}</li>\n{{/list}}\n</ul>\n",
            "<ul>{{#list}}\n<li>{{name}}</li>\n{{/list}}</ul>\n",
            "{{#list}}\n{{> part}}\n{{/list}}\nx",
            "y{{#list}}{{> part}}\n{{/list}}\nx",
            "y{{#list}}{{#inner}}\n{{name}}{{/inner}}\n{{/list}}\nx",
            "  {{#list}}\n  {{name}}\n  {{/list}}\nx",
            "{{#list}}\n\n{{#inner}}\n\n{{/inner}}\n\n{{/list}}",
            "{{#list}}\r\n{{name}}\r\n{{/list}}\r\n",
        ])
    func lineEnds(template: String) throws {
        let page: PageObject = [
            "list": .list([["name": .text("a"), "inner": .list([[:]])], ["name": .text("b"), "inner": .absent]])
        ]
        _ = try check(["page": template, "part": "<p>\n"], page)
    }

    @Test("random pages on random templates are what Mustache renders", arguments: 0..<40 as Range<UInt64>)
    func randomPages(seed: UInt64) throws {
        var random = RandomPages(seed: seed)
        let templates = random.templates()
        let set = try TemplateSet(templates)
        for _ in 0..<20 {
            let page = random.object(depth: 0)
            #expect(
                set.html("page", page) == set.renderWhole("page", page), "seed \(seed), templates \(templates)")
        }
        #expect(set.isFragmented("page"))
    }

    @Test("the shipped search page is what Mustache renders, whatever is given", arguments: 0..<12 as Range<UInt64>)
    func searchPages(seed: UInt64) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Templates")
        let set = try TemplateSet(folder: folder.standardizedFileURL)
        var random = RandomPages(seed: seed)
        for _ in 0..<10 {
            let page = random.searchPage()
            #expect(set.html("search", page) == set.renderWhole("search", page), "seed \(seed)")
        }
    }

    @Test("every shipped template can be put together from fragments")
    func shippedTemplates() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Templates")
            .standardizedFileURL
        let set = try TemplateSet(folder: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".mustache") }.map { String($0.dropLast(9)) }
        #expect(names.count > 20)
        for name in names { #expect(set.isFragmented(name), "\(name)") }
    }

    @Test(
        "a template that asks for more of Mustache is rendered by it as a whole",
        arguments: [
            "{{#list}}{{name}}{{^last()}}, {{/last()}}{{/list}}", "{{uppercased(text)}}", "{{first.name}}{{text}}",
            "{{#list}}{{.}}{{/list}}", "{{=<% %>=}}<% text %>", "{{% CONTENT_TYPE:TEXT}}{{text}}",
            "{{< part}}{{$block}}x{{/block}}{{/part}}", "<pre>\n  {{> part}}\n</pre>", "\u{E000}{{text}}", "{{> odd}}",
        ])
    func otherTemplates(template: String) throws {
        let set = try TemplateSet(["page": template, "part": "{{text}}\n", "odd": "{{count(list)}}"])
        let page: PageObject = [
            "text": .text("t"), "first": .list([["name": .text("a")]]),
            "list": .list([["name": .text("a")], ["name": .text("b")]]),
        ]
        #expect(!set.isFragmented("page"))
        #expect(set.html("page", page) == set.renderWhole("page", page))
        #expect(set.html("page", page)?.isEmpty == false)
    }

    @Test("a quote with a combining accent cannot leave its attribute", arguments: ["page", "whole"])
    func combiningMarks(template: String) throws {
        let set = try TemplateSet(["page": "<a b=\"{{text}}\">", "whole": "<a b=\"{{text}}\">{{count(list)}}"])
        let html = try #require(
            set.html(template, ["text": .text("\"\u{338} onfocus=x <\u{338}b>\u{308}&\u{301}"), "list": .list([[:]])]))
        #expect(html.utf8.count { $0 == UInt8(ascii: "\"") } == 2)
        #expect(html.unicodeScalars.count { $0 == "<" } == 1)
        #expect(html.unicodeScalars.count { $0 == ">" } == 1)
    }

    @Test("a context of any values reads as the object it stands for")
    func contexts() throws {
        let context: PageContext = [
            "text": "t", "number": 7, "yes": true, "no": false, "one": ["name": "n"] as PageContext,
            "texts": [["text": "a"], ["text": "b"]], "mixed": [["text": "c", "marked": true]] as [PageContext],
            "object": ["name": .text("o")] as PageObject,
        ]
        let set = try TemplateSet([
            "page": "{{text}}{{number}}{{#yes}}y{{/yes}}{{^no}}n{{/no}}{{#one}}{{name}}{{/one}}"
                + "{{#texts}}{{text}}{{/texts}}{{#mixed}}{{text}}{{/mixed}}{{#object}}{{name}}{{/object}}"
        ])
        #expect(set.html("page", PageObject(context)) == "t7ynnabco")
    }
}

extension TemplateSet {
    fileprivate func html(_ template: String, _ page: PageObject) -> String? {
        render(template, page).map { String(decoding: $0, as: UTF8.self) }
    }
}
