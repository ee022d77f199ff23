import Documents
import Foundation

/// The protocol of the public search-benchmark-game: commands on standard input, a line of answer for each.
@main
struct SearchGame {
    let options: GameOptions
    let index: GameIndex

    static func main() throws {
        guard let options = GameOptions(Array(CommandLine.arguments.dropFirst())) else {
            write(GameOptions.usage, to: .standardError)
            exit(64)
        }
        let documents = try BenchmarkDocument.read(path: options.path)
        let byteCount = documents.reduce(0) { $0 + $1.text.utf8.count }
        var index: GameIndex?
        let duration = ContinuousClock().measure { index = GameIndex(documents, settings: options.settings) }
        guard let index else { return }
        let seconds = String(format: "%.3f", duration / .seconds(1))
        write("built \(documents.count) \(byteCount) \(seconds) \(index.byteCount)\n", to: .standardError)
        let game = SearchGame(options: options, index: index)
        while let line = readLine() { write(game.answer(line) + "\n", to: .standardOutput) }
    }

    private static func write(_ text: String, to file: FileHandle) {
        file.write(Data(text.utf8))
    }

    private func answer(_ line: String) -> String {
        guard let command = GameCommand(line: line) else { return "UNSUPPORTED" }
        let query = options.isPlain ? GameQuery(plainText: command.query) : GameQuery(command.query)
        switch command.kind {
        case .count:
            let prepared = index.prepare(query, limit: 0)
            return answer {
                index.count(prepared)
            } shown: {
                String($0)
            }
        case .top(let limit, counting: false):
            let prepared = index.prepare(query, limit: limit)
            return answer {
                index.top(prepared)
            } shown: {
                options.showsHits ? $0.map(\.id).joined(separator: " ") : "1"
            }
        case .top(let limit, counting: true):
            let prepared = index.prepare(query, limit: limit)
            return answer {
                index.topAndCount(prepared)
            } shown: {
                options.showsHits ? ([String($0.count)] + $0.hits.map(\.id)).joined(separator: " ") : String($0.count)
            }
        }
    }

    /// The value as it is shown, or the nanoseconds that the fastest of the runs took to find it.
    private func answer<Value>(_ find: () -> Value, shown: (Value) -> String) -> String {
        guard let runs = options.runs else { return shown(find()) }
        let clock = ContinuousClock()
        var best = Duration.seconds(Int64.max)
        for _ in 0..<runs {
            let start = clock.now
            let value = find()
            best = min(best, start.duration(to: clock.now))
            withExtendedLifetime(value) {}
        }
        return String(Int64(best / .nanoseconds(1)))
    }
}
