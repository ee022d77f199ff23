internal import Foundation
internal import Synchronization
internal import TalkArchive

/// Titles and speakers by the beginnings of their words, for completing what is being typed. Made when it is first
/// asked for, and once for a snapshot.
final class SuggestedNames: Sendable {
    /// What begins as typed.
    enum Name: Hashable, Sendable {
        case speaker(Speaker)
        case talk(TalkKey, title: String)
    }

    fileprivate struct Row {
        let start: String
        let isWhole: Bool
        let name: Name
    }

    private let archive: Archive
    private let rows = Mutex<[Row]?>(nil)

    /// Words of a name after which it can be found; a title's later words seldom are how it begins in a head.
    private static let words = 12

    init(_ archive: Archive) {
        self.archive = archive
    }

    /// Names of which a word begins as typed, then goes on so; those that begin themselves so come first, speakers before
    /// titles.
    func beginning(_ typed: String, limit: Int) -> [Name] {
        let typed = Self.folded(typed)
        guard !typed.isEmpty else { return [] }
        let found = rows.withLock { rows -> [Row] in
            let all = rows ?? Self.rows(archive)
            rows = all
            var (low, high) = (0, all.count)
            while low < high {
                let middle = (low + high) / 2
                if all[middle].start < typed { low = middle + 1 } else { high = middle }
            }
            // A letter alone begins thousands; of so many any will do.
            return Array(all[low...].prefix(20 * limit).prefix { $0.start.hasPrefix(typed) })
        }
        var seen: Set<Name> = []
        let names = found.sorted { $0.rank < $1.rank }.map(\.name).filter { seen.insert($0).inserted }
        return Array(names.prefix(limit))
    }

    private static func rows(_ archive: Archive) -> [Row] {
        func starts(_ text: String, _ name: Name) -> [Row] {
            let words = folded(text).split(separator: " ").prefix(words)
            return words.indices.map {
                Row(start: words[$0...].joined(separator: " "), isWhole: $0 == words.startIndex, name: name)
            }
        }
        let names =
            archive.speakers.flatMap { starts($0.name, .speaker($0)) }
            + archive.talks.flatMap { starts($0.title, .talk($0.key, title: $0.title)) }
        // Where they are equal the newest talk is first, as in the archive.
        return names.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
    }

    /// Case, accents and runs of spaces aside; as normalised as comparing by code points needs.
    private static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension SuggestedNames.Row {
    fileprivate var rank: Int {
        switch name {
        case .speaker: isWhole ? 0 : 1
        case .talk: isWhole ? 2 : 3
        }
    }
}
