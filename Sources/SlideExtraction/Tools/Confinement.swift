/// How far a child process that reads a foreign PDF is shut in. For the log at start-up.
public enum Confinement: Sendable, Equatable, CustomStringConvertible {
    /// No network, no other processes, no file but the deck and the system's programs and libraries, no writing; and
    /// the limits of ``limits`` as well.
    case sandbox
    /// Limits of the kernel on processor time, memory, files and output, and an empty environment.
    case limits(reason: String)

    public var description: String {
        switch self {
        case .sandbox: "sandbox (bubblewrap: no network, no files but the deck) with resource limits"
        case .limits(let reason): "resource limits only (\(reason)); install the package bubblewrap for a sandbox"
        }
    }
}
