internal import Mustache
internal import Synchronization

/// A whole template, with the fragments made of it for each shape of frame.
final class TemplatePage: Sendable {
    private let template: MustacheTemplate
    private let sources: TemplateSources
    private let variants = Mutex<[(frame: PageObject, page: TemplateSection)]>([])

    init(_ template: MustacheTemplate, sources: TemplateSources) {
        self.template = template
        self.sources = sources
    }

    func write(_ page: PageObject, frame: PageObject, to bytes: inout [UInt8]) {
        let section = variants.withLock { variants in
            if let known = variants.first(where: { $0.frame.hasShape(of: frame) }) { return known.page }
            if variants.count >= TemplateSection.maximumVariants { variants.removeAll() }
            let section = TemplateSection(template, sources: sources)
            variants.append((frame.shape, section))
            return section
        }
        var stack = [frame]
        section.write([page], stack: &stack, to: &bytes)
    }
}

/// A section of a template, or a whole one within a frame, with the fragments that were made of it so far, one for each shape of
/// object that it was filled with.
final class TemplateSection: Sendable {
    private let template: MustacheTemplate?
    private let sources: TemplateSources
    private let variants = Mutex<[Variant]>([])

    private struct Variant: Sendable {
        /// An object of the shape, without its texts.
        let shape: PageObject
        let fragment: TemplateFragment
    }

    /// Shapes are few, as they follow from what pages can show; should there be more, they are made anew.
    static let maximumVariants = 128

    init(_ template: MustacheTemplate, sources: TemplateSources) {
        self.template = template
        self.sources = sources
    }

    /// - Parameter text: what stands between the section's two tags.
    convenience init(text: String, sources: TemplateSources) {
        // It was read without fault as part of a template already.
        let template = try? MustacheTemplate(
            string: (sources.standsWithinLine(text) ? Placeholder.lineStart : "") + text)
        self.init(template, sources: sources)
    }

    private init(_ template: MustacheTemplate?, sources: TemplateSources) {
        self.template = template
        self.sources = sources
    }

    /// Appends the section once for each item.
    /// - Parameter stack: the objects around the items.
    func write(_ items: [PageObject], stack: inout [PageObject], to page: inout [UInt8]) {
        var known = variants.withLock { $0 }
        for item in items {
            stack.append(item)
            if let variant = known.first(where: { $0.shape.hasShape(of: item) }) {
                variant.fragment.write(&stack, to: &page)
            } else if let fragment = make(stack) {
                known.append(Variant(shape: item.shape, fragment: fragment))
                fragment.write(&stack, to: &page)
            }
            stack.removeLast()
        }
    }

    private func make(_ stack: [PageObject]) -> TemplateFragment? {
        guard let template, let item = stack.last else { return nil }
        let fragment = TemplateFragment(template, stack: stack, sources: sources)
        variants.withLock { variants in
            if variants.count >= Self.maximumVariants { variants.removeAll() }
            variants.append(Variant(shape: item.shape, fragment: fragment))
        }
        return fragment
    }
}
