import Foundation

/// Times of one kind of operation.
struct Measurement {
    private let name: String
    private var microseconds: [Double] = []

    init(_ name: String) { self.name = name }

    mutating func add(_ duration: Duration) { microseconds.append(duration / .microseconds(1)) }

    mutating func measure(_ body: () -> Void) { add(ContinuousClock().measure(body)) }

    static func printHeading() {
        print("| operation | times | mean ms | median ms | 99th percentile ms | |")
        print("| --- | --- | --- | --- | --- | --- |")
    }

    /// Prints a row of the table.
    func show(_ remark: String = "") {
        let sorted = microseconds.sorted()
        guard let last = sorted.last else { return }
        let mean = sorted.reduce(0, +) / Double(sorted.count)
        let high = sorted.count > 20 ? sorted[sorted.count * 99 / 100] : last
        let figures = [mean, sorted[sorted.count / 2], high].map { String(format: "%.3f", $0 / 1000) }
        print("| \(name) | \(sorted.count) | \(figures.joined(separator: " | ")) | \(remark) |")
    }
}
