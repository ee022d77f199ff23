public import Foundation
public import TalkArchive

/// What an import will do to an archive, talk by talk, before anything is written.
public struct ImportPlan: Sendable {
    /// Where the talks go.
    public let edition: EditionID
    /// The edition that will be made; nil when it is there already.
    public let newEdition: Edition?
    /// In programme order.
    public let entries: [Entry]
    /// What was unclear in the whole source, and in the talks one by one.
    public let problems: [Diagnostic]
    public let leftOut: [ImportReading.LeftOut]
    public let form: ImportForm

    /// A talk and what becomes of it.
    public struct Entry: Sendable {
        public let talk: Talk
        /// A PDF that becomes the talk's slides.
        public let slidesFile: URL?
        public let action: Action
        public let problems: [Diagnostic]
        /// The line of the source on which it begins.
        public let line: Int?
    }

    public enum Action: Sendable, Hashable {
        /// A new talk.
        case add
        /// The talk is there and stays as it is.
        case exists
        /// The talk is there, and gets these keys, which it lacks.
        case fillIn([String])
    }

    /// The entries that change something.
    public var changes: [Entry] { entries.filter { $0.action != .exists } }
}

/// What a person says about an edition that the source does not, or says wrongly.
public struct EditionDetails: Sendable, Hashable {
    public var name: String?
    public var starts: CalendarDate?
    public var ends: CalendarDate?
    public var place: String?

    public init(name: String? = nil, starts: CalendarDate? = nil, ends: CalendarDate? = nil, place: String? = nil) {
        self.name = name
        self.starts = starts
        self.ends = ends
        self.place = place
    }
}
