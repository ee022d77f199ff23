internal import Foundation

/// What a template is given: text, numbers as text, booleans, lists and further contexts, by key.
typealias PageContext = [String: Any]

/// Renders pages from the templates' folder.
///
/// In development the templates are read anew for each page; else once, at start.
struct PageRenderer: Sendable {
    private let folder: URL
    private let templates: TemplateSet
    private let readsAnew: Bool

    /// - Throws: `TemplateError` when the folder or a template cannot be read.
    init(folder: URL, readsAnew: Bool) throws {
        self.folder = folder
        self.readsAnew = readsAnew
        templates = try TemplateSet(folder: folder)
    }

    /// The page as HTML in UTF-8.
    /// - Throws: `TemplateError` when the template does not exist, or, in development, has a fault.
    func render(_ template: String, _ page: PageObject, frame: PageObject) throws -> [UInt8] {
        let templates = readsAnew ? try TemplateSet(folder: folder) : templates
        guard let html = templates.render(template, page, frame: frame) else {
            throw TemplateError(description: "There is no template \(template).mustache in \(folder.path).")
        }
        return html
    }
}

/// A template that cannot be used, and why.
struct TemplateError: Error, CustomStringConvertible {
    let description: String
}
