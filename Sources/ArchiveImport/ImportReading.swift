public import Foundation
public import TalkArchive

/// What a source says about an edition and its talks, before anyone looked at the archive.
public struct ImportReading: Sendable {
    public var form: ImportForm
    public var edition = ImportedEdition()
    /// In programme order.
    public var talks: [ImportedTalk] = []
    /// What looked like a talk and is none: breaks, other sections.
    public var leftOut: [LeftOut] = []
    /// What was unclear, and how it was taken.
    public var problems: [Diagnostic] = []

    init(form: ImportForm) {
        self.form = form
    }

    /// A line of the source that became no talk.
    public struct LeftOut: Sendable, Hashable {
        public var line: Int?
        public var text: String
        /// `a break`.
        public var reason: String
    }
}

/// The forms that can be read.
public enum ImportForm: String, Sendable, CaseIterable {
    case page, text, schedule, pyvideo

    /// `a programme page (HTML)`
    public var name: String {
        switch self {
        case .page: "a programme page (HTML)"
        case .text: "a programme in plain text"
        case .schedule: "a conference's schedule.xml (frab, pentabarf, pretalx)"
        case .pyvideo: "a pyvideo event (category.json, videos/*.json)"
        }
    }
}

/// What is known of an edition; everything may be missing.
public struct ImportedEdition: Sendable, Equatable {
    public var name: String?
    public var days: ClosedRange<CalendarDate>?
    public var place: String?
    /// Markdown.
    public var about = ""
    public var links: [Link] = []
}

/// A talk as its source tells of it.
public struct ImportedTalk: Sendable, Equatable {
    /// On one line, never empty.
    public var title: String
    public var speakers: [String] = []
    public var kind = Talk.Kind.talk
    public var date: CalendarDate?
    public var tags: [Tag] = []
    /// Markdown.
    public var text = ""
    /// Where the slides can be fetched from.
    public var slides: URL?
    /// The slides themselves, beside the source.
    public var slidesFile: URL?
    public var links: [Link] = []
    /// Where in the source it stands.
    public var file: String
    public var line: Int?
    public var problems: [Diagnostic] = []

    init(title: String, file: String, line: Int?) {
        self.title = title
        self.file = file
        self.line = line
    }

    /// Tells of something unclear at this talk.
    mutating func note(_ identifier: String, _ summary: String, _ solution: String) {
        problems.append(
            Diagnostic(.warning, identifier, file: file, line: line, summary: summary, solution: solution))
    }
}
