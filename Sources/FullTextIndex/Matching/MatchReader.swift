/// Reads where a plan matches, text by text, forward.
final class MatchReader {
    private enum Content {
        case terms
        case sequence([MatchReader], step: UInt32, tier: MatchTier)
        case union([MatchReader])
    }

    private let segment: Segment
    private let content: Content
    private var terms: [TermOccurrences] = []
    private var elements: [[TieredPosition]] = []
    private var ownPositionCount = 0

    init(_ plan: MatchPlan, in segment: Segment) {
        self.segment = segment
        switch plan {
        case .terms(let planned):
            content = .terms
            terms = planned.map { TermOccurrences($0, in: segment) }
        case .sequence(let plans, let step, let tier):
            content = .sequence(plans.map { MatchReader($0, in: segment) }, step: step, tier: tier)
            elements = plans.map { _ in [] }
        case .union(let plans): content = .union(plans.map { MatchReader($0, in: segment) })
        }
    }

    /// How many positions were read so far.
    var positionCount: Int {
        switch content {
        case .terms: ownPositionCount
        case .sequence(let readers, _, _), .union(let readers): readers.reduce(0) { $0 + $1.positionCount }
        }
    }

    deinit { for term in terms { term.destroy() } }

    /// Appends where the plan matches in a text, ascending. The texts asked for never descend.
    func append(in text: UInt32, to found: inout [TieredPosition]) {
        let start = found.count
        switch content {
        case .terms:
            for index in terms.indices { terms[index].append(in: text, to: &found) }
            ownPositionCount += found.count - start
            if terms.count > 1 { found.sortIfNeeded(from: start) }
        case .sequence(let readers, let step, let tier):
            for (index, reader) in readers.enumerated() {
                elements[index].removeAll(keepingCapacity: true)
                reader.append(in: text, to: &elements[index])
                if elements[index].isEmpty { return }
            }
            appendSequences(step: step, tier: tier, to: &found)
            // Phrases may overlap ("a a" in "a a a"), which leaves positions out of order or twice.
            found.sortIfNeeded(from: start)
        case .union(let readers):
            for reader in readers { reader.append(in: text, to: &found) }
            found.sortIfNeeded(from: start)
            found.keepFirstOfPosition(from: start)
        }
    }

    private func appendSequences(step: UInt32, tier: MatchTier, to found: inout [TieredPosition]) {
        var places = [Int](repeating: 0, count: elements.count)
        var last: UInt32?
        next: for first in elements[0] where first.position != last {
            last = first.position
            for index in elements.indices.dropFirst() {
                let target = first.position + UInt32(index) * step
                while places[index] < elements[index].count, elements[index][places[index]].position < target {
                    places[index] += 1
                }
                guard places[index] < elements[index].count else { return }
                if elements[index][places[index]].position != target { continue next }
            }
            found.append(TieredPosition(first.position, tier))
            guard step > 0 else { continue }
            for index in elements.indices.dropFirst() {
                found.append(TieredPosition(first.position + UInt32(index) * step, .continuation))
            }
        }
    }
}

extension [TieredPosition] {
    fileprivate mutating func sortIfNeeded(from start: Int) {
        guard count > start + 1 else { return }
        for index in start + 1..<count where self[index] < self[index - 1] {
            self[start...].sort()
            return
        }
    }

    /// Leaves of each position, from an index on, only the first.
    fileprivate mutating func keepFirstOfPosition(from start: Int) {
        var end = start
        for index in start..<count where end == start || self[end - 1].position != self[index].position {
            self[end] = self[index]
            end += 1
        }
        removeLast(count - end)
    }
}
