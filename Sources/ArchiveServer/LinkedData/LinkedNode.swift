internal import Foundation

/// A thing of schema.org's vocabulary as JSON-LD writes it: its type, its identity, and what is known of it.
///
/// Properties without a value are left out, so that a page says only what the archive knows.
struct LinkedNode: Encodable, Sendable {
    private let properties: [String: LinkedValue]

    /// - Parameters:
    ///   - type: A class of schema.org, `Event`.
    ///   - id: An absolute address that is the thing's identity, the same on every page; nil for what has none.
    init(_ type: String, id: String? = nil, _ properties: [String: LinkedValue?] = [:]) {
        var known = properties.compactMapValues { $0 }
        known["@type"] = .text(type)
        if let id { known["@id"] = .text(id) }
        self.properties = known
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(properties)
    }
}

/// The value of a property.
enum LinkedValue: Encodable, Sendable {
    case text(String)
    case number(Int)
    indirect case node(LinkedNode)
    case list([LinkedNode])
    case texts([String])

    /// Nil for a text that is missing or blank.
    static func text(ifAny text: String?) -> LinkedValue? {
        guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
        return .text(text)
    }

    /// Nil for nothing, the node itself for one.
    static func nodes(_ nodes: [LinkedNode]) -> LinkedValue? {
        nodes.count > 1 ? .list(nodes) : nodes.first.map(LinkedValue.node)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .node(let node): try container.encode(node)
        case .list(let nodes): try container.encode(nodes)
        case .texts(let texts): try container.encode(texts)
        }
    }
}

/// A document of JSON-LD 1.1 as a page's head holds it: all that the page is about, in one graph.
struct LinkedDocument: Encodable {
    private let context = "https://schema.org"
    let graph: [LinkedNode]

    private enum CodingKeys: String, CodingKey {
        case context = "@context"
        case graph = "@graph"
    }

    init(_ graph: [LinkedNode]) {
        self.graph = graph
    }

    /// JSON that can stand in a `script` element: what could end the element or begin a comment (HTML, 4.12.1.3) is
    /// escaped, and so are the two line ends that JavaScript knows and JSON does not. JSON has these characters within
    /// strings only, where an escape means the same.
    func scriptText() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = String(decoding: try encoder.encode(self), as: UTF8.self)
        var text = String.UnicodeScalarView()
        for scalar in json.unicodeScalars {
            switch scalar {
            case "<", ">", "&", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                text.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}
