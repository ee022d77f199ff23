import TalkArchive

/// The two sizes of a slide's picture.
public enum PictureSize: String, Sendable, Hashable, CaseIterable {
    /// For lists and results: 320 pixels wide.
    case small
    /// For looking at one slide, sharp on telephones and desktops: 1280 pixels wide.
    case large

    /// Width in pixels of an ordinary page; a page much taller than wide is drawn narrower.
    public var width: Int {
        switch self {
        case .small: 320
        case .large: 1280
        }
    }

    /// The tallest picture at this width: two and a half times the width, inside the limit of pixels.
    func height(limits: ExtractionLimits) -> Int {
        max(1, min(width * 5 / 2, limits.picturePixels / width))
    }
}
