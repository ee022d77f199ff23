internal import Foundation

extension Timestamp {
    /// The present moment, for what happens now; feeds take their times from stored facts instead.
    public static var now: Timestamp { Timestamp(secondsSinceEpoch: Int(Date().timeIntervalSince1970)) }
}
