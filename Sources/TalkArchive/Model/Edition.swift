public import Foundation

/// One year of the workshop, with its talks in programme order.
public struct Edition: Sendable, Equatable, Identifiable {
    public var id: EditionID
    public var name: String
    /// One line under the name; may be empty.
    public var tagline: String
    /// First and last day; the same for a workshop of one day.
    public var starts: CalendarDate
    public var ends: CalendarDate
    /// Town and country; nil when the edition had no place.
    public var place: String?
    /// It could be followed, or took place, online.
    public var isOnline: Bool
    /// In words, `about 25 people`; nil when unknown.
    public var attendance: String?
    /// Markdown.
    public var about: String
    public var organisers: [Person]
    public var sponsors: [Sponsor]
    /// Nil when the edition has no gallery at all.
    public var gallery: Gallery?
    public var links: [Link]
    /// When the edition came into the archive: a stored fact for feeds.
    public var published: Timestamp
    /// What speakers hand in waits until an organizer has accepted it.
    public var approval: Bool
    /// From when speakers can change nothing any more; nil when they always can. Organizers go on as before.
    public var freeze: Timestamp?
    /// In programme order.
    public var talks: [Talk]
    /// What is left of talks that were taken back, in programme order; only the archive as everyone sees it has them.
    public var withdrawals: [Withdrawal]

    public init(
        id: EditionID, name: String, tagline: String = "", starts: CalendarDate, ends: CalendarDate,
        place: String? = nil, isOnline: Bool = false, attendance: String? = nil, about: String = "",
        organisers: [Person] = [], sponsors: [Sponsor] = [], gallery: Gallery? = nil, links: [Link] = [],
        published: Timestamp, approval: Bool = true, freeze: Timestamp? = nil, talks: [Talk] = [],
        withdrawals: [Withdrawal] = []
    ) {
        self.id = id
        self.name = name
        self.tagline = tagline
        self.starts = starts
        self.ends = ends
        self.place = place
        self.isOnline = isOnline
        self.attendance = attendance
        self.about = about
        self.organisers = organisers
        self.sponsors = sponsors
        self.gallery = gallery
        self.links = links
        self.published = published
        self.approval = approval
        self.freeze = freeze
        self.talks = talks
        self.withdrawals = withdrawals
    }

    /// Speakers can change nothing at this moment.
    public func isFrozen(at now: Timestamp) -> Bool { freeze.map { $0 <= now } ?? false }

    /// The newest `updated` of its talks, its newest withdrawal, or its own `published`.
    public var updated: Timestamp {
        let withdrawn = withdrawals.lazy.map(\.at).max() ?? published
        return max(talks.lazy.map(\.updated).max() ?? published, withdrawn, published)
    }
}

/// Someone named on an edition page.
public struct Person: Sendable, Hashable {
    public var name: String
    public var url: URL?

    public init(name: String, url: URL? = nil) {
        self.name = name
        self.url = url
    }
}

/// Who paid for an edition.
public struct Sponsor: Sendable, Hashable {
    public var name: String
    public var url: URL?

    public init(name: String, url: URL? = nil) {
        self.name = name
        self.url = url
    }
}

/// Pictures of an edition.
public struct Gallery: Sendable, Hashable {
    /// Said above the pictures, or instead of them while there are none; may be empty.
    public var note: String
    public var pictures: [Picture]

    public init(note: String = "", pictures: [Picture] = []) {
        self.note = note
        self.pictures = pictures
    }

    /// One picture: a file in the edition's folder and what it shows.
    public struct Picture: Sendable, Hashable {
        /// File name in the edition's folder: no separators, ending in `.jpg`, `.jpeg`, `.png` or `.webp`.
        public var file: String
        /// What the picture shows, for those who cannot see it.
        public var caption: String
        /// SHA-256 and number of the file's bytes; nil when the file was not read.
        public var hash: ContentHash?
        public var byteCount: Int?

        public init(file: String, caption: String, hash: ContentHash? = nil, byteCount: Int? = nil) {
            self.file = file
            self.caption = caption
            self.hash = hash
            self.byteCount = byteCount
        }
    }
}
