/// What the command line asks for.
struct GameOptions {
    /// How to call the program.
    static let usage = "usage: search-game DOCUMENTS.jsonl [--stem] [--code] [--hits] [--plain] [--time N]\n"

    /// The file of documents.
    private(set) var path = ""
    /// How texts and queries are cut.
    private(set) var settings = GameIndex.Settings()
    /// Whether answers are the ids found instead of numbers.
    private(set) var showsHits = false
    /// Whether queries are texts in which no sign has a meaning, and any word is enough.
    private(set) var isPlain = false
    /// How often each query is run; answers are then the nanoseconds of the fastest run.
    private(set) var runs: Int?

    /// `nil` where the arguments cannot be understood.
    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--stem": settings.isStemming = true
            case "--code": settings.isCode = true
            case "--hits": showsHits = true
            case "--plain": isPlain = true
            case "--time":
                guard let times = rest.popFirst().flatMap({ Int($0) }), times > 0 else { return nil }
                runs = times
            default:
                guard path.isEmpty, !argument.hasPrefix("--") else { return nil }
                path = argument
            }
        }
        if path.isEmpty { return nil }
    }
}
