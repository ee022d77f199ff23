internal import Mustache

/// A template, or a section of one, as far as it is the same for all objects of a shape: bytes to copy, and places
/// where a text is filled in or a section repeated.
///
/// Mustache looks up each name by reflection, which for a page of results is most of a request's work. So a template is
/// rendered by it once for each *shape* of what it is given (which values are there, and of what kind), with
/// placeholders for the values; a page is then put together from the pieces between them. Templates stay all that
/// decides about markup, and Mustache all that reads them.
///
/// A section of a list is a template of its own, given the objects around it as well: what an item does not have is
/// looked for there. So fragments form a tree, from the page to its smallest parts.
final class TemplateFragment: Sendable {
    private let pieces: [Piece]

    private enum Piece: Sendable {
        case bytes([UInt8])
        case text(Place, isEscaped: Bool)
        case section(Place, TemplateSection)
    }

    /// Where a value is: which object, counted from the page inwards, and which of its entries.
    struct Place: Sendable {
        let depth: Int
        let entry: Int
    }

    /// - Parameter stack: the page's object and those inside it, the innermost last; only their shape matters.
    init(_ template: MustacheTemplate, stack: [PageObject], sources: TemplateSources) {
        let recorder = PlaceholderStack(stack)
        let skeleton = template.render(recorder, library: sources.library)
        pieces = Placeholder.split(skeleton).map { part in
            switch part {
            case .bytes(let bytes): return .bytes(bytes)
            case .placeholder(let number, let isEscaped):
                switch recorder.uses[number] {
                case .text(let place): return .text(place, isEscaped: isEscaped)
                case .section(let place, let text):
                    return .section(place, TemplateSection(text: text, sources: sources))
                }
            }
        }
    }

    /// Appends the fragment, filled in.
    /// - Parameter stack: objects of the shapes that the fragment was made for.
    func write(_ stack: inout [PageObject], to page: inout [UInt8]) {
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): page.append(contentsOf: bytes)
            case .text(let place, let isEscaped):
                guard case .text(let text) = stack[place.depth][place.entry] else { continue }
                if isEscaped { HTMLEscaping.append(text, to: &page) } else { page.append(contentsOf: text.utf8) }
            case .section(let place, let section):
                guard case .list(let items) = stack[place.depth][place.entry] else { continue }
                section.write(items, stack: &stack, to: &page)
            }
        }
    }
}

/// Answers Mustache's look-ups with placeholders, and remembers what each stands for.
private final class PlaceholderStack: MustacheParent {
    enum Use {
        case text(TemplateFragment.Place)
        /// With the section's own template.
        case section(TemplateFragment.Place, String)
    }

    private let stack: [PageObject]
    private(set) var uses: [Use] = []

    init(_ stack: [PageObject]) {
        self.stack = stack
    }

    func child(named name: String) -> Any? {
        for depth in stack.indices.reversed() {
            guard let entry = stack[depth].index(of: name) else { continue }
            let place = TemplateFragment.Place(depth: depth, entry: entry)
            switch stack[depth][entry].kind {
            case .absent: return false
            case .present: return true
            case .text: return placeholder(.text(place)).description
            case .list: return MustacheLambda { [self] text in placeholder(.section(place, text)) }
            }
        }
        return nil
    }

    private func placeholder(_ use: Use) -> Placeholder {
        uses.append(use)
        return Placeholder(number: uses.count - 1)
    }
}
