internal import Mustache

/// A value that a template is given.
enum PageValue: Sendable {
    /// Not there, or a condition that does not hold.
    case absent
    /// A condition that holds.
    case present
    case text(String)
    /// What a section is repeated for; one object is a list of one.
    case list([PageObject])

    static func flag(_ condition: Bool) -> PageValue { condition ? .present : .absent }

    /// A text; one that is missing or empty is absent.
    static func text(ifAny text: String?) -> PageValue {
        if let text, !text.isEmpty { .text(text) } else { .absent }
    }

    static func object(_ object: PageObject?) -> PageValue {
        object.map { .list([$0]) } ?? .absent
    }

    /// Any value of a `PageContext`.
    init(_ value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let flag as Bool: self = .flag(flag)
        case let list as [PageObject]: self = .list(list)
        case let object as PageObject: self = .list([object])
        case let contexts as [PageContext]: self = .list(contexts.map { PageObject($0) })
        case let context as PageContext: self = .list([PageObject(context)])
        default: self = .text(String(describing: value))
        }
    }

    /// What of a value decides which parts of a template are shown; the rest is only filled in.
    enum Kind: UInt8 {
        case absent, present, text, list
    }

    var kind: Kind {
        switch self {
        case .absent: .absent
        case .present: .present
        case .text: .text
        case .list(let items): items.isEmpty ? .absent : .list
        }
    }
}

/// What a template is given: names with their values, in an order that is the same for all objects of a sort.
struct PageObject: Sendable, ExpressibleByDictionaryLiteral {
    private let names: Names
    private var values: [PageValue]

    /// The names of all objects of a sort. Where a page has many of them, they share one.
    final class Names: Sendable, Equatable {
        fileprivate let list: [String]

        init(_ list: String...) {
            self.list = list
        }

        fileprivate init(list: [String]) {
            self.list = list
        }

        static func == (left: Names, right: Names) -> Bool {
            left === right || left.list == right.list
        }
    }

    private init(names: Names, values: [PageValue]) {
        self.names = names
        self.values = values
    }

    init(dictionaryLiteral entries: (String, PageValue)...) {
        names = Names(list: entries.map(\.0))
        values = entries.map(\.1)
    }

    /// - Parameter values: as many as there are names, in their order.
    init(_ names: Names, _ values: PageValue...) {
        precondition(values.count == names.list.count, "\(names.list) have other values")
        self.names = names
        self.values = values
    }

    init(_ context: PageContext) {
        let sorted = context.sorted { $0.key < $1.key }
        names = Names(list: sorted.map(\.key))
        values = sorted.map { PageValue($0.value) }
    }

    /// The value at a place that `index(of:)` told of an object of the same shape.
    subscript(index: Int) -> PageValue { values[index] }

    /// Where the value of a name is.
    func index(of name: String) -> Int? {
        names.list.firstIndex(of: name)
    }

    /// This object with the values of another for the names it does not have itself.
    func within(_ other: PageObject) -> PageObject {
        PageObject(names: Names(list: names.list + other.names.list), values: values + other.values)
    }

    /// An object of the same shape that holds no texts.
    var shape: PageObject {
        var shape = self
        for index in values.indices {
            switch values[index].kind {
            case .absent: shape.values[index] = .absent
            case .present: shape.values[index] = .present
            case .text: shape.values[index] = .text("")
            case .list: shape.values[index] = .list([[:]])
            }
        }
        return shape
    }

    /// Whether a template shows the same parts of itself for both, and finds all values at the same places.
    func hasShape(of other: PageObject) -> Bool {
        guard values.count == other.values.count else { return false }
        for index in values.indices where values[index].kind != other.values[index].kind { return false }
        return names == other.names
    }
}

/// How Mustache itself looks into an object.
extension PageObject: MustacheParent {
    func child(named name: String) -> Any? {
        guard let index = index(of: name) else { return nil }
        return switch self[index] {
        case .absent: false
        case .present: true
        case .text(let text): HTMLEscaping.separable(text)
        case .list(let items): items
        }
    }
}
