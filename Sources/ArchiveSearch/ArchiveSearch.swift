// ArchiveSearch
