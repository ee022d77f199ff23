// ArchiveServer
