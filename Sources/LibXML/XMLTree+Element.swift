extension XMLTree {
    /// An element as a plain value: its name, attributes and children.
    public struct Element: Hashable, Sendable {
        /// The name without prefix.
        public var name: String
        /// The namespace's URI; `nil` outside any namespace, and for HTML.
        public var namespace: String?
        /// The attributes in the order of the document, without namespace declarations.
        public var attributes: [Attribute]
        /// Elements and text in the order of the document; comments and processing instructions are left out.
        public var children: [Node]
        /// The line of the start tag, counted from 1.
        public var line: Int

        /// The text of the element and all within it.
        public var text: String {
            var text = ""
            appendText(to: &text)
            return text
        }

        /// The children that are elements.
        public var elements: [Element] {
            children.compactMap { child in
                guard case .element(let element) = child else { return nil }
                return element
            }
        }

        /// The child elements of a name, in any namespace unless one is given.
        public func elements(named name: String, namespace: String? = nil) -> [Element] {
            elements.filter { $0.name == name && (namespace == nil || $0.namespace == namespace) }
        }

        /// The first child element of a name, in any namespace unless one is given.
        public func first(_ name: String, namespace: String? = nil) -> Element? {
            elements(named: name, namespace: namespace).first
        }

        /// The value of an attribute; without a namespace, of one that stands in none.
        public func attribute(_ name: String, namespace: String? = nil) -> String? {
            attributes.first { $0.name == name && $0.namespace == namespace }?.value
        }

        private func appendText(to text: inout String) {
            for child in children {
                switch child {
                case .text(let part): text += part
                case .element(let element): element.appendText(to: &text)
                }
            }
        }
    }

    /// A child of an element.
    public enum Node: Hashable, Sendable {
        /// An element within.
        case element(Element)
        /// A run of text; CDATA sections are text.
        case text(String)
    }

    /// An attribute of an element.
    public struct Attribute: Hashable, Sendable {
        /// The name without prefix.
        public var name: String
        /// The namespace's URI; `nil` for an attribute without prefix.
        public var namespace: String?
        /// The value, references resolved.
        public var value: String
    }
}
