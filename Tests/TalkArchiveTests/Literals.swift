@testable import TalkArchive

/// Keys and moments as tests write them; a wrong one is a mistake in the test.
extension TalkKey: ExpressibleByStringLiteral {
    init(stringLiteral text: String) {
        guard let key = TalkKey(text) else { fatalError("'\(text)' is no talk key") }
        self = key
    }
}

extension Timestamp: ExpressibleByStringLiteral {
    init(stringLiteral text: String) {
        guard let timestamp = Timestamp(text) else { fatalError("'\(text)' is no timestamp") }
        self = timestamp
    }
}

extension EditionID {
    /// An id that the test knows to be one.
    init(unchecked text: String) {
        guard let id = EditionID(text) else { fatalError("'\(text)' is no edition id") }
        self = id
    }
}
