internal import Foundation

/// Reads `edition.yaml`.
enum EditionReader {
    static let keys = [
        "name", "tagline", "starts", "ends", "place", "online", "attendance", "published", "about", "organisers",
        "sponsors", "gallery", "links", "approval", "freeze",
    ]

    /// Nil when the edition's name or first day cannot be used.
    /// - Parameter files: the files in the edition's folder; nil when they are not to be looked at.
    static func read(
        _ text: String, id: EditionID, files: Set<String>?, limits: ArchiveLimits, report: inout FileReport
    ) -> Edition? {
        let parser = MetadataParser(depthLimit: limits.metadataDepth)
        let before = report.diagnostics.count
        guard let root = parser.parse(text, report: &report) else {
            if report.diagnostics.count == before {
                report.error("missing-key", line: 1, "The file is empty.", "Write name and starts.")
            }
            return nil
        }
        guard let fields = MetadataFields(root, of: "an edition", known: keys, report: &report) else { return nil }
        let name = fields.requiredText("name", of: "The edition", report: &report)
        let days = days(fields, report: &report)
        let tagline = fields.text("tagline", report: &report)
        let place = fields.text("place", report: &report)
        let isOnline = fields.boolean("online", report: &report)
        let attendance = fields.text("attendance", report: &report)
        let published = fields.timestamp("published", report: &report)
        let about = fields.text("about", report: &report)
        let organisers = LinkReader.named("organisers", what: "an organiser", in: fields, report: &report)
        let sponsors = LinkReader.named("sponsors", what: "a sponsor", in: fields, report: &report)
        let gallery = gallery(fields, files: files, report: &report)
        let links = LinkReader.links("links", in: fields, report: &report)
        let approval = fields.boolean("approval", report: &report)
        let freeze = freeze(fields, root: root, report: &report)
        guard let name, let days else { return nil }
        return Edition(
            id: id, name: name, tagline: tagline ?? "", starts: days.lowerBound, ends: days.upperBound, place: place,
            isOnline: isOnline ?? false, attendance: attendance, about: about ?? "",
            organisers: organisers.map { Person(name: $0.name, url: $0.url) },
            sponsors: sponsors.map { Sponsor(name: $0.name, url: $0.url) }, gallery: gallery, links: links,
            published: published ?? Timestamp(startOf: days.lowerBound), approval: approval ?? true, freeze: freeze)
    }

    /// What is written and not understood closes the edition: somebody meant to close it.
    private static func freeze(
        _ fields: MetadataFields, root: MetadataNode, report: inout FileReport
    ) -> Timestamp? {
        if let freeze = fields.timestamp("freeze", report: &report) { return freeze }
        var isMeant = false
        if case .mapping(let entries) = root.content {
            let words = ["freeze", "frozen"]
            isMeant = entries.contains { entry in
                !keys.contains(entry.key) && KeySuggestion.nearest(to: entry.key, among: words) != nil
            }
        }
        return isMeant || fields.has("freeze") ? .distantPast : nil
    }

    private static func days(_ fields: MetadataFields, report: inout FileReport) -> ClosedRange<CalendarDate>? {
        let hasStart = fields.requiredText("starts", of: "The edition", report: &report) != nil
        let starts = hasStart ? fields.date("starts", report: &report) : nil
        let ends = fields.date("ends", report: &report)
        guard let starts else { return nil }
        guard let ends else { return starts...starts }
        guard ends >= starts else {
            report.error(
                "dates-reversed", line: fields.line(of: "ends"), "The edition ends on \(ends), before it starts.",
                "Exchange starts and ends, or mend the wrong one.")
            return starts...starts
        }
        return starts...ends
    }

    private static func gallery(_ fields: MetadataFields, files: Set<String>?, report: inout FileReport) -> Gallery? {
        guard let node = fields.node("gallery", report: &report),
            let group = MetadataFields(node, of: "a gallery", known: ["note", "pictures"], report: &report)
        else { return nil }
        let note = group.text("note", report: &report)
        let pictures = (group.list("pictures", report: &report) ?? []).compactMap { item -> Gallery.Picture? in
            let known = ["file", "caption"]
            guard let picture = MetadataFields(item, of: "a picture", known: known, report: &report) else { return nil }
            let file = picture.requiredText("file", of: "The picture", report: &report)
            let caption = picture.requiredText("caption", of: "The picture", report: &report)
            guard let file, isPicture(file, files: files, line: picture.line(of: "file"), report: &report) else {
                return nil
            }
            return Gallery.Picture(file: file, caption: caption ?? "")
        }
        return Gallery(note: note ?? "", pictures: pictures)
    }

    private static func isPicture(
        _ file: String, files: Set<String>?, line: Int, report: inout FileReport
    ) -> Bool {
        guard PictureFileName.isValid(file) else {
            report.error(
                "picture-name", line: line, "'\(file)' cannot be a picture of the gallery.",
                "Name a .jpg, .png or .webp file that lies in the edition's folder, without a path.")
            return false
        }
        guard files?.contains(file) != false else {
            report.error(
                "picture-missing", line: line, "There is no picture '\(file)' beside edition.yaml.",
                "Put it there, or remove the entry.")
            return false
        }
        return true
    }
}

/// Names of pictures in an edition's folder.
enum PictureFileName {
    private static let endings = [".jpg", ".jpeg", ".png", ".webp"]

    /// A name without a path, not hidden, that says it is a picture.
    static func isValid(_ name: String) -> Bool {
        endings.contains(where: name.lowercased().hasSuffix) && !name.hasPrefix(".") && name.utf8.count <= 255
            && !name.unicodeScalars.contains { $0 == "/" || $0.properties.generalCategory == .control }
    }
}

extension Gallery.Picture {
    /// By the file's ending.
    public var mediaType: String {
        switch file.split(separator: ".").last?.lowercased() {
        case "png": "image/png"
        case "webp": "image/webp"
        default: "image/jpeg"
        }
    }
}
