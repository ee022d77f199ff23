internal import Foundation
internal import Logging
internal import TalkArchive

extension ArchiveKeeper {
    /// Reads the folder whenever something in it changed, and now and then in any case.
    nonisolated func watchFolder() async {
        let clock = ContinuousClock()
        var schedule = LookSchedule(pause: FolderPause.whenTold, now: clock.now)
        var event = LookSchedule<ContinuousClock.Instant>.Event.woke
        var alarm: (time: ContinuousClock.Instant, task: Task<Void, Never>)?
        defer { alarm?.task.cancel() }
        var told: FolderWatcher.Way?
        var bell = bell.makeAsyncIterator()
        while !Task.isCancelled {
            switch schedule.handle(event, at: clock.now) {
            case .look:
                let start = clock.now
                // A look that no change led to makes up for notices that were lost.
                let again = await follow(completely: event == .woke)
                schedule.pause = FolderPause.after(cost: start.duration(to: clock.now), way: watcher.way)
                if told != watcher.way { tell(watcher.way, pause: schedule.pause) }
                told = watcher.way
                event = .looked(again: again)
            case .wait(let time):
                if alarm.map({ $0.time > time || $0.time <= clock.now }) ?? true {
                    alarm?.task.cancel()
                    alarm = (time, wake(at: time))
                }
                guard await bell.next() != nil else { return }
                event = watcher.takeChange() ? .changed : .woke
            }
        }
    }

    private nonisolated func wake(at time: ContinuousClock.Instant) -> Task<Void, Never> {
        Task { [bellRope] in
            guard (try? await ContinuousClock().sleep(until: time)) != nil else { return }
            bellRope.yield()
        }
    }

    private func follow(completely: Bool) -> Duration? {
        watcher.follow(completely: completely)
        return look()
    }

    /// Reads what changed in the folder and shows it. What is the same makes no new snapshot.
    /// - Returns: after which time to look again though nothing changes, because a file is waited for.
    @discardableResult
    func look() -> Duration? {
        var next = memory
        let loaded = folder.load(remembering: &next, inWork: watcher.inWork)
        if let reason = loaded.interruption {
            if !isInterrupted {
                logger.warning(
                    "the archive stays as it was, its folder cannot be read now", metadata: ["reason": "\(reason)"])
            }
            isInterrupted = true
            return .seconds(1)
        }
        isInterrupted = false
        memory = next
        try? memory.hashes.writeChanges(to: hashFile)
        tell(loaded.diagnostics)
        problems = loaded.diagnostics
        // Without a folder, such as a disk that is not mounted, the archive stays as it was.
        guard let found = loaded.archive else { return loaded.readAgainAfter }
        isNew = false
        stamps.replace(with: loaded.deckFiles)
        let archive = Self.placed(found, configuration)
        guard archive != whole || !passingFailures.isEmpty else { return loaded.readAgainAfter }
        whole = archive
        followDecks()
        publish()
        logger.info("the archive's folder changed", metadata: ["talks": "\(archive.talks.count)"])
        return loaded.readAgainAfter
    }

    /// Tells of each problem when it comes, and when a file's last one is gone.
    private func tell(_ diagnostics: [Diagnostic]) {
        guard diagnostics != problems else { return }
        let before = Set(problems)
        for problem in diagnostics where !before.contains(problem) {
            let level: Logger.Level =
                problem.severity == .error ? .warning : problem.identifier == "kept" ? .notice : .info
            logger.log(level: level, "a problem in the archive's folder", metadata: ["problem": "\(problem)"])
        }
        func badFiles(_ list: [Diagnostic]) -> Set<String> {
            Set(list.lazy.filter { $0.severity == .error }.map(\.file))
        }
        for file in badFiles(problems).subtracting(badFiles(diagnostics)).sorted() {
            logger.notice("mended", metadata: ["file": "\(file)"])
        }
    }

    private nonisolated func tell(_ way: FolderWatcher.Way, pause: Duration) {
        switch way {
        case .notices:
            logger.notice("changes in the archive's folder are seen as they happen")
        case .looking(let reason):
            logger.notice(
                "changes in the archive's folder are looked for",
                metadata: ["every": "\(pause)", "reason": "\(reason)"])
        }
    }
}

/// How long the folder is left alone while nothing tells of a change.
enum FolderPause {
    /// Where the system tells of changes, looking is for notices that were lost.
    static let whenTold = Duration.seconds(30)
    private static let shortest = Duration.seconds(1)

    /// Where it does not, looking takes one hundredth of one core at most.
    /// - Parameter cost: of the last look.
    static func after(cost: Duration, way: FolderWatcher.Way) -> Duration {
        way == .notices ? whenTold : min(whenTold, max(shortest, cost * 100))
    }
}
