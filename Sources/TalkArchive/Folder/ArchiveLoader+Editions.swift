internal import Foundation

extension ArchiveLoader {
    /// An edition with its talks; nil when the entry is none, or one that cannot be used.
    mutating func readEdition(_ entry: FolderEntry, listing: FolderListing) -> Edition? {
        guard entry.kind == .folder else { return nil }
        var report = FileReport(file: entry.name)
        defer { keep(report) }
        let names = entries(of: entry.name, in: listing, report: &report)
        guard names.contains(where: { $0.name == "edition.yaml" && $0.kind == .file }) else {
            reportMissingEdition(entry.name, names: names, listing: listing, report: &report)
            return nil
        }
        guard let id = EditionID(entry.name) else {
            reportName(entry.name, isReserved: EditionID.reservedNames.contains(entry.name), report: &report)
            return nil
        }
        var edition = readEditionFile(id, names: names, listing: listing)
        readPictures(of: &edition, listing: listing)
        for name in names where name.kind == .folder {
            // The talks of a damaged edition are read too, so that all problems are told at once.
            guard let talk = readTalk(name.name, in: id, edition: edition, listing: listing) else { continue }
            edition?.talks.append(talk)
        }
        edition?.talks.sort {
            ($0.order ?? .max, $0.title, $0.key.slug) < ($1.order ?? .max, $1.title, $1.key.slug)
        }
        return edition
    }

    /// The edition without its talks.
    mutating func readEditionFile(_ id: EditionID, names: [FolderEntry], listing: FolderListing) -> Edition? {
        let path = "\(id)/edition.yaml"
        var report = FileReport(file: path)
        defer { keep(report) }
        if isBeingWritten(path, stamp(of: path, in: listing)) {
            reportInWork(&report)
            known.editions[id] = memory.known.editions[id]
            return known.editions[id]
        }
        let files = Set(names.filter { $0.kind == .file }.map(\.name))
        let edition = text(of: path, in: listing, report: &report).flatMap {
            EditionReader.read($0, id: id, files: files, limits: folder.limits, report: &report)
        }
        known.editions[id] = edition ?? keptEdition(id, report: &report)
        return known.editions[id]
    }

    /// Looks at the gallery's files, so that what is given out can be checked; bytes that are known are not read again.
    private mutating func readPictures(of edition: inout Edition?, listing: FolderListing) {
        guard let id = edition?.id, let pictures = edition?.gallery?.pictures else { return }
        for (index, picture) in pictures.enumerated() {
            let path = "\(id)/\(picture.file)"
            let found = try? memory.hashes.fingerprint(of: listing.absolute(path), named: path)
            edition?.gallery?.pictures[index].hash = found?.fingerprint.hash
            edition?.gallery?.pictures[index].byteCount = found?.fingerprint.byteCount
        }
    }

    /// Reports a name that cannot become part of an address.
    func reportName(_ name: String, isReserved: Bool, report: inout FileReport) {
        if isReserved {
            report.error(
                "reserved-name", "The site uses '\(name)' itself, so no folder may have this name.",
                "Give the folder another name.")
        } else {
            report.error(
                "invalid-name", "'\(name)' cannot be part of an address: a-z, 0-9 and single hyphens, at most 80.",
                "Rename the folder, for example to '\(Slug.make(from: name))'.")
        }
    }

    private func reportMissingEdition(
        _ name: String, names: [FolderEntry], listing: FolderListing, report: inout FileReport
    ) {
        if let misnamed = names.first(where: { ["edition.yml", "edition.yaml"].contains($0.name.lowercased()) }) {
            report.error(
                "misnamed-file", "The edition's file is named '\(misnamed.name)'.", "Rename it to edition.yaml.")
            return
        }
        let holdsTalks = names.contains { entry in
            entry.kind == .folder && (try? listing.kind(of: "\(name)/\(entry.name)/talk.md")) == .file
        }
        if holdsTalks {
            report.error(
                "missing-edition", "The folder holds talks but has no edition.yaml, so they are not served.",
                "Write \(name)/edition.yaml with name and starts.")
        }
    }
}
