import ArchiveServer
import Foundation
import TestSupport

/// The archive of most of these tests, and the server that they read it from together.
enum Tidepool {
    /// Only for tests that change nothing.
    static let server = Task { try await TestServer.start(archive(), slides: slideCount) }

    static let slideCount = 6
    /// Stands only in what is hidden.
    static let hiddenWord = "zzcovertzz"
    /// Stands only in what is embargoed.
    static let embargoedWord = "zzlaterzz"
    static let oddTitle = #"A <b>bold</b> & "quoted" 'tide' \#u{202E}اليد 🦀 end"#

    static let limpets = TestPDF([
        .init(["Limpets hold on", "unsafe blocks are rare", "A limpet grips the rock"]),
        .init(
            ["Why they hold", "The block of unsafe code", "suction and mucus"], links: ["https://example.org/limpet"]),
        .init(["Thanks", "Questions?"]),
    ])
    static let formerLimpets = TestPDF([["Limpets, first draft", "formerword"]])
    static let identifiers = TestPDF([
        .init(["rustc_codegen_gcc and seq_file", "Pin<P> and Box::try_new", "#[no_mangle] and pin-init"]),
        .init(["C++ and 9p", "usbcore.autosuspend"]),
    ])
    static let oddDeck = TestPDF([["<script>alert(1)</script> & more"]])
    static let hiddenDeck = TestPDF([["Nobody sees \(hiddenWord)"]])
    static let embargoedDeck = TestPDF([["Not yet \(embargoedWord)"]])

    static func archive() throws -> TestArchive {
        let archive = try TestArchive(
            """
            description: "About **small** waters."
            links:
              - {title: Project, url: "https://example.org/", kind: project}
            redirects:
              - {from: "/A Rock (Pool) Talk: part 1.pdf", to: /2031/limpets/slides.pdf}
              - {from: /old, to: /2031/}
            """)
        try archive.edition(
            "2031",
            """
            place: Tideway
            about: "An edition *on the shore*."
            organisers: [{name: Olga Shore}]
            sponsors: [{name: Rock Ltd, url: "https://example.org/rock"}]
            gallery: {note: Some pictures., pictures: [{file: pool.png, caption: The pool}]}
            links: [{title: Report, url: "https://example.org/report", kind: coverage}]
            """)
        try archive.folder.write("2031/pool.png", picture)
        try archive.talk(
            "2031/limpets",
            """
            title: Limpets and their grip
            speakers: [Ada Low, Bo Ñandú]
            date: 2031-05-02
            order: 1
            tags: [shells, grip]
            updated: 2031-05-09T10:00:00Z
            links: [{title: Code, url: "https://example.org/code", kind: code}]
            """, text: "How a limpet **holds** its rock.", decks: [limpets.data, formerLimpets.data])
        try archive.talk(
            "2031/odd", "title: '\(oddTitle.replacing("'", with: "''"))'\nspeakers: [\"<Eve> & 'Co'\"]\norder: 2",
            text: "Odd [link](javascript:alert(1)) & <script>alert(2)</script>.", decks: [oddDeck.data])
        try archive.talk(
            "2031/identifiers",
            "title: Names in code\nspeakers: [Cy Wharf]\ndate: 2031-05-03\norder: 3\ntags: [code]",
            text: "Of identifiers.", decks: [identifiers.data])
        try archive.talk("2031/no-slides", "title: Spoken only\nspeakers: [Ada Low]", text: "No slides were shown.")
        try archive.talk(
            "2031/covert",
            "title: \(hiddenWord) talk\nspeakers: [Hidden \(hiddenWord)]\ntags: [\(hiddenWord)]\nvisibility: hidden",
            text: "About \(hiddenWord).", decks: [hiddenDeck.data])
        try archive.talk(
            "2031/later",
            "title: \(embargoedWord) talk\nspeakers: [Later \(embargoedWord)]\ntags: [\(embargoedWord)]\n"
                + "embargo: 2999-01-01T00:00:00Z",
            text: "About \(embargoedWord).", decks: [embargoedDeck.data])
        try archive.edition("2030", "online: true")
        try archive.talk("2030/closing", "title: Closing words\nkind: discussion", text: "Everyone spoke.")
        for number in 1...12 {
            try archive.talk(
                "2030/wave-\(number)", "title: Wave \(number)\nspeakers: [Ada Low]\ntags: [waves]\norder: \(number)",
                text: "The commonword of wave \(number).")
        }
        return archive
    }

    /// Every kind of address that the site answers, with the media type of the answer.
    static let addresses: [(path: String, mediaType: String)] = [
        ("/", "text/html"), ("/2031/", "text/html"), ("/2030/", "text/html"), ("/2031/limpets/", "text/html"),
        ("/2031/odd/", "text/html"), ("/2031/no-slides/", "text/html"), ("/2030/closing/", "text/html"),
        ("/2031/limpets/slides/1", "text/html"), ("/2031/limpets/slides/2?q=unsafe", "text/html"),
        ("/speakers/", "text/html"), ("/speakers/ada-low/", "text/html"), ("/speakers/bo-nandu/", "text/html"),
        ("/tags/", "text/html"), ("/tags/grip/", "text/html"), ("/feeds/", "text/html"), ("/search", "text/html"),
        ("/search?q=limpet", "text/html"), ("/search?q=nothinghasthis", "text/html"),
        ("/search?q=commonword&page=2", "text/html"), ("/search?q=limpets+unsafe&explain=1", "text/html"),
        ("/organize/", "text/html"), ("/hand-in/", "text/html"),
        ("/feed.atom", "application/atom+xml"), ("/2031/feed.atom", "application/atom+xml"),
        ("/2030/feed.atom", "application/atom+xml"), ("/speakers/ada-low/feed.atom", "application/atom+xml"),
        ("/tags/grip/feed.atom", "application/atom+xml"), ("/search.atom?q=limpet", "application/atom+xml"),
        ("/search.atom?q=nothinghasthis", "application/atom+xml"), ("/search.atom", "application/atom+xml"),
        ("/feed/2030.atom", "application/atom+xml"), ("/speakers/ada-low/feed/2030.atom", "application/atom+xml"),
        ("/tags/waves/feed.atom", "application/atom+xml"), ("/search.atom?q=limpet&page=9", "application/atom+xml"),
        ("/feed.json", "application/feed+json"), ("/2031/feed.json", "application/feed+json"),
        ("/speakers/ada-low/feed.json", "application/feed+json"), ("/tags/grip/feed.json", "application/feed+json"),
        ("/search.json?q=limpet", "application/feed+json"),
        ("/opensearch.xml", "application/opensearchdescription+xml"), ("/sitemap.xml", "application/xml"),
        ("/api/v1", "application/json"), ("/api/v1/search?q=limpet", "application/json"),
        ("/api/v1/openapi.json", "application/vnd.oai.openapi+json"),
        ("/suggest?q=li", "application/x-suggestions+json"),
        ("/robots.txt", "text/plain"), ("/healthz", "text/plain"), ("/readyz", "text/plain"),
        ("/2031/limpets/slides.pdf", "application/pdf"), ("/files/\(limpets.hash).pdf", "application/pdf"),
        ("/files/\(formerLimpets.hash).pdf", "application/pdf"), ("/files/\(limpets.hash)/1.webp", "image/webp"),
        ("/files/\(limpets.hash)/1-small.webp", "image/webp"), ("/2031/gallery/pool.png", "image/png"),
    ]

    static var pages: [String] { addresses.filter { $0.mediaType == "text/html" }.map(\.path) }
    static var feeds: [String] { addresses.filter { $0.mediaType == "application/atom+xml" }.map(\.path) }
    static var userFiles: [String] {
        addresses.filter { $0.mediaType == "application/pdf" || $0.mediaType == "image/png" }.map(\.path)
    }

    /// One white pixel.
    static let picture =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
        ?? Data()
}
