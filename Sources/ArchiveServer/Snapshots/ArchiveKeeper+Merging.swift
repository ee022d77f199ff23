internal import ArchiveSearch

extension ArchiveKeeper {
    /// Makes the search smaller and faster off this actor, merge by merge. Nobody waits for it, and no answer changes,
    /// so it is no new snapshot to those who ask.
    func mergeBehind() {
        guard !isMerging, let merge = current.take().search.pendingMerge else { return }
        isMerging = true
        Task.detached(priority: .utility) { [weak self] in
            let finished = merge.run()
            await self?.adopt(finished)
        }
    }

    /// Takes a merge into the snapshot of now, which may be a later one than that it began with.
    private func adopt(_ finished: SearchMerge.Finished) {
        let now = current.take()
        current.replace(with: Snapshot(now, search: now.search.adopting(finished)))
        isMerging = false
        mergeBehind()
    }
}
