internal import Foundation
internal import Glibc

/// One walk through an archive's folder.
struct ArchiveLoader {
    let folder: ArchiveFolder
    /// Brought up to date at the end of the walk; during it `known` is what this walk has found.
    var memory: ArchiveMemory
    var known = ArchiveMemory.Known()
    /// Nil when everything is taken as it is now, and nothing is kept from before.
    let inWork: FilesInWork?
    /// The shortest time after which a file that is waited for may be there.
    var readAgainAfter: Duration?
    private(set) var interruption: SystemFailure?
    private(set) var diagnostics: [Diagnostic] = []

    init(folder: ArchiveFolder, hashes: FileHashCache) {
        self.init(folder: folder, memory: ArchiveMemory(hashes: hashes), inWork: nil)
    }

    init(folder: ArchiveFolder, memory: ArchiveMemory, inWork: FilesInWork?) {
        self.folder = folder
        self.memory = memory
        self.inWork = inWork
    }

    /// Reads everything.
    mutating func load() -> LoadedArchive {
        guard let listing = openRoot() else { return loaded(nil) }
        var rootReport = FileReport(file: ".")
        let names = entries(of: "", in: listing, report: &rootReport)
        keep(rootReport)
        let settings = readSettings(listing, names: names) ?? keptSettings()
        var editions: [Edition] = []
        for entry in names {
            if let edition = readEdition(entry, listing: listing) { editions.append(edition) }
        }
        memory.hashes.forgetUnused()
        known.settings = settings
        memory.known = known
        guard let settings else {
            var loaded = loaded(nil)
            loaded.isNew = interruption == nil && !names.contains { Self.belongsToAnArchive($0) }
            return loaded
        }
        let archive = Archive(settings: settings.value, editions: editions)
        diagnostics += ArchiveCheck.diagnostics(of: archive, redirectLines: settings.redirectLines)
        return loaded(archive)
    }

    private static func belongsToAnArchive(_ entry: FolderEntry) -> Bool {
        entry.kind == .folder || entry.name.lowercased().hasPrefix("archive.y")
    }

    private func loaded(_ archive: Archive?) -> LoadedArchive {
        var loaded = LoadedArchive(archive: archive, diagnostics: diagnostics)
        loaded.deckFiles = known.decks
        loaded.readAgainAfter = readAgainAfter
        loaded.interruption = interruption?.description
        return loaded
    }

    /// The folder, or nil with the reason in the diagnostics.
    mutating func openRoot() -> FolderListing? {
        do throws(SystemFailure) {
            return try FolderListing(root: folder.path)
        } catch {
            var report = FileReport(file: ".")
            note(error)
            report.error(
                "no-archive", "The archive's folder cannot be opened (\(error.reason)).",
                "Name the folder that holds archive.yaml with --archive.")
            keep(report)
            return nil
        }
    }

    mutating func keep(_ report: FileReport) { diagnostics += report.diagnostics }

    /// Tells a failure that passes, and says nothing about the folder, from one that is the folder's state.
    mutating func note(_ failure: SystemFailure) {
        if [EMFILE, ENFILE, ENOMEM].contains(failure.code) { interruption = failure }
    }

    /// The names in a folder; links that lead out of the archive are reported and left out.
    mutating func entries(of relative: String, in listing: FolderListing, report: inout FileReport) -> [FolderEntry] {
        do throws(SystemFailure) {
            let found = try listing.entries(of: relative, limit: folder.limits.namesInFolder)
            for entry in found where entry.kind == .strayLink {
                let path = relative.isEmpty ? entry.name : "\(relative)/\(entry.name)"
                var linkReport = FileReport(file: path)
                linkReport.error(
                    "stray-link", "The symbolic link leads out of the archive, or nowhere.",
                    "Put the file itself into the archive.")
                report.add(linkReport)
            }
            return found.filter { $0.kind == .file || $0.kind == .folder }
        } catch {
            note(error)
            report.error("unreadable", "The folder cannot be read (\(error.reason)).", "Check its rights and its size.")
            return []
        }
    }

    /// The text of a metadata file; nil when it cannot be used, and the report says why.
    mutating func text(of relative: String, in listing: FolderListing, report: inout FileReport) -> String? {
        let limit = folder.limits.metadataBytes
        do throws(SystemFailure) {
            guard let data = try DurableFile.read(listing.absolute(relative), limit: limit) else {
                report.error(
                    "too-large", "The file has more than \(limit) bytes.",
                    "Keep metadata and text short; slides belong into PDFs.")
                return nil
            }
            guard let text = String(validating: data, as: UTF8.self) else {
                let line = UTF8Prefix.line(of: data)
                report.error("not-utf8", line: line, "The file is not UTF-8.", "Save it as UTF-8.")
                return nil
            }
            return text
        } catch {
            note(error)
            report.error("unreadable", "The file cannot be read (\(error.reason)).", "Check its rights.")
            return nil
        }
    }

    private mutating func readSettings(_ listing: FolderListing, names: [FolderEntry]) -> SettingsReader.Result? {
        var report = FileReport(file: "archive.yaml")
        defer { keep(report) }
        guard names.contains(where: { $0.name == "archive.yaml" && $0.kind == .file }) else {
            let misnamed = names.first { ["archive.yml", "archive.yaml"].contains($0.name.lowercased()) }
            report.error(
                "missing-file", "There is no archive.yaml.",
                misnamed.map { "Rename '\($0.name)' to archive.yaml." }
                    ?? "Write one with name, base_url and tag_authority.")
            return nil
        }
        if isBeingWritten("archive.yaml", stamp(of: "archive.yaml", in: listing)) {
            reportInWork(&report)
            return memory.known.settings
        }
        guard let text = text(of: "archive.yaml", in: listing, report: &report) else { return nil }
        return SettingsReader.read(text, limits: folder.limits, report: &report)
    }
}
