/// Ends the run, which libFuzzer takes for a find, if a law does not hold for the input.
///
/// - Parameter law: what holds for every input, and the values that are against it.
func law(
    _ holds: Bool, _ law: @autoclosure () -> String, file: StaticString = #file, line: UInt = #line
) {
    guard holds else { fatalError("not so: \(law())", file: file, line: line) }
}

extension Sequence where Element: Comparable {
    /// Whether each element is greater than the one before.
    var isStrictlyAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
