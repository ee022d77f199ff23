internal import SlideExtraction
internal import TalkArchive

/// The slide that a shared link shows (Open Graph's `og:image`).
struct SharedPicture {
    let address: SiteAddress
    /// In pixels.
    let width: Int
    let height: Int
    /// For those who cannot see it.
    let description: String

    /// Nil when the talk has no such slide, or its deck is not read yet.
    /// - Parameter page: A page of the current deck, counted from 1.
    init?(of talk: Talk, page: Int = 1, snapshot: Snapshot) {
        let slides = snapshot.slides(of: talk)
        guard let deck = talk.currentDeck, slides.indices.contains(page - 1) else { return nil }
        let slide = slides[page - 1]
        address = .picture(deck.hash, page: page, .large)
        let frame = PictureSize.large.frame(pageWidth: slide.width, pageHeight: slide.height)
        width = frame.width
        height = frame.height
        let title = slide.title.flatMap { $0 == talk.title ? nil : ": \($0)" }
        description = "Slide \(page) of \(talk.title)" + (title ?? "")
    }
}
