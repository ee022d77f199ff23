import Foundation

/// The bubblewrap command line around a tool: the system's programs read-only, the deck, and nothing else.
struct Sandbox: Sendable {
    private let fixed: [String]

    init(bwrap: String, tool: String) {
        var arguments = [bwrap, "--ro-bind", "/usr", "/usr"]
        for folder in ["/bin", "/lib", "/lib64"] {
            // Where /usr is merged these are links into it; elsewhere they are folders of their own.
            if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: folder) {
                arguments += ["--symlink", target, folder]
            } else {
                arguments += ["--ro-bind-try", folder, folder]
            }
        }
        // Libraries outside the default folders are found through the linker's cache; fonts by their configuration.
        arguments += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
        if !tool.hasPrefix("/usr/") { arguments += ["--ro-bind", tool, tool] }
        // As process 1 the tool is the direct child of bwrap, which then waits for it: no reaper, no orphan left over.
        arguments += ["--dev", "/dev", "--unshare-all", "--as-pid-1", "--die-with-parent"]
        let tuning = ChildProcess.memoryTuning
        fixed = arguments + ["--clearenv", "--setenv", tuning.name, tuning.value, "--chdir", "/"]
    }

    /// What goes before the tool's own command line; `files` are shown inside under their second name.
    func arguments(files: [(outside: String, inside: String)], script: String? = nil) -> [String] {
        var arguments = fixed
        for file in files { arguments += ["--ro-bind", file.outside, file.inside] }
        // The script comes through standard input, so that no file has to be made for it.
        if let script { arguments += ["--ro-bind-data", "0", script] }
        return arguments + ["--"]
    }
}
