/// Numbers in the text form that Prometheus reads (exposition format 0.0.4).
struct MetricsText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    enum Kind: String {
        case counter, gauge, histogram
    }

    /// Begins a metric.
    mutating func metric(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// One value of it. Labels and their values are our own words, in which nothing needs escaping.
    mutating func value(_ name: String, _ labels: [(String, String)] = [], _ value: some Numeric) {
        let list = labels.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
        text += "\(name)\(list.isEmpty ? "" : "{\(list)}") \(value)\n"
    }

    /// A metric of one value.
    mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: some Numeric) {
        metric(name, kind, help)
        self.value(name, [], value)
    }

    mutating func requests(_ metrics: RequestMetrics) {
        let name = "rockpool_http_requests_total"
        metric(name, .counter, "Answers by kind of address and status.")
        for kind in RequestKind.allCases {
            for (status, count) in metrics.counts(of: kind).answers {
                value(name, [("kind", kind.name), ("status", String(status))], count)
            }
        }
        let times = "rockpool_http_request_seconds"
        metric(times, .histogram, "Time until an answer begins.")
        for kind in RequestKind.allCases {
            let counts = metrics.counts(of: kind)
            let label = ("kind", kind.name)
            var below = 0
            for (count, bound) in zip(counts.byTime, RequestMetrics.bounds.map { "\($0)" } + ["+Inf"]) {
                below += count
                value("\(times)_bucket", [label, ("le", bound)], below)
            }
            value("\(times)_sum", [label], counts.seconds)
            value("\(times)_count", [label], below)
        }
        single("rockpool_empty_searches_total", .counter, "Searches that found nothing.", metrics.emptySearches)
    }
}
