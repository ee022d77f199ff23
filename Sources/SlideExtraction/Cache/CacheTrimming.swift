import TalkArchive

/// Which files go when the cache has grown too large. A pure function of what there is.
enum CacheTrimming {
    /// The part of the limit to which the cache is brought down, so that it is not looked through with every write.
    static let share = 0.9

    /// What to remove, in this order: decks that are not in the archive, the least recently used first and each
    /// whole; then large pictures; then small ones. The texts of the archive's decks always stay: without them nothing
    /// is found, and they are small.
    ///
    /// - Parameter current: the archive's decks; nil when they are not known, and then all may be.
    /// - Parameter bytes: what may stay.
    static func removals(_ files: [CachedFile], current: Set<ContentHash>?, downTo bytes: Int) -> [CachedFile] {
        var excess = files.reduce(0) { $0 + $1.bytes } - bytes
        guard excess > 0 else { return [] }
        var removed: [CachedFile] = []
        func remove(_ files: some Sequence<CachedFile>) {
            for file in files {
                excess -= file.bytes
                removed.append(file)
            }
        }
        let isCurrent = { (file: CachedFile) in current?.contains(file.hash) ?? true }
        let others = Dictionary(grouping: files.filter { !isCurrent($0) }, by: \.hash)
        let lastUses = others.mapValues { $0.map(\.usedAt).max() ?? 0 }
        for (hash, _) in lastUses.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) where excess > 0 {
            remove(others[hash] ?? [])
        }
        for kind in [CachedFile.Kind.large, .small] where excess > 0 {
            let pictures = files.filter { $0.kind == kind && isCurrent($0) }
            for picture in pictures.sorted(by: { ($0.usedAt, $0.path) < ($1.usedAt, $1.path) }) where excess > 0 {
                remove(CollectionOfOne(picture))
            }
        }
        return removed
    }
}
