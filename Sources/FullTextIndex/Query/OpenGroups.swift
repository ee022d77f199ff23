/// The groups of a query that are open while it is read: the query itself and in it one for each open parenthesis.
struct OpenGroups {
    /// What was read of a group whose end is still to come.
    struct Group {
        var isNegated = false
        /// Where its parenthesis stands.
        var start = 0
        /// How many bits of the query were ignored before it.
        var ignoredCount = 0
        /// All asked for; the nodes of one are alternatives.
        fileprivate(set) var items: [[ParsedQuery.Node]] = []
        /// Whether an `OR` was read whose right side is still to come.
        fileprivate(set) var isAlternative = false

        init(isNegated: Bool = false, start: Int = 0, ignoredCount: Int = 0) {
            self.isNegated = isNegated
            self.start = start
            self.ignoredCount = ignoredCount
        }

        /// What was read as nodes, all asked for; the values of one facet become alternatives.
        var nodes: [ParsedQuery.Node] {
            var nodes: [ParsedQuery.Node] = []
            var values: [String: (index: Int, filters: [ParsedQuery.Node])] = [:]
            for alternatives in items {
                if alternatives.count > 1 {
                    nodes.append(.any(alternatives))
                } else if case .filter(let filter) = alternatives[0] {
                    var same = values[filter.facet] ?? (nodes.count, [])
                    if same.filters.isEmpty { nodes.append(alternatives[0]) }
                    same.filters.append(alternatives[0])
                    if same.filters.count > 1 { nodes[same.index] = .any(same.filters) }
                    values[filter.facet] = same
                } else {
                    nodes.append(alternatives[0])
                }
            }
            return nodes
        }
    }

    /// The innermost group.
    private(set) var current = Group()
    private var outer: [Group] = []

    /// How many parentheses are open.
    var depth: Int { outer.count }

    /// How many groups with a minus are open.
    var negationCount: Int { (outer + [current]).count(where: \.isNegated) }

    /// What the next node is an alternative to.
    var alternative: ParsedQuery.Node? { current.isAlternative ? current.items.last?.last : nil }

    mutating func push(_ group: Group) {
        outer.append(current)
        current = group
    }

    /// Ends the innermost group; `nil` for the query itself, which stays.
    mutating func pop() -> Group? {
        guard let group = outer.popLast() else { return nil }
        defer { current = group }
        return current
    }

    /// Makes the next node an alternative to the one before; `false` if there is none.
    mutating func startAlternative() -> Bool {
        current.isAlternative = !current.items.isEmpty
        return current.isAlternative
    }

    mutating func endAlternative() { current.isAlternative = false }

    mutating func add(_ node: ParsedQuery.Node) {
        if current.isAlternative, !current.items.isEmpty {
            current.items[current.items.count - 1].append(node)
        } else {
            current.items.append([node])
        }
        current.isAlternative = false
    }
}
