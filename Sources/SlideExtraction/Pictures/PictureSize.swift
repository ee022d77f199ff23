import TalkArchive

/// The two sizes of a slide's picture.
public enum PictureSize: String, Sendable, Hashable, CaseIterable {
    /// For lists and results: 400 pixels wide, which is 1.7 pixels for each of the 232 that results give it, so that
    /// code on a slide can be told apart on a dense screen too.
    case small
    /// For looking at one slide, sharp on telephones and desktops: 1280 pixels wide.
    case large

    /// Width in pixels of an ordinary page; a page much taller than wide is drawn narrower.
    public var width: Int {
        switch self {
        case .small: 400
        case .large: 1280
        }
    }

    /// The pixels of a page's picture, from the page's size in points after rotation. Whoever shows a picture and
    /// whoever draws it ask here, so that a page can keep the room before the picture is there.
    public func frame(
        pageWidth: Double, pageHeight: Double, limits: ExtractionLimits = ExtractionLimits()
    ) -> PictureFrame {
        let tallest = tallest(limits: limits)
        // A page without a size is no page that anybody made; it gets the shape of an ordinary slide.
        let hasSize = pageWidth > 0 && pageHeight > 0 && pageWidth.isFinite && pageHeight.isFinite
        let ratio = hasSize ? pageHeight / pageWidth : 0.75
        let height = (Double(width) * ratio).rounded()
        if height <= Double(tallest) { return PictureFrame(width: width, height: max(1, Int(height))) }
        return PictureFrame(width: max(1, Int((Double(tallest) / ratio).rounded())), height: tallest)
    }

    /// The tallest picture: two and a half times the width, inside the limit of pixels.
    func tallest(limits: ExtractionLimits) -> Int {
        max(1, min(width * 5 / 2, limits.picturePixels / width))
    }
}

/// Width and height of a picture in pixels, both at least 1.
public struct PictureFrame: Sendable, Hashable {
    public var width: Int
    public var height: Int
}
