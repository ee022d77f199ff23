import AtomFeeds
import Foundation
import Glibc
import TalkArchive

/// Makes the whole feed of an archive of generated talks, and says what it cost.
///
///     feed-writing TALKS [--json] [--out FILE]
///
/// The talks are made before the clock starts. Each has two speakers, three tags, an abstract of five sentences with a
/// list, two links, and a deck of thirty slides that took the place of another one for every fifth.
@main
struct FeedWriting {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let count = arguments.first.flatMap({ Int($0) }) else {
            FileHandle.standardError.write(Data("usage: feed-writing TALKS [--json] [--out FILE]\n".utf8))
            exit(2)
        }
        let (archive, contents, history) = try GeneratedArchive.make(talks: count)
        guard let edition = archive.editions.first?.id else { return }
        let maker = FeedMaker(archive: archive, contents: contents, history: history)
        let before = Cost.now
        let isJSON = arguments.contains("--json")
        let written =
            isJSON ? try maker.feed(about: .edition(edition))?.json() : try maker.xml(about: .edition(edition))?.bytes
        let after = Cost.now
        guard let bytes = written else { return }
        print(
            "\(count) talks, \(bytes.count) bytes: \(after.milliseconds(since: before)) ms of CPU, "
                + "memory before \(before.peakMegabytes) MB, at most \(after.peakMegabytes) MB")
        if let flag = arguments.firstIndex(of: "--out"), arguments.index(after: flag) < arguments.endIndex {
            try Data(bytes).write(to: URL(filePath: arguments[arguments.index(after: flag)]))
        }
    }
}

/// CPU and memory that the process has used.
struct Cost {
    private let usage: rusage

    static var now: Cost {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        return Cost(usage: usage)
    }

    /// User and system time.
    func milliseconds(since other: Cost) -> Int {
        func total(_ usage: rusage) -> Int {
            usage.ru_utime.tv_sec * 1_000_000 + Int(usage.ru_utime.tv_usec) + usage.ru_stime.tv_sec * 1_000_000
                + Int(usage.ru_stime.tv_usec)
        }
        return (total(usage) - total(other.usage)) / 1000
    }

    var peakMegabytes: Int { usage.ru_maxrss / 1024 }
}
