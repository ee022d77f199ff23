/// The greatest so many of the elements offered: a heap whose root is the least of them, so that most others are refused
/// by one comparison.
struct BestOf<Element: Comparable> {
    let capacity: Int
    /// In no order but that the first is the least.
    private(set) var elements: [Element] = []

    /// - Parameter capacity: at least one is kept.
    init(capacity: Int) { self.capacity = max(1, capacity) }

    var isFull: Bool { elements.count == capacity }

    /// The least of those kept.
    var least: Element? { elements.first }

    @inline(__always)
    mutating func offer(_ element: Element) {
        if elements.count < capacity {
            elements.append(element)
            siftUp(elements.count - 1)
        } else if elements[0] < element {
            elements[0] = element
            siftDown()
        }
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0 {
            let parent = (index - 1) / 2
            guard elements[index] < elements[parent] else { return }
            elements.swapAt(index, parent)
            index = parent
        }
    }

    private mutating func siftDown() {
        var index = 0
        while true {
            var least = index
            let child = 2 * index + 1
            if child < elements.count, elements[child] < elements[least] { least = child }
            if child + 1 < elements.count, elements[child + 1] < elements[least] { least = child + 1 }
            guard least != index else { return }
            elements.swapAt(index, least)
            index = least
        }
    }
}
