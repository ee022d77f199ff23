import Foundation
import LibXML
import TestSupport

/// The grammar of RFC 4287.
enum FeedCheck {
    private static let grammar = Result {
        try RelaxNGSchema(Array(try Data(contentsOf: SourceTree.atomGrammar)))
    }

    /// What is wrong with a feed; nothing when it is valid.
    static func problems(in bytes: [UInt8]) throws -> [String] {
        try grammar.get().validate(try XMLTree(parsing: bytes)).map(\.description)
    }
}
