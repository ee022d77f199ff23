internal import Foundation
internal import Mustache

/// The templates of a folder, read once, with the fragments that were made of them.
struct TemplateSet: Sendable {
    private let library: MustacheLibrary
    private let pages: [String: TemplatePage]

    /// - Throws: `TemplateError` when the folder or a template cannot be read.
    init(folder: URL) throws {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw TemplateError(
                description: "The templates' folder \(folder.path) cannot be read. Name the right one by --templates.")
        }
        var texts: [String: String] = [:]
        for name in names.sorted() where name.hasSuffix(".mustache") {
            do {
                texts[String(name.dropLast(".mustache".count))] = try String(
                    contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            } catch {
                throw TemplateError(description: "The template \(name) has a fault: \(error)")
            }
        }
        try self.init(texts)
    }

    /// - Parameter texts: templates by name.
    /// - Throws: `TemplateError` when one has a fault.
    init(_ texts: [String: String]) throws {
        var library = MustacheLibrary()
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            do {
                try library.register(text, named: name)
            } catch {
                throw TemplateError(description: "The template \(name).mustache has a fault: \(error)")
            }
        }
        self.library = library
        let sources = TemplateSources(texts, library: library)
        var pages: [String: TemplatePage] = [:]
        for name in sources.fragmentable {
            pages[name] = library.getTemplate(named: name).map { TemplatePage($0, sources: sources) }
        }
        self.pages = pages
    }

    /// The page as HTML in UTF-8; nil when there is no such template.
    /// - Parameter frame: what is around the page's own values: looked at where those have no such name.
    func render(_ template: String, _ page: PageObject, frame: PageObject = [:]) -> [UInt8]? {
        guard let fragments = pages[template] else {
            return renderWhole(template, page, frame: frame).map { Array($0.utf8) }
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.usualPageBytes)
        fragments.write(page, frame: frame, to: &bytes)
        return bytes
    }

    /// What most pages fit into.
    private static let usualPageBytes = 40 * 1024

    /// Whether the template is put together from fragments, or rendered by Mustache for each page.
    func isFragmented(_ template: String) -> Bool {
        pages[template] != nil
    }

    /// The page as Mustache renders it, without fragments: what `render` must be equal to.
    func renderWhole(_ template: String, _ page: PageObject, frame: PageObject = [:]) -> String? {
        library.render(page.within(frame), withTemplate: template)
    }
}
