internal import Glibc

/// How many files and connections the process may have open.
enum OpenFileLimit {
    /// More are of no use to one server.
    private static let most: rlim_t = 65_536

    /// Takes as many as the system allows without asking. (The usual 1,024 are kept low for programs that use `select`,
    /// which nothing here does.)
    /// - Returns: how many there are now; nil when the system does not tell.
    static func raise() -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        let wanted = min(limit.rlim_max, most)
        if limit.rlim_cur < wanted {
            var raised = rlimit(rlim_cur: wanted, rlim_max: limit.rlim_max)
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { return Int(wanted) }
        }
        return Int(min(limit.rlim_cur, most))
    }
}
