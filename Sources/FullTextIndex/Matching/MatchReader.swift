/// Reads where a plan matches, text by text, forward.
final class MatchReader {
    private enum Content {
        case terms
        case sequence([MatchReader], step: UInt32, tier: MatchTier)
        case union([MatchReader])
    }

    private let segment: Segment
    private let content: Content
    /// Those of a plan of terms. Memory of its own, as arrays of a class are guarded at each use.
    private let terms: UnsafeMutableBufferPointer<TermOccurrences>
    /// For a sequence the matches of each of its elements in the text at hand, and how far they were looked through.
    private let elements: UnsafeMutableBufferPointer<(matches: [TieredPosition], place: Int)>
    private let ownPositionCount: UnsafeMutablePointer<Int>

    init(_ plan: MatchPlan, in segment: Segment) {
        self.segment = segment
        var planned: [PlannedTerm] = []
        var elementCount = 0
        switch plan {
        case .terms(let terms):
            content = .terms
            planned = terms
        case .sequence(let plans, let step, let tier):
            content = .sequence(plans.map { MatchReader($0, in: segment) }, step: step, tier: tier)
            elementCount = plans.count
        case .union(let plans): content = .union(plans.map { MatchReader($0, in: segment) })
        }
        terms = .allocate(capacity: planned.count)
        _ = terms.initialize(from: planned.map { TermOccurrences($0, in: segment) })
        elements = .allocate(capacity: elementCount)
        elements.initialize(repeating: ([], 0))
        ownPositionCount = .allocate(capacity: 1)
        ownPositionCount.initialize(to: 0)
    }

    /// How many positions were read so far.
    var positionCount: Int {
        switch content {
        case .terms: ownPositionCount.pointee
        case .sequence(let readers, _, _), .union(let readers): readers.reduce(0) { $0 + $1.positionCount }
        }
    }

    deinit {
        for term in terms { term.destroy() }
        terms.deallocate()
        elements.deinitialize()
        elements.deallocate()
        ownPositionCount.deallocate()
    }

    /// Appends where the plan matches in a text, ascending. The texts asked for never descend.
    func append(in text: UInt32, to found: inout [TieredPosition]) {
        let start = found.count
        switch content {
        case .terms:
            for index in terms.indices { terms[index].append(in: text, to: &found) }
            ownPositionCount.pointee += found.count - start
            if terms.count > 1 { found.sortIfNeeded(from: start) }
        case .sequence(let readers, let step, let tier):
            for (index, reader) in readers.enumerated() {
                elements[index].matches.removeAll(keepingCapacity: true)
                elements[index].place = 0
                reader.append(in: text, to: &elements[index].matches)
                if elements[index].matches.isEmpty { return }
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
        var last: UInt32?
        next: for first in elements[0].matches where first.position != last {
            last = first.position
            for index in 1..<elements.count {
                let target = first.position + UInt32(index) * step
                guard let position = advance(index, to: target) else { return }
                if position != target { continue next }
            }
            found.append(TieredPosition(first.position, tier))
            guard step > 0 else { continue }
            for index in 1..<elements.count {
                found.append(TieredPosition(first.position + UInt32(index) * step, .continuation))
            }
        }
    }

    /// The first position of an element that is not less than the target.
    @inline(__always)
    private func advance(_ index: Int, to target: UInt32) -> UInt32? {
        var place = elements[index].place
        defer { elements[index].place = place }
        return elements[index].matches.withUnsafeBufferPointer { matches in
            while place < matches.count, matches[place].position < target { place += 1 }
            return place < matches.count ? matches[place].position : nil
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
