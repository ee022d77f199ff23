// AtomFeeds
