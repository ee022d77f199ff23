import Foundation

/// Puts a child process behind whatever else the machine has to do.
enum ChildPriority {
    /// The least that there is (setpriority(2)).
    static let lowest: CInt = 19

    private static let tries = 5
    private static let pause = Duration.milliseconds(120)

    /// Lowers all processes of a session, of which `leader` is the first; those that they start inherit it.
    ///
    /// The kernel shares time between sessions first and within them second (sched(7), "The autogroup feature"), so
    /// the processes' own nice values alone would not do. Failing costs only politeness, so it is not told.
    static func lower(sessionOf leader: pid_t) async {
        setpriority(__priority_which_t(PRIO_PGRP.rawValue), id_t(leader), lowest)
        #if os(Linux)
            for _ in 0..<tries {
                let file = open("/proc/\(leader)/autogroup", O_WRONLY | O_CLOEXEC)
                // Not every kernel has it, and where control groups are used it is not needed.
                guard file >= 0 else { return }
                let text = Array("\(lowest)".utf8)
                let isWritten = text.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == text.count
                let reason = errno
                close(file)
                // The kernel takes one such change in a tenth of a second, from all users but root.
                guard !isWritten, reason == EAGAIN, (try? await Task.sleep(for: pause)) != nil else { return }
            }
        #endif
    }
}
