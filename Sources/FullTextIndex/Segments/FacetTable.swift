/// The values of one facet: by number, and by document as numbers.
struct FacetTable: Sendable {
    var values: [String] = []
    private(set) var starts: [UInt32] = [0]
    private(set) var numbers: [UInt32] = []
    private var numberByValue: [String: UInt32] = [:]

    mutating func append(_ documentValues: some Sequence<String>) {
        let start = numbers.count
        for value in documentValues {
            let number = numberByValue[value] ?? UInt32(values.count)
            if Int(number) == values.count {
                values.append(value)
                numberByValue[value] = number
            }
            if !numbers[start...].contains(number) { numbers.append(number) }
        }
        starts.append(UInt32(numbers.count))
    }

    func values(of document: Int) -> ArraySlice<UInt32> {
        numbers[Int(starts[document])..<Int(starts[document + 1])]
    }

    func number(of value: String) -> UInt32? { numberByValue[value] }

    var byteCount: Int {
        (starts.count + numbers.count) * 4 + values.reduce(0) { $0 + 2 * MemoryLayout<String>.stride + $1.utf8.count }
    }
}
