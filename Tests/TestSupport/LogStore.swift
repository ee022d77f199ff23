public import Logging
internal import Synchronization

/// Everything a server logged, for a test to look through.
public final class LogStore: Sendable {
    private let kept = Mutex<[String]>([])

    public init() {}

    public var lines: [String] { kept.withLock { $0 } }

    public var logger: Logger {
        var logger = Logger(label: "test", factory: { _ in Handler(store: self) })
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let store: LogStore
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            store.kept.withLock { $0.append("\(event.level) \(event.message) \(all)") }
        }
    }
}
