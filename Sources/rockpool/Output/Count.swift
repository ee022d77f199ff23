/// A number with its noun: `1 talk`, `2 talks`.
struct Count: CustomStringConvertible {
    let description: String

    init(_ number: Int, _ noun: String) {
        description = "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
