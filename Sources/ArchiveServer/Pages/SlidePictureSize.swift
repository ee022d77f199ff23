/// Widths of the two pictures of a slide, in pixels; heights follow from the page.
enum SlidePictureSize {
    /// For lists and contact sheets.
    static let smallWidth = 320
    /// For reading.
    static let largeWidth = 1280
}
