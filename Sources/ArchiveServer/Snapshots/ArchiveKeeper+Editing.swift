internal import TalkArchive

extension ArchiveKeeper {
    /// Changes the archive's texts. When this returns, the change is durable and visible.
    /// - Parameter body: runs on the keeper's own thread.
    /// - Throws: `ArchiveEditError`; the archive is then as before.
    func edit<Result: Sendable>(
        by who: String, _ body: @Sendable (ArchiveEditor) throws(ArchiveEditError) -> Result
    ) throws(ArchiveEditError) -> Result {
        defer { look() }
        return try body(ArchiveEditor(folder, by: who))
    }

    /// The text of a `talk.md`, an `edition.yaml` or `archive.yaml` as it lies on the disk, which may be newer than
    /// what is shown.
    func text(of file: String) throws(ArchiveEditError) -> String {
        try ArchiveEditor(folder, by: "").text(of: file)
    }
}
